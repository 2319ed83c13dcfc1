"""Forking: from the wish to begin from a run's step to the project that will, with the run and its weights in sight."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt

from engine.errors import LayerscopeError
from engine.service.answers import KeptPoints, RunView
from engine.service.questions import HoldPoint, ListForkPoints, ReadRun
from gui.state.run.fork_choice import ForkSource
from gui.state.run.run_folder import current_folder
from gui.window.dialogs.fork_dialog import ForkDialog
from gui.window.display.runs.fork_line import ForkLine
from gui.window.display.runs.seen_again import see_again
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.pages import Pages


class Forking(QObject):
    """Asks which step, and shows what was chosen."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._chrome = shared, engine, panels, chrome
        self._line = ForkLine(shared, engine, chrome)
        engine.fork.asked.connect(self._ask)
        engine.fork.changed.connect(self._hold)
        pages.runs.fork_asked.connect(engine.fork.ask)
        panels.chart.menu.fork_asked.connect(lambda near: engine.fork.ask(None, near))

    def _ask(self, folder: Path | None, near: int | None) -> None:
        """Which step, of a run that may train meanwhile."""
        if folder := folder or self._shown_folder:
            self._engine.jobs.ask(ListForkPoints(folder), partial(self._choose, near))

    def _hold(self) -> None:
        """What is chosen is there when Train is pressed, however long its run goes on meanwhile."""
        source = self._engine.fork.source
        self._engine.jobs.ask(HoldPoint(source.wish if source else None), lambda _: None, self._cannot_hold)

    def _cannot_hold(self, error: Exception) -> None:
        if isinstance(error, LayerscopeError):
            self._engine.fork.take_back()
            self._shared.messages.error(error)

    @property
    def _shown_folder(self) -> Path | None:
        return current_folder(self._shared.run, self._engine.service)

    def say_again(self) -> None:
        """In the numerals of this moment."""
        self._line.say()

    def _choose(self, near: int | None, kept: KeptPoints) -> None:
        if not kept.points:
            what = f"“{kept.title}” has kept no weights yet."
            self._shared.messages.warn(what, "Train it first, or fork from another run.")
            return
        dialog = ForkDialog(kept, near, self._chrome.frame)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._fork(kept, dialog))
        dialog.open()

    def _fork(self, kept: KeptPoints, dialog: ForkDialog) -> None:
        self._shared.document.drafts.settle()
        self._engine.fork.choose(kept, dialog.point)
        self._chrome.frame.show_page("training")
        if not self._shared.run.training and (source := self._engine.fork.source):
            self._engine.jobs.ask(ReadRun(kept.folder), partial(self._show, source), lambda _: None)

    def _show(self, source: ForkSource, view: RunView) -> None:
        """The run's curves and its weights of that step, unless something else is wanted by then."""
        if self._shared.run.training or self._engine.fork.source != source:
            return
        see_again(self._shared, self._engine, self._panels, view, source.title, source.point.step)
