"""Drop display: asks what the selected dropout would drop of the current image, while statistics are in front."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.network.layers import Dropping
from engine.service.questions import DropOut
from gui.inspect.page import InspectPage
from gui.inspect.statistics.page import StatisticsPage
from gui.window.display.looking.asking.following import Following
from gui.window.groups import Engine, Shared


class DropDisplay(QObject):
    """Another image or mask is asked for at once; newer weights so seldom that a training does not notice."""

    def __init__(self, shared: Shared, engine: Engine, inspect: InspectPage, page: StatisticsPage) -> None:
        super().__init__()
        self._shared, self._inspect, self._page = shared, inspect, page
        self._in_front = False
        self._draw = 0
        self._asks = Following(shared, engine, page, DropOut, page.show_dropped, lambda _: self._show_nothing())
        self._asks.left.connect(self._show_nothing)
        self._asks.due.connect(self._follow)
        self._asks.watch(page)
        page.drops.another.connect(self._another)
        workspace = shared.workspace
        changed = (workspace.selection_changed, workspace.shown_changed, workspace.muted.changed)
        for signal in (*changed, shared.image.changed, shared.run.changed, inspect.address_changed):
            signal.connect(self._follow)

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        self._follow()

    def _another(self) -> None:
        self._draw += 1
        self._follow()

    def _follow(self) -> None:
        address, selected = self._inspect.address(), self._shared.workspace.selected or ""
        node = self._shared.workspace.network_of(selected).find(selected)
        if self._in_front and address is not None and node is not None and isinstance(node.op, Dropping):
            self._asks.follow(DropOut(address, self._shared.image.ref, self._draw))
        else:
            self._asks.forget()
            self._show_nothing()

    def _show_nothing(self) -> None:
        """Why there is no image, or no such layer, the page says already."""
        self._page.show_dropped(None)
