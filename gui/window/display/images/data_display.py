"""Data display: what the Data page asks of the engine, and what follows from a folder that is chosen there."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from engine.errors import DataError
from engine.project.data.own_images import OwnImages
from engine.project.data.sources import AnySource
from engine.project.project import Project
from engine.project.same_images import same_by_settings, same_images
from engine.service.answers import DataOverview, Held, ImageOf
from engine.service.images.browsing.browse_questions import CountLevels
from engine.service.questions import LookAtData, LookIntoFolder, MeasureImages, UseDataFolder
from gui.data.source.folder_words import not_there, taken
from gui.state.data.missing_data import what_is_wrong
from gui.state.settings import USUAL_FOLDERS, Settings
from gui.window.groups import Engine, Shared
from gui.window.pages import Pages


class DataDisplay(QObject):
    """Wires the Data page to the engine."""

    def __init__(self, shared: Shared, engine: Engine, pages: Pages) -> None:
        super().__init__()
        self._shared, self._engine, self._page = shared, engine, pages.data
        self._others = (pages.images, pages.check_up)  # that show images as well
        self._counted: CountLevels | None = None  # whose values are shown
        self._page.overview_asked.connect(self._ask_overview)
        self._page.overview_asked.connect(engine.facts.look)
        self._page.measuring.asked.connect(self._measure)
        self._page.folder_chosen.connect(self._look_into)
        self._page.image_chosen.connect(self._look_at)
        engine.downloads.arrived.connect(self._look_everywhere)
        shared.workspace.reading_changed.connect(lambda: self._page.say_progress(shared.workspace.reading))
        shared.workspace.engine_ready_changed.connect(self._page.look_again)
        shared.settings.changed.connect(self._on_settings)
        shared.document.replaced.connect(self._page.look_again)  # the same set may lie elsewhere
        shared.document.changed.connect(self._on_change)
        self._show_folder(shared.settings.value)

    def _look_at(self, index: int) -> None:
        self._shared.image.pick(ImageOf("train", index), self._shared.document.project)

    def _ask_overview(self) -> None:
        if self._shared.workspace.engine_ready:
            question = self._question
            self._engine.jobs.ask(question, partial(self._on_overview, question), partial(self._on_error, question))

    @property
    def _question(self) -> LookAtData:
        """About the data as the document has them now. An answer to any other is not shown: the page asks again."""
        return LookAtData(self._shared.document.project.data, self._shared.document.run)

    def _on_overview(self, question: LookAtData, overview: DataOverview) -> None:
        self._engine.facts.are_there(question.settings.source)
        if question == self._question:
            self._page.show_overview(overview)
            self._count_again(overview)
            self._count_levels(CountLevels(question.settings, question.run))

    def _count_again(self, overview: DataOverview) -> None:
        """Own images that were just divided anew are counted exactly once they have been read."""
        project = self._shared.document.project
        tested = next(split.images for split in overview.splits if split.name == "test")
        if isinstance(project.data.source, OwnImages) and tested != project.facts.test_images:
            self._engine.facts.look()

    def _count_levels(self, question: CountLevels) -> None:
        """The values of the pixels, once for the same images however they are prepared."""
        if self._counted is not None and _same_levels(question, self._counted):
            return
        self._counted = question
        self._page.values.forget()
        self._engine.jobs.ask(question, self._page.values.show_levels, lambda _: self._forget_levels())

    def _forget_levels(self) -> None:
        self._counted = None
        self._page.values.forget()
        self._engine.jobs.drop(CountLevels)

    def _on_error(self, question: LookAtData, error: Exception) -> None:
        """It stands on the page, and below the window as long as it is so."""
        if isinstance(error, DataError):
            self._engine.facts.are_missing(error, question.settings.source)
        if question == self._question:
            self._page.show_error(error)

    def _measure(self) -> None:
        project, measuring = self._shared.document.project, self._page.measuring
        question = MeasureImages(project.data, self._shared.document.run)
        self._engine.jobs.ask(question, partial(measuring.show_measured, project.data), measuring.show_error)

    def _look_into(self, folder: str) -> None:
        """A folder is taken where it holds what is needed, or is one level off from what does."""
        wanted = self._shared.document.project.data.source
        self._engine.jobs.ask(
            LookIntoFolder(Path(folder), wanted),
            partial(self._on_held, wanted),
            lambda error: self._page.refuse(what_is_wrong(error, wanted)),
        )

    def _on_change(self, old: Project, new: Project) -> None:
        """Another data set is wanted: what a folder holds of the one before is of no interest."""
        if old.data.source != new.data.source:
            self._engine.jobs.drop(LookIntoFolder)
        if not same_images(old, new, "train"):
            self._forget_levels()

    def _on_held(self, wanted: AnySource, held: Held) -> None:
        if held.root is None:
            self._page.refuse(not_there(held, wanted))
            return
        self._page.refuse("")
        self._shared.messages.say(taken(held))
        self._use_folder(str(held.root))

    def _use_folder(self, folder: str) -> None:
        if folder == self._shared.settings.value.data_folder:
            self._look_in(folder)  # also for the images of the shown run, which lay elsewhere
        else:
            self._shared.settings.change(data_folder=folder)

    def _on_settings(self, old: Settings, new: Settings) -> None:
        if old.data_folder != new.data_folder:
            self._show_folder(new)
            self._look_in(new.data_folder)

    def _show_folder(self, settings: Settings) -> None:
        folder = settings.data_folder
        self._page.folder.show_folder(Path(folder or USUAL_FOLDERS["data_folder"]()), usual=not folder)

    def _look_in(self, folder: str) -> None:
        """Empty: in the usual place."""
        question = UseDataFolder(Path(folder) if folder else None, self._shared.document.run)
        self._engine.jobs.ask(question, self._on_folder)

    def _on_folder(self, _: object) -> None:
        self._engine.jobs.drop(LookAtData)  # in the folder before
        self._look_everywhere()

    def _look_everywhere(self) -> None:
        """Everything that shows an image, or stands on its figures, is asked for anew."""
        self._engine.facts.look()
        self._engine.samples.look()
        self._forget_levels()
        for page in (self._page, *self._others):
            page.look_again()
        self._engine.live.ask_everything()


def _same_levels(first: CountLevels, second: CountLevels) -> bool:
    return first.run == second.run and same_by_settings(first.settings, second.settings, "train")
