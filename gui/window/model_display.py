"""Model display: what the window shows of the current model: answers, cards, the layer, its mistakes, and the strip."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.analysis.diff import diff
from engine.analysis.kept_weights import Tally
from engine.project.project import Project
from engine.project.splits import SplitName
from engine.service.answers import ImageOf, Picture, Prediction
from gui.state.run_control import same_network
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.notices import StackChanged

SURE = 0.9


class ModelDisplay(QObject):
    """Wires the live answers to the panels that show them."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._chrome = shared, engine, panels, chrome
        control = self._engine.control
        self._strip = StackChanged(
            lambda: control.start("afresh"), lambda: control.start("transfer"), self._show_runs_stack
        )
        self._chrome.frame.add_notice(self._strip)
        self._connect_panels()
        self._shared.workspace.shown_changed.connect(self._on_shown)
        self._shared.document.changed.connect(lambda *_: self._show_difference())

    def _connect_panels(self) -> None:
        live = self._engine.live
        live.visible_cards = self._panels.stack.visible_addresses
        live.selected_address = self._panels.inspect.address
        live.images_missing.connect(self._on_images_missing)
        live.no_answer.connect(self._panels.try_it.set_no_answer)
        live.prediction.connect(self._on_prediction)
        live.seen.connect(self._panels.try_it.show_seen)
        live.card_maps.connect(self._panels.stack.set_card_maps)
        live.layer_view.connect(self._panels.inspect.show_layer)
        live.picture.connect(self._panels.inspect.show_picture)
        self._panels.stack.cards_scrolled.connect(live.ask_cards)
        self._panels.inspect.address_changed.connect(live.ask_layer)
        self._panels.inspect.next_mistake_asked.connect(self._next_mistake)
        self._panels.try_it.touched.connect(self._on_touched)
        self._chrome.finish.picked.connect(self._look_into)

    # --- the strip ---

    def _on_shown(self) -> None:
        self._show_difference()
        if self._shared.workspace.shown is None:
            self._panels.try_it.set_no_answer("The network is being prepared…")

    def _differs(self) -> bool:
        shown, project = self._shared.workspace.shown, self._shared.document.project
        return shown is not None and shown.run is not None and not same_network(shown, project)

    def _show_difference(self) -> None:
        project = self._shared.document.project
        if not self._differs():
            self._strip.hide()
        elif not self._shared.document.analysis.problems:
            self._engine.jobs.ask("tally", lambda: self._engine.service.tally(project), self._show_tally)

    def _show_tally(self, tally: Tally) -> None:
        shown = self._shared.workspace.shown
        if shown is None or not self._differs():
            return
        name = "the run" if self._shared.workspace.training else f"“{shown.project.title}” at step {shown.step:,}"
        words = f"Showing {name}; {_what_changed(shown.project, self._shared.document.project)}."
        self._strip.show_tally(words, tally.kept, tally.total, training=self._shared.workspace.training)
        self._strip.offer_stack(offered=shown.project.network != self._shared.document.network)

    def _show_runs_stack(self) -> None:
        shown = self._shared.workspace.shown
        if shown is not None:
            self._shared.document.edit_network(shown.project.network, "Show the run's stack")

    # --- answers ---

    def _on_images_missing(self) -> None:
        name = self._shared.document.project.data.source.name
        self._shared.messages.warn(
            f"The images of {name} are not here: you see your drawing.", "Look at the Data page."
        )

    def _on_prediction(self, prediction: Prediction | None) -> None:
        self._panels.try_it.show_prediction(prediction)
        if prediction is not None and prediction.step > 0 and prediction.probabilities.max() > SURE:
            self._chrome.first_steps.reach(2)

    def _on_touched(self) -> None:
        shown = self._shared.workspace.shown
        if shown is not None and shown.trained:
            self._chrome.first_steps.reach(3)

    def _next_mistake(self, split: SplitName, start: int) -> None:
        ask = self._engine.service.mistakes
        self._engine.jobs.ask("mistakes", lambda: ask(split, start, 1), self._look_at_mistake)

    def _look_at_mistake(self, pictures: list[Picture]) -> None:
        if pictures:
            self._shared.workspace.look_at(pictures[0].image)
        else:
            self._shared.messages.say("The network makes no mistake there.")

    def _look_into(self, image: ImageOf) -> None:
        self._shared.workspace.look_at(image)
        self._chrome.frame.show_page("inspect")


def _what_changed(run: Project, now: Project) -> str:
    if run.network == now.network:
        return "the data settings have changed since"
    change = diff(run.network, now.network).sentence
    return f"the stack has changed since{f': {change}' if change else ''}"
