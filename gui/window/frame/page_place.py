"""Page place: where a page stands among the tabs, before it is made and after."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget


class PagePlace(QWidget):
    """The page is put there when first seen: laying out what is hidden would take time for nothing."""

    def __init__(self, *, scrolls: bool) -> None:
        super().__init__()
        self._page: QWidget | None = None
        self._scrolls = scrolls
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def put(self, page: QWidget) -> None:
        """The page is made."""
        self._page = page
        if self.isVisible():
            self._fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        if self._page is not None and not self._column.count():
            area = self._page if self._scrolls else _with_a_bar(scrolled(self._page))
            self._column.addWidget(area)
            area.show()


def scrolled(page: QWidget, *, sideways: bool = False) -> QScrollArea:
    """What is in an area that scrolls where it is higher, and sideways only if it must."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area


def _with_a_bar(area: QScrollArea) -> QScrollArea:
    """The bar has its place whether there is anything to scroll or not: what comes and goes makes no page wider."""
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    bar = area.verticalScrollBar()
    bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
    return area
