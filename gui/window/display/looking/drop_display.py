"""Drop display: asks what the selected dropout would drop of the current image, while statistics are in front."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.network.layers import Dropping
from engine.service.answers import Shown
from engine.service.looking.layers.statistics_questions import Dropped
from engine.service.questions import DropOut
from gui.inspect.page import InspectPage
from gui.inspect.statistics.page import StatisticsPage
from gui.window.groups import Engine, Shared


class DropDisplay(QObject):
    """Another image is asked for at once; the weights of a training are followed when it rests."""

    def __init__(self, shared: Shared, engine: Engine, inspect: InspectPage, page: StatisticsPage) -> None:
        super().__init__()
        self._shared, self._jobs, self._inspect, self._page = shared, engine.jobs, inspect, page
        self._in_front = False
        self._draw = 0
        self._asked: tuple[DropOut, Shown] | None = None
        page.drops.another.connect(self._another)
        shared.image.changed.connect(self._ask)
        shared.workspace.selection_changed.connect(self._ask)
        shared.workspace.shown_changed.connect(self._ask)
        shared.run.changed.connect(self._ask)
        inspect.address_changed.connect(self._ask)

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        self._ask()

    def _another(self) -> None:
        self._draw += 1
        self._ask()

    def _ask(self) -> None:
        address, shown = self._inspect.address(), self._shared.workspace.shown
        node = self._shared.document.network.find(self._shared.workspace.selected or "")
        if not self._in_front or address is None or shown is None or node is None or not isinstance(node.op, Dropping):
            self._jobs.drop(DropOut)
            self._asked = None
            self._page.show_dropped(None)
            return
        wanted = DropOut(address, self._shared.image.ref, self._draw), shown
        if wanted != self._asked and not self._trains_on(wanted):
            self._asked = wanted
            self._jobs.ask(wanted[0], self._take, self._fail)

    def _trains_on(self, wanted: tuple[DropOut, Shown]) -> bool:
        """Whether nothing is new but the weights of a training."""
        asked = self._asked
        live = asked is not None and asked[1].source == wanted[1].source == "live" and asked[0] == wanted[0]
        return live and self._shared.run.training

    def _take(self, dropped: Dropped | None) -> None:
        if dropped is None or (dropped.address, dropped.image) == (self._inspect.address(), self._shared.image.ref):
            self._page.show_dropped(dropped)

    def _fail(self, _error: Exception) -> None:
        """Why there is no image, or no such layer, the page says already."""
        self._page.show_dropped(None)
