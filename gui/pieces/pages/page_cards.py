"""Page cards: what pages are made of, side by side where there is room and below one another where there is not."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from gui.appearance import lengths, theme

PADDING, GAP = 12, 8
WIDE_ENOUGH = 540  # for two cards side by side


class Card(QFrame):
    """A framed part of a page, with an optional heading; its contents stay at the top."""

    def __init__(self, heading: str = "", *parts: QWidget) -> None:
        super().__init__()
        theme.set_role(self, "surface")
        self.header = QHBoxLayout()
        self._column = QVBoxLayout(self)
        self._column.addLayout(self.header)
        self._ending = QWidget()
        self._column.addWidget(self._ending, 1)
        if heading:
            self.setAccessibleName(heading)
            self.header.addWidget(words(heading, "heading"))
            self.header.addStretch(1)
        for part in parts:
            self.add(part)
        self._fit()

    def add(self, part: QWidget) -> None:
        """Adds a widget below the others."""
        self._column.insertWidget(self._column.count() - 1, part)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def _fit(self) -> None:
        lengths.follow(self._column, setContentsMargins=(PADDING,) * 4, setSpacing=GAP)


class Columns(QWidget):
    """Two widgets a row where they fit side by side, else one; of equal width, or the second takes what the first
    leaves, which is as wide as it likes, or as `first` says.
    """

    def __init__(
        self,
        *parts: QWidget,
        wide_enough: int = WIDE_ENOUGH,
        equal: bool = True,
        first: int = 0,
    ) -> None:
        super().__init__()
        self._parts, self._wide_enough, self._equal, self._first = parts, wide_enough, equal and not first, first
        if equal:
            for part in parts:
                part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._count = 0
        self._arrange(2)

    @property
    def count(self) -> int:
        """Columns there are now."""
        return self._count

    def minimumSizeHint(self) -> QSize:
        """As narrow as one column, so that a page may shrink out of two."""
        width = max(part.minimumSizeHint().width() for part in self._parts)
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= theme.px(self._wide_enough) else 1)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            lengths.follow(self._grid, setSpacing=GAP)
            self._grid.setColumnMinimumWidth(0, theme.px(self._first) if self._count > 1 else 0)

    def _arrange(self, count: int) -> None:
        if count == self._count:
            return
        self._count = count
        lengths.follow(self._grid, setSpacing=GAP)
        for index, part in enumerate(self._parts):
            self._grid.addWidget(part, index // count, index % count)
        self._grid.setColumnMinimumWidth(0, theme.px(self._first) if count > 1 else 0)
        self._grid.setColumnStretch(0, 1 if self._equal or count == 1 else 0)
        self._grid.setColumnStretch(1, count - 1)
        self.updateGeometry()


class Page(QWidget):
    """A page of the window: cards in a column, for a scroll area."""

    def __init__(self, name: str, *parts: QWidget) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.column = QVBoxLayout(self)
        lengths.follow(self.column, setContentsMargins=(0, GAP, 0, GAP), setSpacing=GAP)
        for part in parts:
            self.column.addWidget(part)


def words(text: str, role: str, *, wrap: bool = False) -> QLabel:
    """A label with one of the theme's roles."""
    label = QLabel(text)
    label.setWordWrap(wrap)
    theme.set_role(label, role)
    return label
