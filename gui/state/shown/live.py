"""Live: keeps what is shown in step with the model: asks the service, and hands answers to whoever listens.

A page that is hidden asks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from engine.errors import DataError, LayerscopeError
from engine.project.data.sources import AnySource
from engine.service.answers import ImageRef, Prediction
from engine.service.questions import (
    CardMaps,
    FirstMistakes,
    Inspect,
    NextMistake,
    Predict,
    ReadWeights,
)
from gui.state.data.missing_data import what_is_wrong
from gui.state.error_words import in_words
from gui.state.jobs import Jobs
from gui.state.shown.image import CurrentImage
from gui.state.shown.showing import Showing
from gui.state.workspace import Workspace

REBUILD_MS = 200
REFRESH_MS = 500
FOLLOW_MS = 300  # between two looks of cards and Inspect at an image that is being drawn: the answer comes first
MEND = "Mend the stack to see what it makes of this image."
ADD = "Add layers to see what they make of this image."
NO_LAYER = "This layer could not be looked into."


class Live(QObject):
    """One place that decides when the engine is asked; the panels only show."""

    prediction = Signal(object)  # Prediction of the current image, or None without a model
    card_maps = Signal(object)
    layer_view = Signal(object)  # LayerView, or None
    no_layer = Signal(str, str)  # the address that could not be looked into, and why
    exact_weights = Signal(object)  # ExactWeights, or None

    def __init__(self, workspace: Workspace, image: CurrentImage, showing: Showing, jobs: Jobs) -> None:
        super().__init__()
        self._workspace, self._image, self._jobs = workspace, image, jobs
        self.visible_cards: Callable[[], Iterable[str]] = tuple
        self.selected_address: Callable[[], str | None] = lambda: None
        self.wanted_weights: Callable[[], tuple[str, int] | None] = lambda: None
        self.input_channel: Callable[[], int | None] = lambda: None
        self._followed = QTimer(self, interval=FOLLOW_MS, singleShot=True)
        self._followed.timeout.connect(self._follow_again)
        self._inspecting, self._follow_due = True, False  # the second: the image has changed since all were asked
        showing.left.connect(self._forget_answers)
        showing.nothing.connect(self._show_nothing)
        workspace.shown_changed.connect(self.ask_everything)
        image.changed.connect(self._on_image)
        workspace.selection_changed.connect(self.ask_layer)

    def _forget_answers(self) -> None:
        """What is still said of the model before is said of no other."""
        self._jobs.drop(Predict, CardMaps, Inspect, ReadWeights, NextMistake, FirstMistakes)

    def _show_nothing(self) -> None:
        self.prediction.emit(None)
        self.card_maps.emit({})
        self.layer_view.emit(None)
        self.exact_weights.emit(None)

    def set_inspecting(self, visible: bool) -> None:
        """Whether the Inspect page is in front; hidden, it asks nothing."""
        self._inspecting = visible
        self.ask_layer()

    def ask_everything(self) -> None:
        """Everything that depends on the weights."""
        self.ask_prediction()
        if not self._jobs.busy(CardMaps):  # else they would never come where weights change faster
            self.ask_cards()
        self.ask_layer()
        self.ask_weights()

    def ask_prediction(self) -> None:
        """What the model takes the current image for."""
        if self._workspace.shown is None:
            self.prediction.emit(None)
        else:
            image, source = self._image.ref, self._image.project.data.source
            self._jobs.ask(Predict(image), self._answered, lambda error: self._no_image(error, image, source))

    def _answered(self, prediction: Prediction) -> None:
        """The answer to the newest question; what was asked of another image never comes."""
        if prediction.picture.image == self._image.ref:
            self._image.say_missing("")
            self.prediction.emit(self._called(prediction))

    def _called(self, prediction: Prediction) -> Prediction:
        """With the names of the moment; an answer on its way may have those of before."""
        names = self._image.project.facts.classes
        same = len(names) == len(prediction.classes)
        return msgspec.structs.replace(prediction, classes=names) if same else prediction

    def _no_image(self, error: Exception, image: ImageRef, source: AnySource) -> None:
        """The images of the data are not on this computer, or cannot be read; nothing of data that are left behind."""
        if (image, source) == (self._image.ref, self._image.project.data.source):
            self._image.say_missing(what_is_wrong(error, source) if isinstance(error, DataError) else "")
            self.prediction.emit(None)

    def ask_cards(self) -> None:
        """The small maps on the cards in view."""
        addresses = tuple(self.visible_cards())
        if addresses and self._workspace.shown is not None:
            self._jobs.ask(CardMaps(addresses, self._image.ref), self.card_maps.emit, self._no_cards)

    def _no_cards(self, error: Exception) -> None:
        """Without its image a card has no maps; why is said where the image would be."""
        self.card_maps.emit({})
        if isinstance(error, LayerscopeError) and not isinstance(error, DataError):
            self._jobs.failed.emit(error)

    def ask_layer(self) -> None:
        """The selected layer on the Inspect page."""
        address = self.selected_address()
        if not self._inspecting or self._workspace.shown is None:
            return
        if address is None:
            self.layer_view.emit(None)
        else:
            question = Inspect(address, self._image.ref, self.input_channel())
            self._jobs.ask(question, self.layer_view.emit, partial(self._no_layer, question))

    def _no_layer(self, question: Inspect, error: Exception) -> None:
        """Without its image a layer has its weights all the same; of what is no matter of the image it is said."""
        if isinstance(error, DataError) and question.image is not None:
            weights = Inspect(question.address, None, question.input_channel)
            self._jobs.ask(weights, self.layer_view.emit, partial(self._no_layer, weights))
            return
        self.layer_view.emit(None)
        self.no_layer.emit(question.address, in_words(error) if isinstance(error, LayerscopeError) else NO_LAYER)

    def ask_weights(self) -> None:
        """The exact weights that are open, if any are."""
        wanted = self.wanted_weights()
        if wanted is not None and self._workspace.shown is not None:
            self._jobs.ask(ReadWeights(*wanted), self.exact_weights.emit, lambda _: self.exact_weights.emit(None))

    def _on_image(self) -> None:
        """The answer at once, and all else as often as anybody can look at it."""
        self.ask_prediction()
        if self._followed.isActive():
            self._follow_due = True
        else:
            self._follow_image()

    def _follow_image(self) -> None:
        self._follow_due = False
        self._followed.start()
        self.ask_cards()
        self.ask_layer()

    def _follow_again(self) -> None:
        if self._follow_due:
            self._follow_image()

    def stop(self) -> None:
        """Asks nothing more."""
        self._followed.stop()
