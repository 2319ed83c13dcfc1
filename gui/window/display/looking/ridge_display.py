"""Ridge display: asks how something of the selected layer spread at each kept step, while statistics are in front."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.service.looking.layers.time_questions import Ridge
from engine.service.questions import GatherRidge
from gui.appearance.numerals import in_figures
from gui.inspect import layer_words
from gui.inspect.page import InspectPage
from gui.inspect.statistics.page import StatisticsPage
from gui.inspect.statistics.statistics_words import left_out
from gui.state.bridge import Told
from gui.state.run.run import Run
from gui.state.run.run_folder import folder_of
from gui.window.display.looking.asking.reasons import why_not
from gui.window.groups import Engine, Shared

UNTRAINED = "Train first: then it is shown for each step that the run keeps."
OTHER = "The shown weights are of no run, so there are no earlier steps."
WORKING = "Looking at the steps…"
FAILED = "The steps could not be looked at."


class RidgeDisplay(QObject):
    """Weights follow a training with each step that is kept; what takes images is asked anew once it has ended."""

    def __init__(self, shared: Shared, engine: Engine, inspect: InspectPage, page: StatisticsPage) -> None:
        super().__init__()
        self._shared, self._engine, self._inspect, self._page = shared, engine, inspect, page
        self._part = page.ridge
        self._in_front = False
        self._asked: tuple[object, ...] = ()
        self._part.asked.connect(self._follow)
        page.asked.connect(self._follow)
        self._part.step_wanted.connect(engine.looking.look_near)
        engine.bridge.progress.connect(self._show_far)
        workspace = shared.workspace
        for changed in (workspace.selection_changed, workspace.shown_changed, engine.looking.changed):
            changed.connect(self._follow)
        shared.run.changed.connect(self._follow)
        shared.image.missing_changed.connect(self._ask_again)
        inspect.address_changed.connect(self._follow)
        workspace.own_filters.changed.connect(self._say_whose)

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        if in_front:
            self._follow()
        else:
            self._drop()

    def _say_whose(self) -> None:
        """Steps that a run keeps are without them, and muted as what is shown."""
        self._part.say_whose(left_out(len(self._shared.workspace.own_filters.value), mutes=False))

    def _ask_again(self) -> None:
        """The images are there again, or are not."""
        self._drop()
        self._follow()

    def _drop(self) -> None:
        self._engine.jobs.drop(GatherRidge)
        self._asked = ()

    def _follow(self) -> None:
        if not self._in_front:
            return
        run, address = self._shared.run.current, self._inspect.address()
        shown = self._shared.workspace.shown
        if run is None or not run.step or shown is None:
            self._drop()
            self._part.say(UNTRAINED)
        elif address is None:
            self._drop()  # the page says why
        elif shown.run != run.id:
            self._drop()
            self._part.say(OTHER)
        else:
            self._part.offer(learns=layer_words.learns(shown, address))
            self._part.view.mark(shown.step)
            self._ask(run, address)

    def _ask(self, run: Run, address: str) -> None:
        kind, mode = self._part.kind, self._page.mode
        stops = self._engine.looking.stops[:-1] if kind == "weights" or not self._shared.run.training else ()
        of = (run.id, address, kind, "" if kind == "weights" else mode, self._shared.workspace.muted.value)
        if (of, stops) == self._asked or (stops == () and self._asked[:1] == (of,)):
            return
        if self._asked[:1] != (of,):
            self._part.say(WORKING)
        self._asked = of, stops
        question = GatherRidge(folder_of(run, self._engine.service), address, kind, mode)
        self._engine.jobs.ask(question, self._take, self._fail)

    def _take(self, ridge: Ridge) -> None:
        shown = self._shared.workspace.shown
        if shown is not None and ridge.address == self._inspect.address():
            self._part.show_ridge(ridge, shown.step)

    def _fail(self, error: Exception) -> None:
        self._part.say(why_not(error, self._shared, FAILED))

    def _show_far(self, told: Told) -> None:
        looks = told.unit == "steps" and not told.run and self._engine.jobs.busy(GatherRidge)
        if looks and told.words and self._part.view.isHidden():
            self._part.say(in_figures(told.words))
