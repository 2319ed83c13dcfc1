"""Comparison display: the Compare page asks the engine for what it lacks, while it is in sight."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from engine.errors import LayerscopeError, NotTested
from engine.project.data.facts import Classes
from engine.project.project import Project
from engine.service.answers import ImageOf
from engine.service.comparison.comparison_answers import ComparedRuns, Pair, Tried
from engine.service.questions import ComparePair, CompareRuns, ReadComparedImages
from gui.appearance import theme
from gui.pieces.images.answer_tile import PICTURE
from gui.runs.differences import short_names
from gui.state import error_words
from gui.state.shown.called import called_as_in, otherwise_called
from gui.window.groups import Chrome, Engine, Shared
from gui.window.pages import Pages

UNFORESEEN = "They could not be compared."


class ComparisonDisplay(QObject):
    """The runs are those that are ticked, the shown one first. What is answered of others meanwhile is not shown."""

    def __init__(self, shared: Shared, engine: Engine, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._jobs, self._chrome = shared, engine.jobs, chrome
        self._page, self._list, self._parts = pages.compare, pages.runs, pages.parts_of_runs
        self._tried: dict[Path, Tried] = {}  # what runs reached that were never tested, by tests made here
        page = self._page
        pages.runs.together_changed.connect(self._offer)
        pages.runs.comparison_asked.connect(lambda: self._parts.show_page("compare"))
        page.runs_asked.connect(self._show_list)
        page.wanted.connect(self._ask)
        page.try_asked.connect(partial(self._ask_pair, try_again=True))
        page.image_picked.connect(self._look_at)
        page.message.connect(shared.messages.say)
        page.problem.connect(shared.messages.warn)
        page.images.list.thumbnails.wanted.connect(self._read)
        shared.image.changed.connect(self._mark)
        shared.document.changed.connect(self._on_names)

    def _show_list(self) -> None:
        """With the keyboard, which ticks runs there."""
        self._parts.show_page("list")
        self._list.table.setFocus()

    def _offer(self) -> None:
        runs = self._list.together
        self._page.offer([run.folder for run in runs], short_names(runs), [run.step for run in runs])

    # --- what they are ---

    def _ask(self) -> None:
        """Runs may have gone on since they were looked at last, so all of them are read again."""
        folders = self._page.folders
        self._jobs.ask(
            CompareRuns(folders, tuple(self._tried.values())),
            partial(self._show_runs, folders),
            partial(self._fail, folders),
        )
        if self._page.lacks_pair:
            self._ask_pair()

    def _show_runs(self, of: tuple[Path, ...], found: ComparedRuns) -> None:
        if of == self._page.folders:
            self._page.show_runs(found)
            self._page.call(self._classes)

    def _fail(self, of: tuple[Path, ...], error: Exception) -> None:
        self._show_runs(of, ComparedRuns((), (), refused=(_in_words(error),)))

    def _ask_pair(self, *, try_again: bool = False) -> None:
        pair = self._page.pair_folders
        if pair:
            question = ComparePair(pair[0], pair[1], try_again)
            show = partial(self._show_tried if try_again else self._show_pair, pair)
            self._jobs.ask(question, show, partial(self._fail_pair, pair))

    def _show_pair(self, of: tuple[Path, ...], pair: Pair) -> None:
        if of == self._page.pair_folders:
            self._page.show_pair(pair, self._classes or pair.classes)
            self._mark()

    def _show_tried(self, of: tuple[Path, ...], pair: Pair) -> None:
        """Figures and groups of seeds know of it, too."""
        for folder, side in zip(of, (pair.first, pair.other), strict=True):
            if side is not None:
                right = float((side.ranks == 1).mean())
                self._tried[folder] = Tried(folder, side.step, right, len(side.ranks))
        self._show_pair(of, pair)
        self._ask()

    def _fail_pair(self, of: tuple[Path, ...], error: Exception) -> None:
        if of == self._page.pair_folders:
            self._page.show_pair_error(_in_words(error), can_try=isinstance(error, NotTested))

    @property
    def _project(self) -> Project | None:
        """That of A, once it is known."""
        run = self._page.run_of(0)
        return None if run is None else run.project

    @property
    def _classes(self) -> Classes:
        """Of A, called as in the document."""
        project = self._project
        return () if project is None else called_as_in(self._shared.document.project, project).facts.classes

    def _on_names(self, old: Project, new: Project) -> None:
        if otherwise_called(old, new):
            self._page.call(self._classes)

    # --- the images ---

    def _look_at(self, index: int) -> None:
        if self._project is not None:
            self._shared.image.pick(ImageOf("test", index), self._project)

    def _mark(self) -> None:
        """The current image is marked where it is listed, whoever chose it."""
        image = self._shared.image.ref
        self._page.mark(image.index if isinstance(image, ImageOf) and image.split == "test" else None)

    def _read(self, indexes: tuple[int, ...]) -> None:
        project, pair, thumbnails = self._project, self._page.pair_folders, self._page.images.list.thumbnails
        if project is None or not pair:
            thumbnails.give_up()
            return
        question = ReadComparedImages(project.data, pair[0], indexes, theme.px(PICTURE))
        self._jobs.ask(question, partial(thumbnails.take, indexes), lambda _: thumbnails.give_up())


def _in_words(error: Exception) -> str:
    return error_words.in_words(error) if isinstance(error, LayerscopeError) else UNFORESEEN
