"""Kept runs: the Runs page wired to the engine: the list, names and notes, the trash and what can go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from engine.errors import LayerscopeError
from engine.service.answers import DiskUse, ListedRuns, Moved, Removed, RunSummary
from engine.service.questions import (
    BringBackRuns,
    EmptyTrash,
    LabelChange,
    LabelRun,
    LightenRuns,
    ListRuns,
    MeasureRuns,
    RemoveRuns,
)
from gui.appearance.numerals import counted, size
from gui.runs.page import RunsPage
from gui.state.bridge import Told
from gui.state.run.run_folder import current_folder, folder_called
from gui.state.settings import Settings
from gui.window.groups import Chrome, Engine, Shared
from gui.window.pages import Pages


class KeptRuns(QObject):
    """Asks, and shows the answers; what was removed can be brought back until the trash is emptied."""

    def __init__(self, shared: Shared, engine: Engine, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._chrome = shared, engine, chrome
        self._page: RunsPage = pages.runs
        self._removed: list[tuple[Removed, ...]] = []  # the last at the end
        self._paused = False
        self._connect()
        self._mark()

    def _connect(self) -> None:
        page, run = self._page, self._shared.run
        page.refresh_asked.connect(self.list)
        page.train_asked.connect(self._engine.control.press_train)
        page.labelled.connect(self._label)
        page.removal_asked.connect(self._remove)
        page.undo_asked.connect(self._bring_back)
        page.disk.empty_asked.connect(self._ask_to_empty)
        page.lightening_asked.connect(self._ask_to_lighten)
        run.began.connect(lambda _: self.list())
        run.finished.connect(lambda _: self.list())
        run.failed.connect(lambda _: self.list())
        run.noted.connect(lambda _: self._list_in_sight())
        run.changed.connect(self._mark)
        run.changed.connect(self._look_whether_it_waits)
        run.evaluated.connect(lambda _: self._list_in_sight())
        run.changed.connect(self._expect)
        self._engine.control.changed.connect(self._expect)
        self._shared.settings.changed.connect(self._on_settings)
        self._engine.bridge.progress.connect(self._on_progress)
        self._chrome.frame.page_changed.connect(self._on_page)

    # --- the list ---

    def list(self) -> None:
        """Reads it, and measures what it takes where somebody looks."""
        self._engine.jobs.ask(ListRuns(), self._show, self._not_listed)
        if self._page.isVisible():
            self._engine.jobs.ask(MeasureRuns(), self._on_measured)

    def _show(self, found: ListedRuns) -> None:
        self._page.show_runs(found.runs, found.families)

    def _not_listed(self, error: Exception) -> None:
        self._page.empty.say_that_it_looked()
        if isinstance(error, LayerscopeError):
            self._shared.messages.error(error)

    def _list_in_sight(self) -> None:
        """Reads it where somebody looks."""
        if self._page.isVisible():
            self._engine.jobs.ask(ListRuns(), self._show, self._not_listed)

    def _look_whether_it_waits(self) -> None:
        """A run that is paused or goes on says so in the list."""
        run = self._shared.run.current
        paused = run is not None and run.phase == "paused"
        if paused != self._paused:
            self._paused = paused
            self._list_in_sight()

    def _on_page(self, page: str) -> None:
        if page == "runs":
            self.list()
        else:
            self._engine.jobs.drop(MeasureRuns)

    def _on_measured(self, use: DiskUse) -> None:
        before = self._page.disk.use
        self._page.disk.show_use(use)
        if use.runs != before.runs:  # the list is told with sizes from now on
            self._engine.jobs.ask(ListRuns(), self._show, self._not_listed)

    def _on_progress(self, told: Told) -> None:
        if told.unit == "runs":
            self._page.disk.show_progress(told.words)

    def _on_settings(self, old: Settings, new: Settings) -> None:
        if old.runs_folder != new.runs_folder:
            self._mark()
            self.list()

    def _mark(self) -> None:
        """The run that is shown, and where it is kept."""
        folder = current_folder(self._shared.run, self._engine.service)
        elsewhere = folder is not None and folder.parent != self._engine.service.runs_folder
        self._page.mark(folder)
        self._page.empty.show_elsewhere(folder.parent if folder is not None and elsewhere else None)

    def _expect(self) -> None:
        self._page.empty.expect(training=self._shared.run.training or self._engine.control.waiting)

    def _is_meant(self, folder: Path) -> bool:
        """Whether the run that the window knows by this name is the one in this folder: others may be called alike."""
        return folder == folder_called(folder.name, self._shared.run, self._engine.service)

    # --- names and notes ---

    def _label(self, folders: Sequence[Path], change: LabelChange) -> None:
        for folder in folders:
            self._engine.jobs.ask(LabelRun(folder, change), partial(self._on_labelled, folder), self._could_not)

    def _on_labelled(self, folder: Path, title: str) -> None:
        if self._is_meant(folder):
            self._shared.run.rename(folder.name, title)
        self.list()

    def _could_not(self, error: Exception) -> None:
        if isinstance(error, LayerscopeError):
            self._shared.messages.error(error)
        self.list()

    # --- the trash ---

    def _remove(self, folders: Sequence[Path]) -> None:
        self._engine.jobs.ask(RemoveRuns(tuple(folders)), self._on_removed, self._could_not)

    def _on_removed(self, moved: Moved) -> None:
        self._say_refused(moved)
        self._engine.last_run.look()
        if moved.removed:
            self._removed.append(moved.removed)
            self._note_removed(moved.removed, removed=True)
        self._tell()
        self.list()

    def _bring_back(self) -> None:
        """They are out of reach until it is known what became of them."""
        if self._removed:
            removed = self._removed.pop()
            self._tell()
            refuse = partial(self._stay_removed, [removed])
            self._engine.jobs.ask(BringBackRuns(removed), partial(self._on_back, removed), refuse)

    def _on_back(self, removed: tuple[Removed, ...], moved: Moved) -> None:
        """What lies in the trash all the same can be tried again."""
        self._say_refused(moved)
        self._engine.last_run.look()
        there = set(moved.folders)
        self._note_removed([one for one in removed if one.origin in there], removed=False)
        self._removed += [moved.removed] if moved.removed else []
        self._tell()
        self.list()

    def _stay_removed(self, removed: Sequence[tuple[Removed, ...]], error: Exception) -> None:
        self._removed += removed
        self._tell()
        self._could_not(error)

    def _note_removed(self, runs: Sequence[Removed], *, removed: bool) -> None:
        """The shown run may be among them: its curve stays, but it cannot go on from the trash."""
        meant = [one.origin.name for one in runs if self._is_meant(one.origin)]
        for run in meant:
            self._shared.run.set_removed(run, removed=removed)
        if removed and (shown := self._shared.run.current) is not None and shown.id in meant:
            self._shared.messages.say("The shown run is in the trash; its curve stays until you show another.")

    def _tell(self) -> None:
        last = self._removed[-1] if self._removed else ()
        self._page.tell_removed(f"Moved {counted(len(last), 'run')} to the trash" if last else "")

    def _say_refused(self, moved: Moved) -> None:
        for error in moved.refused:
            self._shared.messages.error(error)

    # --- what goes for good ---

    def _ask_to_empty(self) -> None:
        trash = self._page.disk.use.trash
        what = f"{counted(len(trash), 'run')} and {size(sum(trash.values()))} go for good."
        self._ask("Empty the trash?", what, "Empty the trash", self._empty)

    def _empty(self) -> None:
        removed, self._removed = self._removed, []
        self._tell()
        self._engine.jobs.ask(EmptyTrash(), lambda _: self.list(), partial(self._stay_removed, removed))

    def _ask_to_lighten(self, runs: Sequence[RunSummary]) -> None:
        folders = tuple(run.folder for run in runs)
        of = f"of {counted(len(runs), 'run')}" if len(runs) > 1 else f"of “{runs[0].title}”"
        what = (
            f"Weights that were kept along the way {of} go for good. Curves, figures and the newest weights stay: "
            "what opens and trains on now does so afterwards."
        )
        self._ask("Make lighter?", what, "Remove them", lambda: self._lighten(folders))

    def _lighten(self, folders: tuple[Path, ...]) -> None:
        def lighter(moved: Moved) -> None:
            self._say_refused(moved)
            self.list()

        self._engine.jobs.ask(LightenRuns(folders), lighter, self._could_not)

    def _ask(self, title: str, what: str, yes: str, do: Callable[[], None]) -> None:
        box = QMessageBox(self._chrome.frame)
        box.setWindowTitle(title)
        box.setText(title)
        box.setInformativeText(what)
        box.addButton(yes, QMessageBox.ButtonRole.AcceptRole).clicked.connect(lambda _: do())
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        box.finished.connect(box.deleteLater)
        box.open()
