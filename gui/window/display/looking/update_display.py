"""Update display: asks how far a step moves the weights of each layer, while statistics are in front."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.network.addresses import parsed
from engine.network.network import Network
from engine.service.answers import Shown
from engine.service.looking.layers.statistics_questions import Updates
from engine.service.questions import MeasureUpdates
from gui.inspect import layer_words
from gui.inspect.page import InspectPage
from gui.inspect.statistics.page import StatisticsPage
from gui.inspect.statistics.statistics_words import left_out
from gui.window.display.looking.asking.following import Following
from gui.window.display.looking.asking.reasons import why_not
from gui.window.groups import Engine, Shared

TRAINS = "Pause the training to see how far its next step moves the weights."
OF_A_FILE = "These weights are of a file: what the optimiser keeps of them is not known."
BROKEN = "The stack cannot be trained yet, so no step moves its weights."
WORKING = "The next step is taken on a copy…"
FAILED = "The next step could not be worked out."


class UpdateDisplay(QObject):
    """A training that runs is not held up for it."""

    def __init__(self, shared: Shared, engine: Engine, inspect: InspectPage, page: StatisticsPage) -> None:
        super().__init__()
        self._shared, self._inspect, self._part = shared, inspect, page.updates
        self._in_front = False
        self._asks = Following(shared, engine, page, MeasureUpdates, self._take, self._fail)
        self._asks.due.connect(self._follow)
        self._asks.watch(page)
        self._found: Updates | None = None
        workspace = shared.workspace
        for changed in (
            workspace.selection_changed,
            inspect.address_changed,
            workspace.own_filters.changed,
            workspace.muted.changed,
        ):
            changed.connect(self._show)
        for changed in (workspace.shown_changed, shared.run.changed):
            changed.connect(self._follow)

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        self._follow()

    def _follow(self) -> None:
        shown = self._shared.workspace.shown
        if not self._in_front or shown is None:
            self._asks.forget()
        elif why := self._why_not(shown):
            self._asks.forget()
            self._found = None
            self._part.say(why)
        elif self._asks.follow(_question(shown)):
            self._found = None
            self._part.say(WORKING)

    def _why_not(self, shown: Shown) -> str:
        if not shown.complete:
            return BROKEN
        if shown.source == "saved" and shown.folder is None:
            return OF_A_FILE
        run = self._shared.run.current
        return TRAINS if run is not None and run.phase == "running" and shown.run == run.id else ""

    def _take(self, updates: Updates) -> None:
        self._found = updates
        self._show()

    def _show(self) -> None:
        if self._found is not None:
            names, at = self._names(), self._inspect.address()
            own = None if at is None else [name for name in names if self._belongs(name, at)]
            numbers = {name: layer_words.number(self._network, name.split("/")[0]) for name in names}
            workspace = self._shared.workspace
            whose = left_out(len(workspace.own_filters.value), mutes=bool(workspace.muted.value))
            self._part.show_updates(self._found, names, own, numbers, whose)

    def _belongs(self, name: str, at: str) -> bool:
        """Whether a tensor is of the layer at an address, or of one in the block there."""
        (node, copies), (block, of) = parsed(name.split("/", maxsplit=1)[0]), parsed(at)
        around = self._network.ancestors(node) if self._network.find(node) else ()
        return block in (node, *around) and copies[: len(of)] == of

    @property
    def _network(self) -> Network:
        shown = self._shared.workspace.shown
        return self._shared.document.network if shown is None else shown.project.network

    def _names(self) -> dict[str, str]:
        """Of the tensors of weights, in order of the stack; copies of a Repeat by their number."""
        network, updates = self._network, self._found
        names: dict[str, str] = {}
        order = {node.id: index for index, node in enumerate(network)}
        of = [one.name for one in (updates.of if updates else ()) if one.name.endswith("/weight")]
        for name in sorted(of, key=lambda name: order.get(parsed(name.split("/")[0])[0], len(order))):
            at = name.split("/")[0]
            names[name] = layer_words.named(network, at) or at
        return names

    def _fail(self, error: Exception) -> None:
        self._part.say(why_not(error, self._shared, FAILED))


def _question(shown: Shown) -> MeasureUpdates:
    return MeasureUpdates(shown.project, shown.folder, None if shown.source == "live" else shown.step)
