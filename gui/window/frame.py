"""Frame: the zones and pages of the window; the only one that decides places.

menu
top bar
left, the document | centre, learning: the line, chart, pages | right, try it
status bar
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QScrollArea, QSplitter, QTabWidget, QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.window.places import Place

LEFT, CENTRE, RIGHT = 360, 640, 280  # of 1280
CHART, PAGES = 232, 440
LEAST_WIDTHS = (326, 380, 260)
LEAST = QSize(960, 600)


class Frame(QMainWindow):
    """An empty house: the window puts panels into it."""

    file_dropped = Signal(str)
    page_changed = Signal(str)
    close_asked = Signal(QCloseEvent)

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Layerscope")
        self.setMinimumSize(LEAST)
        self.setAcceptDrops(True)
        self._keys: list[str] = []
        self._maximised: list[int] | None = None
        self._top = _column()
        self._line = _column()
        self.pages = QTabWidget(documentMode=True)
        self.pages.setAccessibleName("Pages")
        self.pages.tabBar().tabBarDoubleClicked.connect(lambda _: self.toggle_maximised())
        self.pages.currentChanged.connect(self._page_changed)
        self._centre = QSplitter(Qt.Orientation.Vertical)
        self._zones = QSplitter(Qt.Orientation.Horizontal)
        self._zones.setObjectName("zones")
        self._lay_out()

    def _lay_out(self) -> None:
        centre = QWidget()
        column = QVBoxLayout(centre)
        lengths.follow(column, setContentsMargins=(10, 10, 10, 0), setSpacing=8)
        column.addWidget(self._line)
        column.addWidget(self._centre, 1)
        self._middle = centre
        for splitter in (self._zones, self._centre):
            splitter.setChildrenCollapsible(False)
            lengths.follow(splitter, setHandleWidth=5)
        whole = QWidget()
        rows = QVBoxLayout(whole)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(0)
        rows.addWidget(self._top)
        rows.addWidget(_scrolled(self._zones, sideways=True), 1)  # in a small window at a large zoom
        self.setCentralWidget(whole)

    # --- places ---

    def fill(self, top: QWidget, left: QWidget, line: QWidget, chart: QWidget, right: QWidget) -> None:
        """Puts the parts that are always there into their places; called once."""
        _rows(self._top).addWidget(top)
        _rows(self._line).addWidget(line)
        self._zones.addWidget(_margin(left))
        self._zones.addWidget(self._middle)
        self._zones.addWidget(_scrolled(_margin(right)))
        self._centre.addWidget(chart)
        self._centre.addWidget(self.pages)
        self._centre.setStretchFactor(1, 1)
        for zone, share in enumerate((2, 5, 2)):  # of the room that a larger window adds
            self._zones.setStretchFactor(zone, share)
        self._set_least_widths()
        self.reset_layout()

    def _set_least_widths(self) -> None:
        """A zone gets narrower than its parts would like rather than pushing another off the window."""
        for zone, least in enumerate(LEAST_WIDTHS):
            if part := self._zones.widget(zone):
                lengths.follow(part, setMinimumWidth=least)

    def add_place(self, place: Place) -> None:
        """Adds a tab; its page may come later."""
        self._keys.append(place.key)
        self.pages.addTab(_PagePlace(scrolls=place.scrolls), place.title)

    def put_page(self, key: str, page: QWidget) -> None:
        """Puts a page into its place."""
        place = self.pages.widget(self._keys.index(key))
        assert isinstance(place, _PagePlace)  # noqa: S101  # `add_place` made it
        place.put(page)

    @property
    def page(self) -> str:
        """The page in front."""
        index = self.pages.currentIndex()
        return self._keys[index] if 0 <= index < len(self._keys) else ""

    def show_page(self, key: str) -> None:
        """Brings a page to the front."""
        self.pages.setCurrentIndex(self._keys.index(key))

    def _page_changed(self, _: int) -> None:
        self.page_changed.emit(self.page)

    # --- layout ---

    def toggle_maximised(self) -> None:
        """Gives the page in front the whole window, or puts everything back."""
        self._maximised = None if self._maximised is not None else self._zones.sizes()
        for part in self._around():
            part.setVisible(self._maximised is None)

    def _around(self) -> list[QWidget]:
        """Everything around the pages."""
        parts = (self._centre.widget(0), self._line, self._zones.widget(0), self._zones.widget(2))
        return [part for part in parts if part is not None]

    def toggle_zone(self, index: int) -> None:
        """Hides or shows the left (0) or right (2) zone."""
        if zone := self._zones.widget(index):
            zone.setVisible(not zone.isVisible())

    def widen_left(self, by: int) -> None:
        """Gives the left zone more room, or takes it back; what a large window added to the sides pays first."""
        sizes = self._zones.sizes()
        left = max(sizes[0], theme.px(LEFT) + by) if by > 0 else max(sizes[0] + by, theme.px(LEFT))
        right = min(sizes[2], theme.px(RIGHT)) if by > 0 else sizes[2]
        self._zones.setSizes([left, sum(sizes) - left - right, right])

    def reset_layout(self) -> None:
        """Every zone visible, in its first proportions."""
        self._maximised = None
        for part in self._around():
            part.setVisible(True)
        self._zones.setSizes([theme.px(LEFT), theme.px(CENTRE), theme.px(RIGHT)])
        self._centre.setSizes([theme.px(CHART), theme.px(PAGES)])

    def layout_sizes(self) -> dict[str, tuple[int, ...]]:
        """The splitters' sizes, for the settings."""
        return {"zones": tuple(self._zones.sizes()), "centre": tuple(self._centre.sizes())}

    def restore_sizes(self, sizes: dict[str, tuple[int, ...]]) -> None:
        """Takes over sizes from the settings, where they fit."""
        for name, splitter in (("zones", self._zones), ("centre", self._centre)):
            saved = sizes.get(name, ())
            if len(saved) == splitter.count() and all(size > 0 for size in saved):
                splitter.setSizes(list(saved))

    def fold_chart(self, folded: bool, height: int) -> None:
        """Leaves the chart `height` pixels while folded, its usual place else."""
        total = sum(self._centre.sizes()) or theme.px(CHART + PAGES)
        first = height if folded else theme.px(CHART)
        self._centre.setSizes([first, max(1, total - first)])

    # --- events ---

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for url in event.mimeData().urls()[:1]:
            self.file_dropped.emit(url.toLocalFile())
            event.acceptProposedAction()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.close_asked.emit(event)


class _PagePlace(QWidget):
    """Where a page stands. It is put there when first seen: laying out what is hidden would take time for nothing."""

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
            area = self._page if self._scrolls else _scrolled(self._page)
            self._column.addWidget(area)
            area.show()


def _column(spacing: int = 0) -> QWidget:
    widget = QWidget()
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    lengths.follow(column, setSpacing=spacing)
    return widget


def _rows(widget: QWidget) -> QVBoxLayout:
    layout = widget.layout()
    assert isinstance(layout, QVBoxLayout)  # noqa: S101  # _column made it
    return layout


def _margin(widget: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    lengths.follow(row, setContentsMargins=(10,) * 4)
    row.addWidget(widget)
    return holder


def _scrolled(page: QWidget, *, sideways: bool = False) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area
