"""Live: keeps what is shown in step with the model: asks the service, and hands answers to whoever listens.

Rates: the model of a training run is taken over at most twice a second, and less often when the window's share of the
processor grows (`bridge.pace`). A page that is hidden asks nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from engine.analysis.valid_prefix import valid_prefix
from engine.errors import DataError, LayerscopeError
from engine.project.project import Project
from engine.service.answers import ImageOf, ImageRef, Shown
from engine.service.service import Service
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.workspace import Workspace

REBUILD_MS = 200
REFRESH_MS = 500
MEND = "Mend the stack to see what it makes of your drawing."


class Live(QObject):
    """One place that decides when the engine is asked; the panels only show."""

    prediction = Signal(object)  # Prediction, or None for an empty canvas or without a model
    seen = Signal(object)  # pixels, or None: what the network would see of the drawing, while it cannot answer
    card_maps = Signal(object)
    layer_view = Signal(object)  # LayerView, or None
    picture = Signal(object)
    no_answer = Signal(str)  # why there is no model, or only one that cannot answer
    images_missing = Signal()  # the drawing stands for them

    def __init__(self, document: Document, workspace: Workspace, service: Service, bridge: Bridge, jobs: Jobs) -> None:
        super().__init__()
        self._document, self._workspace = document, workspace
        self._service, self._bridge, self._jobs = service, bridge, jobs
        self.visible_cards: Callable[[], Iterable[str]] = tuple
        self.selected_address: Callable[[], str | None] = lambda: None
        self._inspecting = True
        self._following = False  # a run, to its last weights
        self._rebuild = _timer(self, REBUILD_MS, self._show_document, once=True)
        self._refresh = _timer(self, REFRESH_MS, self._take_newest, once=False)
        document.changed.connect(self._on_edit)
        document.replaced.connect(self.show_document)
        workspace.engine_ready_changed.connect(self._show_document)
        workspace.state_changed.connect(self._on_state)
        workspace.shown_changed.connect(self.ask_everything)
        workspace.drawing_changed.connect(self.ask_prediction)
        workspace.image_changed.connect(self._on_image)
        workspace.selection_changed.connect(self.ask_layer)

    # --- which model ---

    def show_document(self) -> None:
        """Lets go of any run: the model is the document's network with its initial weights."""
        self._following = self._workspace.training
        if not self._following:  # a question still to come would bring the engine back to the run's last weights
            self._refresh.stop()
        self._workspace.show_model(None)
        self._rebuild.start()

    def _on_edit(self, old: Project, new: Project) -> None:
        shown = self._workspace.shown
        if shown is None or shown.source == "initial":
            self._rebuild.start()

    def _show_document(self) -> None:
        shown = self._workspace.shown
        if not self._workspace.engine_ready or self._workspace.training or (shown and shown.source != "initial"):
            return
        if self._jobs.busy("show"):  # a run or a file may be opening; a question now would take its place
            self._rebuild.start()
            return
        project, analysis = self._document.project, self._document.analysis
        if analysis.problems and not valid_prefix(analysis).nodes:
            self._show_nothing(MEND)
            return
        self._jobs.ask("show", lambda: self._service.show_project(project), self._show, self._cannot_show)

    def _show(self, shown: Shown) -> None:
        self._workspace.show_model(shown)
        if not shown.complete:
            self.no_answer.emit(MEND)

    def _cannot_show(self, error: Exception) -> None:
        """The network is too large, for example."""
        self._show_nothing(
            f"{error.what} {error.hint}" if isinstance(error, LayerscopeError) else "It cannot be shown."
        )
        if not isinstance(error, LayerscopeError):
            self._jobs.failed.emit(error)

    def _show_nothing(self, why: str) -> None:
        self._workspace.show_model(None)
        self.no_answer.emit(why)
        self.prediction.emit(None)
        self.card_maps.emit({})
        self.layer_view.emit(None)

    def _on_state(self) -> None:
        self._following = True
        if self._workspace.state in ("running", "paused"):
            self._refresh.start()
        self._take_newest()

    def _take_newest(self) -> None:
        self._refresh.setInterval(round(REFRESH_MS * self._bridge.processor_share.factor))
        if self._workspace.state is None or self._jobs.busy("refresh"):
            return
        last = not self._service.training  # after the end nothing newer can come; before it, weights on their way may
        ask = self._jobs.ask
        ask("refresh", self._service.refresh, lambda shown: self._took(shown, last), lambda e: self._lost(e, last))

    def _took(self, shown: Shown | None, last: bool) -> None:
        if shown is not None and self._following:  # else another document was opened meanwhile
            self._workspace.show_model(shown)
        self._rest(last)

    def _lost(self, error: Exception, last: bool) -> None:
        """The run's folder may be gone: what was shown of it stays."""
        self._rest(last)
        self._jobs.failed.emit(error)

    def _rest(self, last: bool) -> None:
        if last and not self._workspace.training:
            self._refresh.stop()

    # --- what is seen of it ---

    def set_inspecting(self, visible: bool) -> None:
        """Whether the Inspect page is in front; hidden, it asks nothing."""
        self._inspecting = visible
        self.ask_layer()

    def ask_everything(self) -> None:
        """Everything that depends on the weights."""
        self.ask_prediction()
        if not self._jobs.busy("cards"):  # else they would never come where weights change faster
            self.ask_cards()
        self.ask_layer()

    def ask_prediction(self) -> None:
        """What the model takes the drawing for; of one that cannot answer, what it sees of it."""
        drawing, shown = self._workspace.drawing, self._workspace.shown
        if drawing is None or shown is None:
            self.prediction.emit(None)
        elif shown.complete:
            self._jobs.ask("predict", lambda: self._service.predict(drawing), self.prediction.emit)
        else:
            self._jobs.ask("predict", lambda: self._service.seen(drawing), self.seen.emit)

    def ask_cards(self) -> None:
        """The small maps on the cards in view."""
        if self._workspace.shown is None:
            return
        addresses, image = tuple(self.visible_cards()), self._image()
        if addresses:
            ask = self._service.card_maps
            self._jobs.ask(
                "cards", lambda: ask(addresses, image), self.card_maps.emit, lambda e: self._no_cards(e, image)
            )

    def ask_layer(self) -> None:
        """The selected layer on the Inspect page."""
        address = self.selected_address()
        if not self._inspecting or self._workspace.shown is None:
            return
        if address is None:
            self.layer_view.emit(None)
            self._ask_picture()
        else:
            ask = self._service.inspect
            self._jobs.ask("inspect", lambda: ask(address, self._image()), self.layer_view.emit, self._no_layer)

    def _no_layer(self, error: Exception) -> None:
        """The selected layer is not part of the shown model: it is behind a problem, or not in the run."""
        if not self._look_at_the_drawing(error):
            self.layer_view.emit(None)

    def _no_cards(self, error: Exception, image: ImageRef) -> None:
        if self._look_at_the_drawing(error) or not isinstance(image, ImageOf):
            return
        if not isinstance(error, DataError):
            self._jobs.failed.emit(error)
        elif image != self._image():  # another is looked at by now; with nothing drawn there is none
            self.ask_cards()

    def _look_at_the_drawing(self, error: Exception) -> bool:
        """Where the images are not on this machine the drawing stands for them."""
        drawing = self._workspace.drawing
        if drawing is None or not isinstance(error, DataError) or not isinstance(self._workspace.image, ImageOf):
            return False
        self.images_missing.emit()
        self._workspace.look_at(drawing)
        return True

    def _ask_picture(self) -> None:
        self._jobs.ask("picture", lambda: self._service.picture(self._image()), self.picture.emit, self._no_layer)

    def _on_image(self) -> None:
        self.ask_cards()
        self.ask_layer()

    def _image(self) -> ImageRef:
        return self._workspace.image

    def stop(self) -> None:
        """Asks nothing more."""
        self._rebuild.stop()
        self._refresh.stop()


def _timer(parent: QObject, milliseconds: int, do: Callable[[], None], *, once: bool) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(once)
    timer.setInterval(milliseconds)
    timer.timeout.connect(do)
    return timer
