"""Time display: asks what the selected layer was at the first kept step, and for films, while that page is in front."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject

from engine.errors import LayerscopeError
from engine.network.addresses import parsed
from engine.service.answers import Shown
from engine.service.looking.layers.time_questions import Ridge, StepsBeside, What
from engine.service.questions import CompareSteps, MakeFilm, ReadRidge
from gui.inspect import layer_words
from gui.inspect.page import InspectPage
from gui.inspect.through_time.beside import VALUE
from gui.inspect.through_time.page import ThroughTimePage
from gui.state.bridge import Told
from gui.state.run.run import Run
from gui.state.run.run_folder import folder_of
from gui.state.workspace import PREPARING
from gui.window.display.looking.asking.following import Following
from gui.window.display.looking.asking.reasons import why_not
from gui.window.groups import Engine, Shared

SELECT = "Select a layer in the stack to see how it changed."
UNTRAINED = "Train first: then what a layer was before stands beside what it has become."
OTHER = "The shown weights are of no run, so there is no earlier step beside them."
NO_IMAGE = "Draw something, or choose an image, to see what it made of it before."
NOTHING = "This run keeps no earlier steps."
FAILED = "It could not be looked at."


class TimeDisplay(QObject):
    """What a person chooses is asked at once; newer weights so seldom that a training does not notice."""

    def __init__(self, shared: Shared, engine: Engine, inspect: InspectPage, page: ThroughTimePage) -> None:
        super().__init__()
        self._shared, self._engine, self._inspect, self._page = shared, engine, inspect, page
        self._in_front = False
        self._ridge_of: tuple[object, ...] = ()
        self._asks = Following(shared, engine, page, CompareSteps, self._show, self._fail)
        self._asks.left.connect(lambda: page.say(PREPARING))
        self._asks.due.connect(self._follow)
        self._asks.say_on(page, page.next_look)
        page.step_wanted.connect(engine.looking.look_near)
        page.film.wanted.connect(self._film)
        page.film.stopped.connect(self._stop_film)
        for export in (page.export, page.export_ridge):
            shared.messages.follow(export)
        engine.bridge.progress.connect(self._show_far)
        workspace = shared.workspace
        for changed in (workspace.selection_changed, workspace.shown_changed, engine.looking.changed):
            changed.connect(self._follow)
        for elsewhere in (shared.image.changed, shared.document.changed):
            elsewhere.connect(lambda *_: self._follow())
        for changed in (workspace.muted.changed, workspace.own_filters.changed):
            changed.connect(self._say_what_is_left_out)
        inspect.address_changed.connect(self._follow)

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        self._follow()

    def _say_what_is_left_out(self) -> None:
        workspace = self._shared.workspace
        self._page.show_changed(mutes=bool(workspace.muted.value), filters=bool(workspace.own_filters.value))

    # --- the layer ---

    def _follow(self) -> None:
        if not self._in_front:
            return
        run, shown = self._shared.run.current, self._shared.workspace.shown
        address = self._inspect.address()
        why = self._why_none(run, shown) or (self._inspect.why(SELECT) if address is None else "")
        if why or run is None or shown is None or address is None:
            self._asks.forget()
            self._engine.jobs.drop(ReadRidge)
            self._ridge_of = ()
            self._page.say(why)
            return
        self._asks.follow(self._question(run, address))
        self._ask_ridge(run, address, shown)

    def _question(self, run: Run, address: str) -> CompareSteps:
        """Without its image a layer has its filters all the same."""
        image, folder = self._shared.image, folder_of(run, self._engine.service)
        return CompareSteps(folder, self._engine.looking.stops[0], address, None if image.missing else image.ref)

    def _show(self, beside: StepsBeside) -> None:
        shown = self._shared.workspace.shown
        if beside.after.filters is None and beside.after.maps is None:
            self._page.say(self._shared.image.missing or NO_IMAGE)
        elif shown is not None:
            title = layer_words.named(shown.project.network, beside.address, self._shared.document.network)
            node = shown.project.network.find(parsed(beside.address)[0])
            noun = VALUE if node is None else layer_words.value_noun(node.op)
            self._page.show_steps(title, beside, forked=shown.began_learned, noun=noun)

    def _fail(self, error: Exception) -> None:
        self._page.say(why_not(error, self._shared, FAILED))

    def _ask_ridge(self, run: Run, address: str, shown: Shown) -> None:
        of = (run.id, address, self._engine.looking.stops[:-1])
        if of != self._ridge_of:
            anew, self._ridge_of = of[:2] != self._ridge_of[:2], of
            if anew:
                self._page.show_ridge(None)
            if layer_words.learns(shown, address):
                question = ReadRidge(folder_of(run, self._engine.service), address)
                self._engine.jobs.ask(question, self._show_ridge, lambda _: None)
            else:
                self._engine.jobs.drop(ReadRidge)

    def _show_ridge(self, ridge: Ridge) -> None:
        self._page.show_ridge(ridge)

    def _why_none(self, run: Run | None, shown: Shown | None) -> str:
        if run is None or not run.step:
            return UNTRAINED
        if shown is None:
            return self._inspect.why(SELECT)
        if shown.run != run.id:
            return OTHER
        return "" if self._engine.looking.can_look_back else NOTHING

    # --- films ---

    def _film(self, what: What, path: Path) -> None:
        run, address = self._shared.run.current, self._inspect.address()
        if run is None:
            return
        image, folder = None if what == "filters" else self._shared.image.ref, folder_of(run, self._engine.service)
        question = MakeFilm(folder, what, path, address if what != "answer" else None, image)
        self._page.film.show_going("Looking at the steps")
        self._engine.jobs.ask(question, self._filmed, self._cannot_film)

    def _filmed(self, path: Path) -> None:
        self._page.film.show_going(None)
        self._shared.messages.say(f"Saved {path.name}.")

    def _cannot_film(self, error: Exception) -> None:
        self._page.film.show_going(None)
        if isinstance(error, LayerscopeError):
            self._shared.messages.error(error)

    def _stop_film(self) -> None:
        self._engine.jobs.drop(MakeFilm)
        self._page.film.show_going(None)

    def _show_far(self, told: Told) -> None:
        if told.unit in ("steps", "pictures") and told.words and not told.run and self._engine.jobs.busy(MakeFilm):
            self._page.film.show_going(told.words, told.share)
