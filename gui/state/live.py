"""Live: keeps what is shown in step with the model: asks the service, and hands answers to whoever listens.

Rates: the model of a training run is taken over at most twice a second, and less often when the window's share of the
processor grows (`ProcessorShare`). A page that is hidden asks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal

from engine.analysis.valid_prefix import valid_prefix
from engine.errors import DataError, DeviceError, InputError, LayerscopeError
from engine.project.data.sources import AnySource
from engine.project.project import Project
from engine.service.answers import ImageRef, Prediction, Shown
from engine.service.questions import (
    CardMaps,
    FirstMistakes,
    Inspect,
    NextMistake,
    Predict,
    ReadRun,
    ReadWeights,
    ShowModelFile,
    ShowProject,
    ShowRun,
    TakeNewest,
)
from engine.service.service import Service
from gui.state.data.missing_data import what_is_wrong
from gui.state.document import Document
from gui.state.error_words import in_words
from gui.state.image import CurrentImage
from gui.state.jobs import Jobs
from gui.state.machine.processor_share import ProcessorShare
from gui.state.run.run import Phase, RunState
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
    no_answer = Signal(str)  # why there is no model, or only one that cannot answer

    def __init__(  # it stands where all of these meet
        self,
        document: Document,
        workspace: Workspace,
        image: CurrentImage,
        run: RunState,
        service: Service,
        share: ProcessorShare,
        jobs: Jobs,
    ) -> None:
        super().__init__()
        self._document, self._workspace, self._image, self._run = document, workspace, image, run
        self._service, self._share, self._jobs = service, share, jobs
        self.visible_cards: Callable[[], Iterable[str]] = tuple
        self.selected_address: Callable[[], str | None] = lambda: None
        self._phase: Phase | None = None
        self._file: Path | None = None  # whose weights are on their way
        self._untrained = False  # whether the first weights are wanted though there is a run
        self.wanted_weights: Callable[[], tuple[str, int] | None] = lambda: None
        self.input_channel: Callable[[], int | None] = lambda: None
        self._rebuild = _timer(self, REBUILD_MS, self._show_document, once=True)
        self._refresh = _timer(self, REFRESH_MS, self._take_newest, once=False)
        self._followed = _timer(self, FOLLOW_MS, self._follow_again, once=True)
        self._inspecting, self._follow_due = True, False  # the second: the image has changed since all were asked
        self._listen()

    def _listen(self) -> None:
        """To all that decides what is to be shown."""
        self._document.changed.connect(self._on_edit)
        self._document.replaced.connect(self._on_replaced)
        self._workspace.engine_ready_changed.connect(self._show_document)
        self._run.changed.connect(self._on_run)
        self._run.replaced.connect(self._on_other_run)
        self._run.not_begun.connect(lambda *_: self._rebuild.start())
        self._workspace.shown_changed.connect(self.ask_everything)
        self._image.changed.connect(self._on_image)
        self._workspace.selection_changed.connect(self.ask_layer)

    # --- which model ---

    def _on_replaced(self) -> None:
        """Another document: no run is shown any more, unless it trains."""
        self._run.leave()
        self.show_document()

    def show_document(self) -> None:
        """Shows the document's network with its initial weights, also beside a run's curves; one that trains stays."""
        self._file, self._untrained = None, not self._run.training
        self._forget_answers()
        if self._untrained:  # a question still to come would bring the engine back to a run's weights
            self._refresh.stop()
            self._jobs.drop(TakeNewest, ShowRun)
        self._workspace.show_model(None)
        self._rebuild.start()

    @property
    def beside_run(self) -> bool:
        """Whether the first weights are shown though there is a run that has others."""
        run, shown = self._run.current, self._workspace.shown
        return self._untrained and run is not None and run.step > 0 and shown is not None and shown.source == "initial"

    def show_run(self, step: int | None = None) -> None:
        """The weights that the current run has reached, or kept of a step; also in place of the first ones."""
        if self._untrained:
            self._forget_answers()
        self._untrained = False
        self._rebuild.stop()
        self._ask_run(step)

    def _ask_run(self, step: int | None = None) -> None:
        run = self._run.current
        if run is not None:
            question = ShowRun(run.folder or self._service.folder(run.id), step)
            self._jobs.ask(question, self._show_of_run, self._no_weights)

    def _show_of_run(self, shown: Shown | None) -> None:
        run = self._run.current
        if shown is None:
            self.show_document()
        elif run is not None and shown.run == run.id:
            self._workspace.show_model(shown)

    def show_file(self, path: Path) -> None:
        """The weights in a file: the stack's first ones are not wanted meanwhile."""
        self._file, self._untrained = path, False
        self._rebuild.stop()
        self._jobs.ask(ShowModelFile(path), self._show_of_file, self._no_weights)

    def _show_of_file(self, shown: Shown) -> None:
        self._file = None
        self._workspace.show_model(shown)

    def _no_weights(self, error: Exception) -> None:
        """What was kept cannot be read: the first weights of the stack stand for it."""
        if isinstance(error, LayerscopeError):
            self._jobs.failed.emit(error)
        self.show_document()

    def _forget_answers(self) -> None:
        """What is still said of the model before is said of no other."""
        self._jobs.drop(Predict, CardMaps, Inspect, ReadWeights, NextMistake, FirstMistakes)

    def _on_edit(self, old: Project, new: Project) -> None:
        shown = self._workspace.shown
        if shown is None or shown.source == "initial":
            self._rebuild.start()

    def _show_document(self) -> None:
        if not self._workspace.engine_ready or self._run.training:
            return
        if self._jobs.busy(ReadRun):  # a run or a file is being opened
            self._rebuild.start()
        elif self._has_weights:
            self._look_for_weights()
        else:
            self._show_first_weights()

    @property
    def _has_weights(self) -> bool:
        """Whether a run or a file has weights to show, in place of the stack's first ones."""
        run, shown = self._run.current, self._workspace.shown
        kept = run is not None and run.step > 0
        from_file = self._file is not None or (shown is not None and shown.source == "saved")
        return not self._untrained and (kept or from_file)

    def _look_for_weights(self) -> None:
        """A start drops the question for them, and may be taken back."""
        run, shown = self._run.current, self._workspace.shown
        if self._jobs.busy(ShowRun):  # the channel of all of them
            return
        if self._file is not None:
            self.show_file(self._file)
        elif run is not None and (shown is None or shown.run != run.id) and not self.following:
            self._ask_run()

    def _show_first_weights(self) -> None:
        project, analysis = self._document.project, self._document.analysis
        if analysis.problems and not valid_prefix(analysis).nodes:
            self._show_nothing(MEND if project.network.nodes else ADD)
        else:
            self._jobs.ask(ShowProject(project), self._show, self._cannot_show)

    def _show(self, shown: Shown) -> None:
        self._workspace.show_model(shown)
        if not shown.complete:
            self.no_answer.emit(MEND)

    def _cannot_show(self, error: Exception) -> None:
        """The network is too large, for example."""
        self._show_nothing(in_words(error) if isinstance(error, LayerscopeError) else "It cannot be shown.")

    def _show_nothing(self, why: str) -> None:
        self._workspace.show_model(None)
        self.no_answer.emit(why)
        self.prediction.emit(None)
        self.card_maps.emit({})
        self.layer_view.emit(None)
        self.exact_weights.emit(None)

    def _on_run(self) -> None:
        run = self._run.current
        phase = None if run is None else run.phase
        if phase == self._phase:
            return
        self._phase, self._untrained = phase, False
        if phase in ("running", "paused"):
            self._refresh.start()
        if self._refresh.isActive():
            self._take_newest()
        if phase in ("finished", "failed", None):  # one that never took a step has nothing of its own to show
            self._rebuild.start()

    def _on_other_run(self) -> None:
        """What is on its way belongs to the run before."""
        self._untrained = False
        self._jobs.drop(TakeNewest)

    def _take_newest(self) -> None:
        self._refresh.setInterval(round(REFRESH_MS * self._share.factor))
        run = self._run.current
        if run is None:
            self._refresh.stop()
        if run is None or self._jobs.busy(TakeNewest):
            return
        last = not self._service.alive(run.id)  # then nothing newer can come; before, weights may be on their way
        self._jobs.ask(TakeNewest(run.id), lambda shown: self._took(shown, last), lambda error: self._lost(error, last))

    def _took(self, shown: Shown | None, last: bool) -> None:
        run = self._run.current
        if shown is not None and run is not None and shown.run == run.id and not self._untrained:
            self._workspace.show_model(shown)
        self._rest(last)

    def _lost(self, error: Exception, last: bool) -> None:
        """The run's folder may be gone: what was shown of it stays."""
        self._rest(last)
        if isinstance(error, LayerscopeError):
            self._jobs.failed.emit(error)

    def _rest(self, last: bool) -> None:
        if last and not self._run.training:
            self._refresh.stop()
            self._rebuild.start()  # where these were not of this run

    # --- what is seen of it ---

    @property
    def following(self) -> bool:
        """True while newer weights of the current run may come."""
        return self._refresh.isActive()

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
        """Without its image a layer has its weights all the same; of what is no matter of image or layer it is said."""
        if isinstance(error, DataError) and question.image is not None:
            weights = Inspect(question.address, None, question.input_channel)
            self._jobs.ask(weights, self.layer_view.emit, partial(self._no_layer, weights))
            return
        self.layer_view.emit(None)
        if not isinstance(error, InputError) or isinstance(error, DeviceError):
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
        for timer in (self._rebuild, self._refresh, self._followed):
            timer.stop()


def _timer(parent: QObject, milliseconds: int, do: Callable[[], None], *, once: bool) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(once)
    timer.setInterval(milliseconds)
    timer.timeout.connect(do)
    return timer
