"""Model display: what the window shows of the current model: answers, cards, the layer, its mistakes, and the strip."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.analysis.diff import diff
from engine.project.project import Project
from engine.project.splits import SplitName
from engine.service.answers import ImageOf, Picture, Prediction, Tally
from gui.state.run_control import same_network
from gui.window.notices import StackChanged
from gui.window.parts import Parts

SURE = 0.9


class ModelDisplay(QObject):
    """Wires the live answers to the panels that show them."""

    def __init__(self, parts: Parts) -> None:
        super().__init__()
        self._parts = parts
        control = parts.control
        self._strip = StackChanged(
            lambda: control.start("afresh"), lambda: control.start("transfer"), self._show_runs_stack
        )
        parts.frame.add_notice(self._strip)
        self._connect_panels(parts)
        parts.workspace.shown_changed.connect(self._on_shown)
        parts.document.changed.connect(lambda *_: self._show_difference())

    def _connect_panels(self, parts: Parts) -> None:
        live = parts.live
        live.visible_cards = parts.stack.visible_addresses
        live.selected_address = parts.inspect.address
        live.images_missing.connect(self._on_images_missing)
        live.no_answer.connect(parts.draw.set_no_answer)
        live.prediction.connect(self._on_prediction)
        live.seen.connect(parts.draw.show_seen)
        live.card_maps.connect(parts.stack.set_card_maps)
        live.layer_view.connect(parts.inspect.show_layer)
        live.picture.connect(parts.inspect.show_picture)
        parts.stack.cards_scrolled.connect(live.ask_cards)
        parts.inspect.address_changed.connect(live.ask_layer)
        parts.inspect.next_mistake_asked.connect(self._next_mistake)
        parts.draw.touched.connect(self._on_touched)
        parts.finish.picked.connect(self._look_into)

    # --- the strip ---

    def _on_shown(self) -> None:
        self._show_difference()
        if self._parts.workspace.shown is None:
            self._parts.draw.set_no_answer("The network is being prepared…")

    def _differs(self) -> bool:
        shown, project = self._parts.workspace.shown, self._parts.document.project
        return shown is not None and shown.run is not None and not same_network(shown, project)

    def _show_difference(self) -> None:
        parts, project = self._parts, self._parts.document.project
        if not self._differs():
            self._strip.hide()
        elif not parts.document.analysis.problems:
            parts.jobs.ask("tally", lambda: parts.service.tally(project), self._show_tally)

    def _show_tally(self, tally: Tally) -> None:
        shown = self._parts.workspace.shown
        if shown is None or not self._differs():
            return
        name = "the run" if self._parts.workspace.training else f"“{shown.project.title}” at step {shown.step:,}"
        words = f"Showing {name}; {_what_changed(shown.project, self._parts.document.project)}."
        self._strip.show_tally(words, tally.kept, tally.total, training=self._parts.workspace.training)
        self._strip.offer_stack(offered=shown.project.network != self._parts.document.network)

    def _show_runs_stack(self) -> None:
        shown = self._parts.workspace.shown
        if shown is not None:
            self._parts.document.edit_network(shown.project.network, "Show the run's stack")

    # --- answers ---

    def _on_images_missing(self) -> None:
        name = self._parts.document.project.data.source.name
        self._parts.messages.warn(f"The images of {name} are not here: you see your drawing.", "Look at the Data page.")

    def _on_prediction(self, prediction: Prediction | None) -> None:
        self._parts.draw.show_prediction(prediction)
        if prediction is not None and prediction.step > 0 and prediction.probabilities.max() > SURE:
            self._parts.first_steps.reach(2)

    def _on_touched(self) -> None:
        shown = self._parts.workspace.shown
        if shown is not None and shown.trained:
            self._parts.first_steps.reach(3)

    def _next_mistake(self, split: SplitName, start: int) -> None:
        ask = self._parts.service.mistakes
        self._parts.jobs.ask("mistakes", lambda: ask(split, start, 1), self._look_at_mistake)

    def _look_at_mistake(self, pictures: list[Picture]) -> None:
        if pictures:
            self._parts.workspace.look_at(pictures[0].image)
        else:
            self._parts.messages.say("The network makes no mistake there.")

    def _look_into(self, image: ImageOf) -> None:
        self._parts.workspace.look_at(image)
        self._parts.frame.show_page("inspect")


def _what_changed(run: Project, now: Project) -> str:
    if run.network == now.network:
        return "the data settings have changed since"
    change = diff(run.network, now.network).sentence
    return f"the stack has changed since{f': {change}' if change else ''}"
