"""OtherRuns: the legend of the runs that are drawn beside the shown one; a click on one takes it away."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QSizePolicy, QWidget

from gui.appearance import lengths, theme
from gui.appearance.theme import px
from gui.chart.head.legend import Entry, Fonts, paint_entries, paint_entry

CROSS = 12
LEAST_NAME = 24
COLUMN = 190  # the least width of a run, in a line of several


class OtherRuns(QWidget):
    """As many in a line as have room for their names, which give way in their middle; hidden while there is none.

    dismissed(run)   the run of this id is not to be drawn any more
    """

    dismissed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._buttons: list[OtherRun] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._grid, setHorizontalSpacing=8, setVerticalSpacing=0)
        self.hide()

    def show_entries(self, shown: tuple[Entry, ...]) -> None:
        """Show these runs."""
        changed = len(shown) != len(self._buttons)
        self._provide(len(shown))
        for button, entry in zip(self._buttons, shown, strict=True):
            button.show_entry(entry)
        if changed:
            self._arrange()
        self.setVisible(bool(shown))

    def _arrange(self) -> None:
        """In lines of equal columns."""
        columns = max(1, self.width() // px(COLUMN))
        for place, button in enumerate(self._buttons):
            self._grid.addWidget(button, place // columns, place % columns, Qt.AlignmentFlag.AlignLeft)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column < min(columns, len(self._buttons))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as one column, so that it may shrink out of several."""
        return QSize(px(60), super().minimumSizeHint().height())

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint them into the line of a picture."""
        fonts, shown = Fonts(), [button.entry for button in self._buttons]
        bare = sum(fonts.width(replace(entry, name="")) for entry in shown)
        each = (rect.width() - bare) / max(1, len(shown)) - px(8)
        paint_entries(painter, rect, [_cut(entry, each, fonts) for entry in shown], fonts)

    def _provide(self, count: int) -> None:
        while len(self._buttons) < count:
            button = OtherRun()
            button.clicked.connect(lambda _, one=button: self.dismissed.emit(one.entry.run))
            self._buttons.append(button)
        while len(self._buttons) > count:
            gone = self._buttons.pop()
            self._grid.removeWidget(gone)
            gone.hide()
            gone.deleteLater()


class OtherRun(QAbstractButton):
    """One of them: its stroke, name and newest figure, and a cross."""

    entry: Entry

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def show_entry(self, entry: Entry) -> None:
        """Stands for this run."""
        if entry == getattr(self, "entry", None):
            return
        self.entry = entry
        words = f"{entry.name} {entry.figure}"
        self.setToolTip(f"{words}\nA click takes it out of the chart.")
        self.setAccessibleName(words)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return self._size(self.entry.name)

    def minimumSizeHint(self) -> QSize:
        return self._size("").expandedTo(QSize(self._size("").width() + px(LEAST_NAME), 0))

    def _size(self, name: str) -> QSize:
        width = Fonts().width(replace(self.entry, name=name)) + px(CROSS)
        return QSize(round(width) + 1, round(QFontMetricsF(self.font()).height()) + px(8))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, fonts, look = QPainter(self), Fonts(), theme.current()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self.underMouse() or self.hasFocus():
            painter.setPen(look.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("accent", 0.12))
            painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        room = whole.adjusted(px(2), 0, -px(CROSS), 0)
        spare = room.width() - fonts.width(replace(self.entry, name=""))
        paint_entry(painter, room, _cut(self.entry, spare, fonts), fonts, look)
        painter.setPen(look.colour("secondary"))
        painter.setFont(fonts.name)
        painter.drawText(
            whole.adjusted(0, 0, -px(3), 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "×"
        )
        painter.end()


def _cut(entry: Entry, room: float, fonts: Fonts) -> Entry:
    """With its name cut in the middle where it has no room."""
    return replace(entry, name=QFontMetricsF(fonts.name).elidedText(entry.name, Qt.TextElideMode.ElideMiddle, room))
