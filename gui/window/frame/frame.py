"""Frame: the zones and pages of the window; the only one that decides places.

menu
top bar
left, the document | centre, learning: the line, chart, pages | right, try it
status bar

In a narrow window "try it" is the first of the pages, and in one still narrower the stack before it. A full page has
the whole window but for the top bar, beside a slim strip of the layers.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from gui.appearance import lengths, theme
from gui.pieces.pages.handing_over import hand_over
from gui.pieces.pages.panel_keys import PanelKeys
from gui.pieces.pages.scrolled import scrolled
from gui.pieces.pages.sub_pages import SubPages
from gui.window.frame import tab_order
from gui.window.frame.centre import Centre, Room
from gui.window.frame.focus_keeper import FocusKeeper, is_gone
from gui.window.frame.page_place import PagePlace
from gui.window.frame.places import STACK, TRY_IT, Place
from gui.window.frame.zones import Zones

LEAST = QSize(720, 600)
WIDTHS = {STACK: 720, TRY_IT: 1000}  # below which a side is a page, in the order of these; pixels at a zoom of 1
KEYS = PanelKeys("On a button", (("Enter or Space", "presses it"),))
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
THOUSAND = 1000  # shares are kept as whole numbers


class Frame(QMainWindow):
    """An empty house: the window puts panels into it."""

    files_dropped = Signal(list)  # their names
    page_changed = Signal(str)
    close_asked = Signal(QCloseEvent)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Layerscope")
        self.setMinimumSize(LEAST)
        self.setAcceptDrops(True)
        self._places: list[Place] = []
        self._hidden: set[str] = set()  # sides that a person took away
        self._full, self._page_before = False, ""
        self._focus_before: QWidget | None = None  # where the keyboard was, while a page is full
        self._top, self._line, self._strip = _column(), _column(), _column()
        self.pages = QTabWidget(documentMode=True)
        self.pages.setAccessibleName("Pages")
        self.pages.tabBar().tabBarDoubleClicked.connect(lambda _: self.toggle_full())
        self.pages.tabBar().tabBarClicked.connect(self._hand_over)
        self.pages.currentChanged.connect(self._page_changed)
        self.keeper = FocusKeeper(self, self.pages.tabBar())
        self.centre, self.zones = Centre(), Zones()
        self._leave = self._exit()
        self._lay_out()

    def _exit(self) -> QPushButton:
        """The way back from a full page, in sight and by Esc."""
        button = QPushButton("Exit full page")
        button.setToolTip("Everything around it again (Esc or F11)")
        button.clicked.connect(self.toggle_full)
        self.pages.setCornerWidget(button)
        button.hide()
        self._escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.toggle_full)
        self._escape.setEnabled(False)
        return button

    def _lay_out(self) -> None:
        self._middle = QWidget()
        column = QVBoxLayout()
        lengths.follow(column, setSpacing=8)
        column.addWidget(self._line)
        column.addWidget(self.centre, 1)
        row = QHBoxLayout(self._middle)
        lengths.follow(row, setContentsMargins=(10, 10, 10, 0), setSpacing=8)
        row.addWidget(self._strip)
        row.addLayout(column, 1)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._top)
        rows.addWidget(scrolled(self.zones, sideways=True), 1)  # the last resort, at the largest zoom
        self.setCentralWidget(whole)

    # --- places ---

    def fill(self, top: QWidget, left: QWidget, line: QWidget, chart: QWidget, right: QWidget, strip: QWidget) -> None:
        """Puts the parts that are always there into their places; called once."""
        for column, part in ((self._top, top), (self._line, line), (self._strip, strip)):
            _rows(column).addWidget(part)
        self._left, self._right, self._chart = _margin(left), scrolled(_margin(right)), chart
        self._sides = {STACK: self._left, TRY_IT: self._right}
        self.zones.fill(self._left, self._middle, self._right)
        self.centre.fill(chart, self.pages)
        self.keeper.never_back_to(line)
        self._arrange()

    def add_place(self, place: Place) -> None:
        """Adds a tab; its page may come later."""
        self._places.append(place)
        self.pages.addTab(PagePlace(scrolls=place.scrolls), place.title)

    def put_page(self, key: str, page: QWidget) -> None:
        """Puts a page into its place."""
        place = self.pages.widget(self._index(key))  # in a narrow window the sides are among the tabs
        assert isinstance(place, PagePlace)  # noqa: S101  # `add_place` made it
        place.put(page)

    @property
    def places(self) -> list[PagePlace]:
        """Where pages are put, in the order of their tabs."""
        widgets = (self.pages.widget(index) for index in range(self.pages.count()))
        return [place for place in widgets if isinstance(place, PagePlace)]

    def _index(self, key: str) -> int:
        return [place.key for place in self._places].index(key)

    @property
    def page(self) -> str:
        """The page in front."""
        index = self.pages.currentIndex()
        return self._places[index].key if 0 <= index < len(self._places) else ""

    def show_page(self, key: str) -> None:
        """Brings a page to the front."""
        self.pages.setCurrentIndex(self._index(key))

    def _hand_over(self, index: int) -> None:
        """Another page is about to come to the front, by its tab."""
        if index not in (-1, self.pages.currentIndex()):
            hand_over(self.pages.currentWidget(), self.pages.tabBar())

    def go_to_page(self, key: str) -> None:
        """Brings a page to the front and puts the keyboard onto it: its parts, or where Tab first stops on it."""
        self.show_page(key)
        page, parts = self.pages.currentWidget(), self._parts_in_front()
        first = parts.tabs if parts is not None else self._first_stop(page)
        tab_order.put_keyboard(first or self.pages.tabBar())

    def turn_part(self, by: int) -> None:
        """Another part of the page in front, round and round; the keyboard is on the parts then."""
        if (parts := self._parts_in_front()) is not None:
            tab_order.put_keyboard(parts.tabs)
            parts.turn(by)

    def _parts_in_front(self) -> SubPages | None:
        page = self.pages.currentWidget()
        inside = [] if page is None else page.findChildren(SubPages)
        return next((one for one in inside if one.isVisible() and one.tabs.isVisible()), None)

    def _first_stop(self, page: QWidget | None) -> QWidget | None:
        return None if page is None else next(filter(page.isAncestorOf, tab_order.stops(self)), None)

    def _page_changed(self, index: int) -> None:
        if 0 <= index < len(self._places):
            place = self._places[index]
            self._page_before = self._page_before if place in WIDTHS else place.key
            self.centre.show_place(place)
            self.page_changed.emit(place.key)

    # --- what is in sight ---

    def arrange(self) -> None:
        """Everything at its place for this size and zoom."""
        self._arrange()
        self.zones.arrange()
        self.centre.arrange()

    def _arrange(self) -> None:
        for place in WIDTHS:
            self._place_side(place)
        for part in (self._line, self._chart):
            part.setVisible(not self._full)
        for part in (self._strip, self._leave):
            part.setVisible(self._full)
        for place, side in self._sides.items():
            if place not in self._places:
                side.setVisible(not self._full and place.key not in self._hidden)

    def _place_side(self, place: Place) -> None:
        """Beside the pages, or among the first of them."""
        folded = self.width() < theme.px(WIDTHS[place])
        if folded == (place in self._places):
            return
        if folded:
            at = sum(other in self._places for other in WIDTHS if WIDTHS[other] < WIDTHS[place])
            self._places.insert(at, place)
            self.pages.insertTab(at, self._sides[place], place.title)
        else:
            if self.page == place.key:
                self.show_page(self._page_before)
            at = self._places.index(place)
            self._places.remove(place)
            self.pages.removeTab(at)
            self.zones.put_back(self._sides[place])
        self.zones.arrange()

    def toggle_full(self) -> None:
        """Gives the page in front the whole window, or puts everything back."""
        before = QApplication.focusWidget()
        self._full = not self._full
        self._escape.setEnabled(self._full)
        self.arrange()
        if self._full:
            self._focus_before = before
        elif self._focus_before is not None and isValid(self._focus_before):
            self._focus_before.setFocus()  # not wherever Qt went when that was hidden

    def toggle_left(self) -> None:
        """Hides or shows the document; where it is a page, brings it to the front."""
        self._toggle(STACK)

    def toggle_right(self) -> None:
        """Hides or shows "try it"; where it is a page, brings it to the front."""
        self._toggle(TRY_IT)

    def show_stack(self) -> None:
        """Brings the document into sight, where it is a page or was taken away."""
        self._show_side(STACK)

    def show_try_it(self) -> None:
        """The same for "try it"."""
        self._show_side(TRY_IT)

    def _show_side(self, side: Place) -> None:
        if side in self._places or side.key in self._hidden:
            self._toggle(side)

    def _toggle(self, side: Place) -> None:
        if side in self._places:
            self.show_page(side.key)
        else:
            self._hidden ^= {side.key}
            self.arrange()

    # --- the keyboard ---

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab: the stack, the page, the chart above it, try it. Qt asks also where what has the keyboard goes.

        An exception in here would end the program; where PySide has lost a widget, Qt goes on in its own order.
        """
        try:
            return self._go_on(forward=forward)
        except RuntimeError:
            return super().focusNextPrevChild(forward)
        except Exception:  # noqa: BLE001  # whatever it is, it is told as elsewhere, and nobody loses work by it
            sys.excepthook(*sys.exc_info())
            return super().focusNextPrevChild(forward)

    def _go_on(self, *, forward: bool) -> bool:
        now = self.focusWidget()
        if now is not None and is_gone(now):
            self.keeper.give_back(now)
            return True
        sides = {place: side for place, side in self._sides.items() if place not in self._places}
        zones = (self._top, self._strip, sides.get(STACK), self.pages, self._line, self._chart, sides.get(TRY_IT))
        return tab_order.go_on(self, [zone for zone in zones if zone is not None], forward=forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that the keyboard is on; on many desktops Qt leaves that to Space."""
        button = self.focusWidget()
        if event.key() in ENTER and isinstance(button, QPushButton | QToolButton) and not event.isAutoRepeat():
            button.click()
        else:
            super().keyPressEvent(event)

    # --- layout ---

    def reset_layout(self) -> None:
        """Every zone visible, in its usual width, and every page with the room that it wants."""
        self._full = False
        self._escape.setEnabled(False)
        self._hidden.clear()
        self.zones.chosen = (0, 0)
        self.centre.forget()
        self.arrange()

    def layout_sizes(self) -> dict[str, tuple[int, ...]]:
        """What a person chose, for the settings: the sides' widths, and by page the chart's share and fold."""
        left, right = self.zones.chosen
        rooms = self.centre.chosen.items()
        return {"zones": (left, 0, right)} | {
            f"page {key}": (round(room.share * THOUSAND), int(room.folded)) for key, room in rooms
        }

    def restore_sizes(self, sizes: Mapping[str, tuple[int, ...]]) -> None:
        """Takes over what the settings have; what does not fit is as usual."""
        saved = sizes.get("zones", ())
        if len(saved) == 3:
            self.zones.chosen = (max(0, saved[0]), max(0, saved[2]))
        for key, values in sizes.items():
            name, _, page = key.partition(" ")
            if name == "page" and len(values) == 2 and 0 <= values[0] < THOUSAND:
                self.centre.chosen[page] = Room(values[0] / THOUSAND, bool(values[1]))
        self.centre.show_place(self._places[self.pages.currentIndex()])
        self.arrange()

    # --- events ---

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _local(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if names := _local(event):
            event.acceptProposedAction()
            self.files_dropped.emit(names)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_asked.emit(event)


def _local(event: QDropEvent) -> list[str]:
    """The files and folders of this computer that are dragged."""
    return [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]


def _column() -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    return widget


def _rows(widget: QWidget) -> QVBoxLayout:
    layout = widget.layout()
    assert isinstance(layout, QVBoxLayout)  # noqa: S101  # _column made it
    return layout


def _margin(widget: QWidget) -> QWidget:
    """It gets narrower than its parts would like, rather than being cut off at its side."""
    holder = QWidget()
    holder.setMinimumWidth(1)
    row = QHBoxLayout(holder)
    lengths.follow(row, setContentsMargins=(10,) * 4)
    row.addWidget(widget)
    return holder
