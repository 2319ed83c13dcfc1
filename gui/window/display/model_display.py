"""Model display: what the window shows of the current model: answers, cards, the layer, and its mistakes."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.project.data.splits import SplitName
from engine.service.answers import Picture, Prediction
from engine.service.questions import NextMistake
from gui.state.workspace import PREPARING
from gui.window.groups import Chrome, Engine, Panels, Shared

SURE = 0.9


class ModelDisplay(QObject):
    """Wires the live answers to the panels that show them."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._chrome = shared, engine, panels, chrome
        self._connect_panels()
        self._shared.workspace.shown_changed.connect(self._on_shown)
        shared = self._shared
        for elsewhere in (shared.image.changed, shared.run.replaced, shared.workspace.muted.changed):
            elsewhere.connect(self._forget_next_mistake)

    def _connect_panels(self) -> None:
        live = self._engine.live
        live.visible_cards = self._panels.stack.visible_addresses
        live.selected_address = self._panels.inspect.address
        live.input_channel = self._panels.inspect.input_channel
        live.wanted_weights = self._panels.inspect.wanted_weights
        self._engine.showing.no_answer.connect(self._panels.try_it.set_no_answer)
        live.prediction.connect(self._on_prediction)
        live.card_maps.connect(self._panels.stack.set_card_maps)
        live.layer_view.connect(self._panels.inspect.show_layer)
        live.no_layer.connect(self._panels.inspect.show_failure)
        live.exact_weights.connect(self._panels.inspect.show_weights)
        self._panels.stack.cards_scrolled.connect(live.ask_cards)
        self._panels.inspect.address_changed.connect(live.ask_layer)
        self._panels.inspect.weights_wanted.connect(live.ask_weights)
        self._panels.inspect.message.connect(self._shared.messages.say)
        for section in (self._panels.inspect.filters, self._panels.inspect.outputs):
            self._shared.messages.follow(section.export)
        self._panels.inspect.layer_wanted.connect(self._panels.stack.focus_search)
        self._panels.try_it.chooser.next_mistake_asked.connect(self._next_mistake)
        self._panels.try_it.touched.connect(self._on_touched)

    def _on_shown(self) -> None:
        workspace = self._shared.workspace
        if workspace.shown is None:
            self._panels.try_it.set_no_answer(workspace.no_model or PREPARING)

    # --- answers ---

    def _on_prediction(self, prediction: Prediction | None) -> None:
        self._panels.try_it.show_prediction(prediction)
        if self._trained_here and _is_sure(prediction):
            self._chrome.first_steps.reach(2)

    @property
    def _trained_here(self) -> bool:
        """Whether the person saw the run train: an opened one was there before."""
        run = self._shared.run.current
        return run is not None and run.phase != "read"

    def _on_touched(self) -> None:
        shown = self._shared.workspace.shown
        if shown is not None and shown.trained:
            self._chrome.first_steps.reach(3)

    def _next_mistake(self, split: SplitName, start: int) -> None:
        self._engine.jobs.ask(NextMistake(split, start), self._look_at_mistake)

    def _forget_next_mistake(self) -> None:
        """Whoever looks at another image or run meanwhile, or mutes something, is not taken away from it."""
        if self._engine.jobs.busy(NextMistake):
            self._engine.jobs.drop(NextMistake)

    def _look_at_mistake(self, picture: Picture | None) -> None:
        if picture is None:
            self._shared.messages.say("The network makes no mistake there.")
        else:
            self._shared.image.look_at(picture.image)


def _is_sure(prediction: Prediction | None) -> bool:
    """Whether weights that have learned something are sure of it."""
    values = None if prediction is None or not prediction.trained else prediction.probabilities
    return values is not None and bool(values.max() > SURE)
