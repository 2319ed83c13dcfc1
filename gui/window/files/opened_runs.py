"""Opened runs and files with weights: opened, shown in all panels, and saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, Signal

from engine.errors import LayerscopeError
from engine.project.project import Project
from engine.service.answers import RunView
from engine.service.question import Question
from engine.service.questions import ReadModelFile, ReadRun, SaveWithModel
from gui.state.error_words import named
from gui.window.display.runs.curves_on_disk import curves_on_disk
from gui.window.files.project_files import opening
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.line.saying import Saying
from gui.window.pages import Pages

Answer = TypeVar("Answer")

THUMBNAIL = 256


class OpenedRuns(QObject):
    """Everything about models that come from disk.

    shown(view)   a run is shown as it was read
    """

    shown = Signal(object)

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._chrome = shared, engine, panels, chrome
        self._pages = pages
        self._chrome.files.run_chosen.connect(self.open)
        self._chrome.files.model_chosen.connect(self._open_model)
        self._chrome.files.save_model.connect(self._save_model)
        self._pages.runs.run_chosen.connect(self.open)
        shared.document.replaced.connect(lambda: engine.jobs.drop(ReadRun))  # what was asked for last is shown
        for over in (shared.document.replaced, shared.run.changed, engine.control.ask_how):
            over.connect(self._look_whether_it_opens)

    def open(self, folder: Path) -> None:
        """Shows a run: stack, curves and figures at once, its model as soon as the engine has it.

        The document becomes the run's project, unless it was edited since the click: an edit is never lost.
        """
        name = self._pages.runs.table.runs.called(folder)
        if self._may_open() and self._chrome.files.may_leave(opening(name)) and self._may_open():
            self._open(ReadRun(folder), f"the run “{name}”", self._show, name)

    def _may_open(self) -> bool:
        """Looked at before a question and after it: a run may have begun meanwhile, and nobody could stop it."""
        if self._shared.run.training:
            self._shared.messages.warn("A run is training.", "Stop it to look at another.")
        return not self._shared.run.training

    def _open(self, question: Question[Answer], what: str, then: Callable[[Answer], None], run: str = "") -> None:
        """Asks for what is on disk, and says so until it is there; `run` is what it is called, if it is one."""
        self._engine.jobs.ask(question, self._unless_edited(what, then), partial(self._cannot_open, run))
        self._chrome.line.say("opening", Saying(f"Opening {what}…", news=False))
        self._panels.chart.await_run(awaited=True)

    def _cannot_open(self, run: str, error: Exception) -> None:
        self._look_whether_it_opens()
        if isinstance(error, LayerscopeError):
            self._shared.messages.error(named(error, run))

    def _look_whether_it_opens(self) -> None:
        """It may be there, or be wanted no longer."""
        if not self._engine.jobs.busy(ReadRun):
            self._chrome.line.say("opening", None)
            self._panels.chart.await_run(awaited=False)

    def _unless_edited(self, what: str, then: Callable[[Answer], None]) -> Callable[[Answer], None]:
        """Does what follows an answer only where the document was not edited since it was asked for."""
        revision = self._shared.document.revision

        def take(answer: Answer) -> None:
            if self._shared.document.revision == revision:
                then(answer)
            else:
                said = f"The stack was edited meanwhile, so {what} was not opened."
                self._shared.messages.warn(said, "Open it again to see it in place of your edit.")
            self._look_whether_it_opens()

        return take

    def _show(self, view: RunView) -> None:
        self._chrome.files.opened(view.project, view.folder, of_run=True)
        self._panels.chart.show_series(curves_on_disk(view, view.project.title))
        self._shared.run.show(view)
        self._chrome.frame.show_page("inspect")
        if view.has_weights:
            self._engine.showing.show_run()
        else:
            self._engine.showing.show_document()
        self.shown.emit(view)

    def _open_model(self, path: Path) -> None:
        def opened(project: Project) -> None:
            self._opened(project, path)

        if self._may_open():
            self._open(ReadModelFile(path), f"“{path.name}”", opened)

    def _opened(self, project: Project, path: Path) -> None:
        self._chrome.files.opened(project, path)
        self._engine.showing.show_file(path)

    def _save_model(self, path: Path) -> None:
        document = self._shared.document
        revision, question = document.revision, SaveWithModel(document.project, path, self._picture())

        def saved(_: Path) -> None:
            if document.revision == revision:
                self._chrome.files.was_saved(path)
            else:
                self._shared.messages.say(f"Saved {path.name} as it was before your last edit.")

        self._engine.jobs.ask(question, saved)

    def _picture(self) -> bytes:
        """The stack as it looks, small, as PNG."""
        content = QByteArray()
        buffer = QBuffer(content)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._panels.stack.grab().scaledToWidth(THUMBNAIL).save(buffer, "PNG")
        return bytes(content.data())
