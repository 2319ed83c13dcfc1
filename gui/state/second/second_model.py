"""The second model: a run's newest weights that answer the current image beside the shown model."""

from __future__ import annotations

from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, Signal

from engine.errors import DataError, LayerscopeError
from engine.project.project import Project
from engine.project.same_images import same_data, same_images
from engine.service.answers import ImageOf, Prediction, Shown
from engine.service.questions import LeaveBeside, PredictBeside, ShowBeside
from gui.state.data.missing_data import what_is_wrong
from gui.state.document import Document
from gui.state.error_words import in_words, of_run
from gui.state.jobs import Jobs
from gui.state.shown.called import called_as_in, otherwise_called
from gui.state.shown.image import CurrentImage

LOADING = "Its weights are being read…"
NO_WEIGHTS = "It kept no weights, so it cannot answer."
OTHER_DATA = "It was trained on {}, which has no such image: draw something, and both answer."
OTHERWISE = "Its images were divided or marked in another way: draw something, and both answer."
GONE = "It is gone, or in the trash."
UNFORESEEN = "It cannot answer."


class SecondModel(QObject):
    """One at most. It follows the current image, a drawing while it is drawn too.

    changed()            another one, or none; or its weights have come
    answered(Prediction) what it takes the current image for; None where it gives no answer: `why_not`
    """

    changed = Signal()
    answered = Signal(object)

    def __init__(self, document: Document, image: CurrentImage, jobs: Jobs) -> None:
        super().__init__()
        self._document, self._image, self._jobs = document, image, jobs
        self._folder: Path | None = None
        self._shown: Shown | None = None
        self.name = ""  # what it is called, so that it is told from the shown one
        self.why_not = ""
        for changed in (image.changed, image.data_changed):
            changed.connect(self._ask)
        document.changed.connect(self._on_names)

    @property
    def folder(self) -> Path | None:
        """Of its run; None while there is no second model."""
        return self._folder

    @property
    def step(self) -> int | None:
        """After which step its weights are; None until they are there."""
        return None if self._shown is None else self._shown.step

    def put_beside(self, folder: Path, name: str) -> None:
        """Another run, in place of the one before."""
        self._drop()
        self._folder, self.name, self.why_not = folder, name, LOADING
        self.changed.emit()
        self.answered.emit(None)
        self._jobs.ask(ShowBeside(folder), self._show, self._fail)

    def leave(self) -> None:
        """None stands there any more."""
        if self._folder is not None:
            self._drop()
            self._folder, self.name, self.why_not = None, "", ""
            self._jobs.ask(LeaveBeside(), lambda _: None)
            self.changed.emit()

    def _drop(self) -> None:
        self._shown = None
        self._jobs.drop(ShowBeside, PredictBeside)

    def _show(self, shown: Shown | None) -> None:
        self._shown, self.why_not = shown, "" if shown is not None else NO_WEIGHTS
        self.changed.emit()
        self._ask()

    def _fail(self, error: Exception) -> None:
        """It may have gone meanwhile, or be of another version."""
        self._say_nothing(of_run(error, GONE) if isinstance(error, LayerscopeError) else UNFORESEEN)

    # --- the current image ---

    def _ask(self) -> None:
        """The newest image counts, and an index only among the same images."""
        if self._shown is None:
            return
        image, ours, theirs = self._image.ref, self._shown.project, self._image.project
        if isinstance(image, ImageOf) and not same_images(ours, theirs, image.split):
            self._jobs.drop(PredictBeside)
            other = OTHERWISE if same_data(ours, theirs) else OTHER_DATA.format(_named(ours, theirs))
            self._say_nothing(other)
        else:
            self._jobs.ask(PredictBeside(image), self._answered, self._no_answer)

    def _on_names(self, old: Project, new: Project) -> None:
        if otherwise_called(old, new):
            self._ask()

    def _answered(self, prediction: Prediction | None) -> None:
        if prediction is not None and self._shown is not None and prediction.picture.image == self._image.ref:
            self.why_not = ""
            names = called_as_in(self._document.project, self._shown.project).facts.classes
            self.answered.emit(msgspec.structs.replace(prediction, classes=names))

    def _no_answer(self, error: Exception) -> None:
        source = None if self._shown is None else self._shown.project.data.source
        missing = what_is_wrong(error, source) if source is not None and isinstance(error, DataError) else ""
        self._say_nothing(missing or (in_words(error) if isinstance(error, LayerscopeError) else UNFORESEEN))

    def _say_nothing(self, why: str) -> None:
        self.why_not = why
        self.answered.emit(None)


def _named(ours: Project, theirs: Project) -> str:
    """The data of one project beside those of another, which may have the same name."""
    name = ours.data.source.name
    return f"other images of {name}" if name == theirs.data.source.name else name
