"""Page place: where a page stands among the tabs, before it is made and after."""

from __future__ import annotations

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.pieces.pages.scrolled import scrolled, with_a_bar


class PagePlace(QWidget):
    """The page is put there when first seen, or when there is time for it: while the window starts, laying out what is
    hidden would hold it up.
    """

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
            self.fill()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.fill()

    def fill(self) -> None:
        """Puts the page there, unless it is, or is not made yet."""
        if self._page is not None and not self._column.count():
            area = self._page if self._scrolls else with_a_bar(scrolled(self._page))
            self._column.addWidget(area)
            area.show()
