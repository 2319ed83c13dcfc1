"""Images display: what the browser of the data's images asks of the engine, and what follows from a choice in it."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from engine.project.data.corrections import AnyCorrection, Corrections
from engine.project.data.own_images import OWN_KINDS
from engine.project.data.renaming import unnamed
from engine.project.data.sources import AnySource, as_read
from engine.project.data.splits import SplitName
from engine.project.project import Project
from engine.project.same_images import same_images
from engine.service.answers import ImageOf
from engine.service.images.browsing.browse_answers import Listed, Opened, TrainingBatch
from engine.service.images.browsing.browse_questions import (
    CorrectImages,
    ListImages,
    MakeBatch,
    OpenImage,
    ReadThumbnails,
)
from gui.state.data.missing_data import what_is_wrong
from gui.state.run.run_folder import folder_of
from gui.window.groups import Engine, Shared
from gui.window.pages import Pages

EVALUATED: tuple[SplitName, ...] = ("validation", "test")
OTHERS = "Other images were put right meanwhile. Choose again."
DIVIDED = "The images were divided in another way meanwhile. Choose again."


class ImagesDisplay(QObject):
    """Wires the page to the engine. An answer to what is not wanted any more is not shown: the page asks again."""

    def __init__(self, shared: Shared, engine: Engine, pages: Pages) -> None:
        super().__init__()
        self._shared, self._engine, self._pages, self._page = shared, engine, pages, pages.images
        page, workspace = pages.images, shared.workspace
        page.asked.connect(self._ask)
        page.thumbnails.wanted.connect(self._read)
        page.opening.connect(self._open)
        page.chosen.connect(self._look_at)
        page.putting_right.asked.connect(self._correct)
        page.settings_asked.connect(lambda: pages.parts_of_data.show_page("settings"))
        workspace.engine_ready_changed.connect(page.look_again)
        workspace.reading_changed.connect(lambda: page.say_progress(workspace.reading))
        shared.document.replaced.connect(page.look_again)  # the same set may lie elsewhere
        for changed in (shared.document.changed, shared.run.changed):
            changed.connect(self._follow)
        self._follow()

    # --- which images ---

    def _ask(self) -> None:
        if not self._shared.workspace.engine_ready:
            return
        jobs = self._engine.jobs
        if self._page.sheet == "batch":
            batch = self._batch
            jobs.ask(batch, partial(self._show, batch), partial(self._fail, batch))
        else:
            listed = self._list
            jobs.ask(listed, partial(self._show, listed), partial(self._fail, listed))

    @property
    def _list(self) -> ListImages:
        """Of the data as the document has them now."""
        choice, document = self._page.listing.choice, self._shared.document
        evaluated = self._evaluated if choice.order == "most wrong" else None
        return ListImages(document.project.data, document.run, choice.split, choice.label, choice.order, evaluated)

    @property
    def _batch(self) -> MakeBatch:
        document = self._shared.document
        return MakeBatch(document.project, document.run, self._page.batch.step)

    def _is_wanted(self, question: ListImages | MakeBatch) -> bool:
        if isinstance(question, MakeBatch):
            return _of_step(question) == _of_step(self._batch)
        return question == self._list

    def _show(self, question: ListImages | MakeBatch, answer: Listed | TrainingBatch) -> None:
        if not self._is_wanted(question):
            self._page.ask()
        elif isinstance(answer, TrainingBatch):
            self._page.show_batch(answer)
        else:
            self._page.show_listed(answer)

    def _fail(self, question: ListImages | MakeBatch, error: Exception) -> None:
        if self._is_wanted(question):
            self._page.show_error(what_is_wrong(error, self._shared.document.project.data.source))

    # --- each of them ---

    def _read(self, indexes: tuple[int, ...]) -> None:
        document, page, thumbnails = self._shared.document, self._page, self._page.thumbnails
        question = ReadThumbnails(document.project.data, document.run, page.split, indexes, page.side)
        self._engine.jobs.ask(question, partial(thumbnails.take, indexes), partial(self._fail_to_read, question))

    def _fail_to_read(self, question: ReadThumbnails, error: Exception) -> None:
        """What is listed is not what lies there."""
        self._page.thumbnails.give_up()
        if question.settings == self._shared.document.project.data:
            self._page.show_error(what_is_wrong(error, question.settings.source))

    def _open(self, image: ImageOf) -> None:
        document = self._shared.document
        question = OpenImage(document.project.data, document.run, image.split, image.index)
        self._engine.jobs.ask(question, self._show_opened, partial(self._fail_to_open, question))

    def _fail_to_open(self, question: OpenImage, error: Exception) -> None:
        self._page.pane.show_nothing(what_is_wrong(error, question.settings.source))

    def _show_opened(self, opened: Opened) -> None:
        self._page.show_opened(opened)

    def _look_at(self, image: ImageOf) -> None:
        self._shared.image.pick(image, self._shared.document.project)

    # --- what is put right ---

    def _correct(self, split: SplitName, indexes: tuple[int, ...], label: int | None) -> None:
        document = self._shared.document
        source = document.project.data.source
        if isinstance(source, OWN_KINDS):
            to = None if label is None else source.labelled[label]
            question = CorrectImages(document.project.data, document.run, split, indexes, to)
            self._engine.jobs.ask(question, partial(self._take, question), self._refuse)

    def _take(self, question: CorrectImages, correction: AnyCorrection) -> None:
        """Unless the images were put right, or divided, in another way meanwhile."""
        asked, now, here = question.settings.source, self._shared.document.project.data.source, self._page.putting_right
        if unnamed(asked) == unnamed(now):
            here.take(correction)
        elif as_read(asked) != as_read(now):
            here.refuse("")
        else:
            here.refuse(DIVIDED if _corrections(asked) == _corrections(now) else OTHERS)

    def _refuse(self, error: Exception) -> None:
        self._page.putting_right.refuse(what_is_wrong(error, self._shared.document.project.data.source))

    # --- what a run knows of them ---

    @property
    def _evaluated(self) -> Path | None:
        """The folder of the run that is shown, where it was evaluated."""
        run = self._shared.run.current
        if run is None or run.evaluation is None:
            return None
        return folder_of(run, self._engine.service)

    def _follow(self, *_: object) -> None:
        """What a run knows of the document's images, as both are now."""
        self._rank()
        self._follow_run()

    def _follow_run(self) -> None:
        """The step that it gets next, where it trains as the document says."""
        run, project = self._shared.run.current, self._shared.document.project
        alike = run is not None and run.training and _fed(run.project) == _fed(project)
        self._page.batch.show_run(run.step if run is not None and alike else None)

    def _rank(self) -> None:
        """A run knows of images that its own are."""
        run, ours = self._shared.run.current, self._shared.document.project
        if run is None or run.evaluation is None:
            self._page.rank(())
        else:
            self._page.rank(tuple(name for name in EVALUATED if same_images(ours, run.project, name)))


def _corrections(source: AnySource) -> Corrections:
    return source.corrections if isinstance(source, OWN_KINDS) else ()


def _of_step(question: MakeBatch) -> tuple[object, ...]:
    """What a batch depends on."""
    return *_fed(question.project), question.run, question.step


def _fed(project: Project) -> tuple[object, ...]:
    """What decides what a training is fed with."""
    return project.data, project.training.batch, project.training.seed
