"""Centre: the chart above the pages, and how much of the height each page leaves it."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from gui.appearance import lengths, theme
from gui.window.frame.places import Place

CHART = 0.36  # of the height, where nobody chose another share
FOLDED = 36  # a chart of one line
ANY_HEIGHT = 16_777_215


class Room(msgspec.Struct, frozen=True):
    """What the chart has beside one page: its share of the height (0: as usual), or one line."""

    share: float = 0.0
    folded: bool = False


class Centre(QSplitter):
    """Every page has its own room, as it wants it or as a person chose it.

    fold_wanted(folded)   the page in front wants the chart in one line, or whole
    """

    fold_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self.setChildrenCollapsible(False)
        lengths.follow(self, setHandleWidth=5)
        self.chosen: dict[str, Room] = {}
        self._place = Place("", "")
        self.splitterMoved.connect(self._note)

    def fill(self, chart: QWidget, pages: QWidget) -> None:
        """Chart above, pages below."""
        self.addWidget(chart)
        self.addWidget(pages)
        self.setStretchFactor(1, 1)

    @property
    def room(self) -> Room:
        """Beside the page in front."""
        return self.chosen.get(self._place.key, Room(folded=self._place.space == "all"))

    def show_place(self, place: Place) -> None:
        """Another page is in front."""
        self._place = place
        self.fold_wanted.emit(self.room.folded)
        self.arrange()

    def note_folded(self, folded: bool) -> None:
        """The chart was folded or unfolded; where that is not what the page wanted, a person did it."""
        if folded != self.room.folded:
            self.chosen[self._place.key] = Room(self.room.share, folded)
        self.arrange()

    def forget(self) -> None:
        """Every page as it wants it."""
        self.chosen.clear()
        self.show_place(self._place)

    def arrange(self) -> None:
        """Gives chart and page their heights."""
        chart, folded = self.widget(0), self.room.folded
        if chart is None:
            return
        chart.setMaximumHeight(theme.px(FOLDED) if folded else ANY_HEIGHT)
        total = self.height() - self.handleWidth()
        height = theme.px(FOLDED) if folded else round((self.room.share or CHART) * total)
        self.setSizes([height, max(1, total - height)])

    def _note(self, height: int, _: int) -> None:
        """A person dragged the edge."""
        if not self.room.folded:
            self.chosen[self._place.key] = Room(height / max(1, self.height() - self.handleWidth()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
