"""Sub-pages: pages within a page, of which one is in front; a quiet row of tabs above chooses it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QTabBar, QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.pieces.pages.handing_over import hand_over
from gui.pieces.pages.scrolled import scrolled, with_a_bar


class SubPages(QWidget):
    """Each stands in an area that scrolls, unless it scrolls by itself and takes the room that there is.

    Where there is no room for all titles, as many stand short as must.

    changed(key)   another one is in front
    """

    changed = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._keys: list[str] = []
        self._titles: list[tuple[str, str]] = []  # whole and short
        self.tabs, self._stack, self._room = QTabBar(), QStackedWidget(), QStackedWidget()
        self.tabs.setAccessibleName(f"Parts of the page {name}")
        self.tabs.setExpanding(False)
        theme.set_role(self.tabs, "quiet")
        row, column = QHBoxLayout(), QVBoxLayout(self)
        row.addWidget(self.tabs)
        row.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setContentsMargins=(0, 6, 0, 2))
        column.setSpacing(0)
        column.addLayout(row)
        self._room.addWidget(self._stack)
        column.addWidget(self._room, 1)
        self.tabs.currentChanged.connect(self._show_at)

    def announce(self, key: str, title: str, short: str = "") -> None:
        """Keeps a place for one that is made later, so that the tabs are all there from the start; `put` fills it."""
        self._stack.addWidget(QWidget())
        self._add_tab(key, title, short)

    def _add_tab(self, key: str, title: str, short: str) -> None:
        self._keys.append(key)
        self._titles.append((title, short or title))
        self.tabs.addTab(title)
        self.tabs.setVisible(len(self._keys) > 1)  # one needs no choice
        self._fit_titles()

    def put(self, key: str, page: QWidget, *, scrolls: bool = False) -> None:
        """Fills a place that was kept; as `add`."""
        place, front = self._keys.index(key), self._stack.currentIndex()
        if (empty := self._stack.widget(place)) is not None:
            self._stack.removeWidget(empty)
            empty.deleteLater()
        self._stack.insertWidget(place, page if scrolls else with_a_bar(scrolled(page)))
        self._stack.setCurrentIndex(front)

    def add(self, key: str, title: str, page: QWidget, *, scrolls: bool = False, short: str = "") -> None:
        """Adds one behind those that are there; `scrolls`: by itself."""
        self._stack.addWidget(page if scrolls else with_a_bar(scrolled(page)))
        self._add_tab(key, title, short)

    def cover(self, other: QWidget | None) -> None:
        """Shows something else below the tabs, whichever is in front; None: the one in front."""
        if other is not None and self._room.indexOf(other) < 0:
            self._room.addWidget(other)
        comes = self._stack if other is None else other
        if comes is not self._room.currentWidget():
            hand_over(self._room, self.tabs)
        self._room.setCurrentWidget(comes)

    @property
    def front(self) -> str:
        """The key of the one in front; empty while there is none."""
        return self._keys[self.tabs.currentIndex()] if self._keys else ""

    def show_page(self, key: str) -> None:
        """Brings one to the front."""
        self.tabs.setCurrentIndex(self._keys.index(key))

    def turn(self, by: int) -> None:
        """Brings the next one to the front, or with -1 the one before; after the last comes the first."""
        self.tabs.setCurrentIndex((self.tabs.currentIndex() + by) % len(self._keys))

    def _show_at(self, place: int) -> None:
        if 0 <= place < self._stack.count():
            if place != self._stack.currentIndex():
                hand_over(self._stack, self.tabs)
            self._stack.setCurrentIndex(place)
            self.changed.emit(self.front)

    def _fit_titles(self) -> None:
        """Whole where there is room; else those stand short first that save most."""
        saved = {place: len(title) - len(short) for place, (title, short) in enumerate(self._titles)}
        for place, (title, short) in enumerate(self._titles):
            self.tabs.setTabText(place, title)
            self.tabs.setTabToolTip(place, title if title != short else "")
        for place in sorted(saved, key=lambda place: -saved[place]):
            if self.tabs.sizeHint().width() <= self.width():
                break
            self.tabs.setTabText(place, self._titles[place][1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_titles()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit_titles()
