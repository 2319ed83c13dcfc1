"""Model display: what the window shows of the current model: answers, cards, the layer, its mistakes, and the strip."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.analysis.diff import diff
from engine.analysis.kept_weights import tally
from engine.project.project import Project, analysed
from engine.project.splits import SplitName
from engine.service.answers import Picture, Prediction
from engine.service.questions import NextMistake
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
        self._shared.run.changed.connect(self._on_run)
        self._training = False

    def _connect_panels(self) -> None:
        live = self._engine.live
        live.visible_cards = self._panels.stack.visible_addresses
        live.selected_address = self._panels.inspect.address
        live.input_channel = self._panels.inspect.input_channel
        live.no_answer.connect(self._panels.try_it.set_no_answer)
        live.prediction.connect(self._on_prediction)
        live.card_maps.connect(self._panels.stack.set_card_maps)
        live.layer_view.connect(self._panels.inspect.show_layer)
        self._panels.stack.cards_scrolled.connect(live.ask_cards)
        self._panels.inspect.address_changed.connect(live.ask_layer)
        self._panels.try_it.chooser.next_mistake_asked.connect(self._next_mistake)
        self._panels.try_it.touched.connect(self._on_touched)
        self._chrome.finish.picked.connect(self._shared.image.look_at)

    # --- the strip ---

    def _on_shown(self) -> None:
        self._show_difference()
        if self._shared.workspace.shown is None:
            self._panels.try_it.set_no_answer("The network is being prepared…")

    def _on_run(self) -> None:
        """What the strip offers follows whether a run trains."""
        if self._shared.run.training != self._training:
            self._training = self._shared.run.training
            self._show_difference()

    def _differs(self) -> bool:
        shown, project = self._shared.workspace.shown, self._shared.document.project
        return shown is not None and shown.run is not None and not same_network(shown, project)

    def _show_difference(self) -> None:
        """What the shown run and the stack differ in, and how many of its weights would fit; said while it is so."""
        shown, document = self._shared.workspace.shown, self._shared.document
        if shown is None or not self._differs():
            self._strip.hide()
        elif not document.analysis.problems:
            run, training = self._shared.run.current, self._shared.run.training
            live = run is not None and training and run.id == shown.run
            name = "the run" if live else f"“{shown.project.title}” at step {shown.step:,}"
            fits = tally(analysed(shown.project), document.analysis)
            words = f"Showing {name}; {_what_changed(shown.project, document.project)}."
            self._strip.show_tally(words, fits.kept, fits.total, training=training)
            self._strip.offer_stack(offered=shown.project.network != document.network)

    def _show_runs_stack(self) -> None:
        shown = self._shared.workspace.shown
        if shown is not None:
            self._shared.document.edit_network(shown.project.network, "Show the run's stack")

    # --- answers ---

    def _on_prediction(self, prediction: Prediction | None) -> None:
        self._panels.try_it.show_prediction(prediction)
        values = None if prediction is None else prediction.probabilities
        if prediction is not None and prediction.step > 0 and values is not None and values.max() > SURE:
            self._chrome.first_steps.reach(2)

    def _on_touched(self) -> None:
        shown = self._shared.workspace.shown
        if shown is not None and shown.trained:
            self._chrome.first_steps.reach(3)

    def _next_mistake(self, split: SplitName, start: int) -> None:
        self._engine.jobs.ask(NextMistake(split, start), self._look_at_mistake)

    def _look_at_mistake(self, picture: Picture | None) -> None:
        if picture is None:
            self._shared.messages.say("The network makes no mistake there.")
        else:
            self._shared.image.look_at(picture.image)


def _what_changed(run: Project, now: Project) -> str:
    if run.network == now.network:
        return "the data settings have changed since"
    change = diff(run.network, now.network).sentence
    return f"the stack has changed since{f': {change}' if change else ''}"
