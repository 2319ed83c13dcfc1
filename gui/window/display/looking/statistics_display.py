"""Statistics display: asks how the selected layer of the shown model spreads, while that page is in front."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.network.addresses import parsed
from engine.network.layers import BatchNorm
from engine.network.nodes import Op
from engine.service.answers import Shown
from engine.service.looking.layers.statistics_questions import Gathered
from engine.service.questions import GatherStatistics
from gui.inspect import layer_words
from gui.inspect.page import InspectPage
from gui.inspect.statistics import statistics_words
from gui.inspect.statistics.page import StatisticsPage
from gui.state.data.missing_data import what_is_wrong
from gui.window.display.looking.asking.following import Following
from gui.window.display.looking.asking.reasons import why_not
from gui.window.display.looking.drop_display import DropDisplay
from gui.window.display.looking.ridge_display import RidgeDisplay
from gui.window.display.looking.update_display import UpdateDisplay
from gui.window.groups import Engine, Shared

SELECT = "Select a layer in the stack to see how its values spread."
FAILED = "Its values could not be gone through."


class StatisticsDisplay(QObject):
    """What a person chooses is asked at once; newer weights of a training so seldom that it does not notice."""

    def __init__(self, shared: Shared, engine: Engine, inspect: InspectPage, page: StatisticsPage) -> None:
        super().__init__()
        self._shared, self._jobs, self._inspect, self._page = shared, engine.jobs, inspect, page
        self._in_front = False
        self.drops, self.ridge, self.updates = (
            kind(shared, engine, inspect, page) for kind in (DropDisplay, RidgeDisplay, UpdateDisplay)
        )
        self._asks = Following(shared, engine, page, GatherStatistics, self._take, self._fail)
        self._asks.left.connect(self._leave)
        self._asks.due.connect(self._follow)
        self._asks.say_on(page, page.next_look)
        page.asked.connect(self._follow)
        page.norm_wanted.connect(self._to_norm)
        shared.messages.follow(page.export)
        workspace = shared.workspace
        changed = (workspace.selection_changed, workspace.shown_changed, workspace.muted.changed)
        elsewhere = (inspect.address_changed, shared.document.changed, shared.run.changed, workspace.reading_changed)
        for signal in (*changed, *elsewhere):
            signal.connect(lambda *_: self._follow())

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        for part in (self.drops, self.ridge, self.updates):
            part.set_in_front(in_front)
        self._follow()

    # --- asking ---

    def _follow(self) -> None:
        if not self._in_front:
            return
        address, shown = self._inspect.address(), self._shared.workspace.shown
        self._page.offer_norm(there=self._norm_to_go_to(shown) is not None)
        if address is None or shown is None:
            self._asks.forget()
            self._page.say(self._inspect.why(SELECT))
            return
        before = self._asks.asked
        if self._asks.follow(GatherStatistics(address, self._page.mode)):
            if before is None or before.question.address != address:
                self._page.wait()
            self._page.say_working()

    def _leave(self) -> None:
        """What was said is of another model: it is faint until its own answer is there."""
        self._page.wait()

    # --- what comes ---

    def _take(self, gathered: Gathered) -> None:
        shown = self._shared.workspace.shown
        if shown is not None:
            self._show(gathered, shown)

    def _show(self, gathered: Gathered, shown: Shown) -> None:
        node_id = parsed(gathered.layer.address)[0]
        title = layer_words.named(shown.project.network, gathered.layer.address, self._shared.document.network)
        source = layer_words.weights_of(shown, gathered.step, self._shared.run)
        behind = self._behind(gathered, shown)
        missing = gathered.missing
        why = "" if missing is None else what_is_wrong(missing, shown.project.data.source)
        workspace = self._shared.workspace
        filters, mutes = len(workspace.own_filters.value), bool(workspace.muted.value)
        self._page.say_with_what(statistics_words.brought_in(filters, mutes=mutes))
        self._page.show_gathered(title, source, gathered, self._op(node_id, shown), behind, why)

    def _behind(self, gathered: Gathered, shown: Shown) -> str:
        """The activation right behind a layer, or at the end of a block; empty where that is the layer itself."""
        at, network = gathered.layer.active_at, shown.project.network
        if at is None or at == gathered.layer.address:
            return ""
        node = network.find(parsed(at)[0])
        if node is None:
            return ""
        within = parsed(gathered.layer.address)[0] in network.ancestors(node.id)
        return f"{node.label} {'at its end' if within else 'behind it'}"

    def _op(self, node_id: str, shown: Shown) -> Op | None:
        node = shown.project.network.find(node_id)
        return None if node is None else node.op

    def _fail(self, error: Exception) -> None:
        self._page.say(why_not(error, self._shared, FAILED))

    # --- the batch norm ---

    def _norm_to_go_to(self, shown: Shown | None) -> str | None:
        """The next one after what is selected, else the first; none where one is selected."""
        network, selected = self._shared.workspace.analysis.network, self._shared.workspace.selected
        node = None if selected is None else network.find(selected)
        if shown is None or (node is not None and isinstance(node.op, BatchNorm)):
            return None
        ids = [one.id for one in network]
        after = ids.index(selected) if selected in ids else 0
        there = self._shared.document.network.ids  # to be selected in the stack
        norms = [one.id for one in network if isinstance(one.op, BatchNorm) and one.enabled and one.id in there]
        return next((one for one in norms if ids.index(one) > after), norms[0] if norms else None)

    def _to_norm(self) -> None:
        wanted = self._norm_to_go_to(self._shared.workspace.shown)
        if wanted is not None:
            self._shared.workspace.select((wanted,))
