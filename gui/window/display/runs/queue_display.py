"""Queue display: the queue wired to the page, the status bar, the menu and the end of the window."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QMessageBox
from shiboken6 import isValid

from engine.project.project import Project, called
from gui.appearance.numerals import counted, in_figures, numeral
from gui.runs.queue.counts import all_counts, going
from gui.state.queue import QueueState
from gui.state.settings import Settings
from gui.window.bars.queue_label import QueueLabel
from gui.window.groups import Chrome, Engine, Shared
from gui.window.pages import Pages

FILES = "Projects (*.json *.layerscope);;All files (*)"
STOPS_HERE = (
    "The run of this window is none of them: it stops with the window. What it learned is kept, and it goes on from "
    "there when you open it."
)
ALONE = "It trains in a process of its own, which needs no window."
PROCESSES = "They train in processes of their own, which need no window."
BESIDE = "{} of the queue {} too: all take longer beside each other."


class QueueDisplay(QObject):
    """Shows how it stands, asks what is to be put into it, and what is to become of it when the window closes."""

    def __init__(self, shared: Shared, engine: Engine, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._pages, self._chrome = shared, engine, pages, chrome
        self._queue: QueueState = engine.queue
        self._label = QueueLabel()
        self._trained: frozenset[tuple[str, str, bool]] = frozenset()
        self._left = 0  # when it was last looked at
        self.leaves = False  # what is to become of the queue was said
        chrome.status.add_work(self._label)
        self._connect()
        self._choose_folder()
        self._queue.begin()

    def _connect(self) -> None:
        queue, page = self._queue, self._pages.queue
        queue.changed.connect(self.show)
        queue.repeat_asked.connect(self._repeat_document)
        queue.several_asked.connect(self._ask_for_recipes)
        queue.shown.connect(self.show_page)
        page.files_asked.connect(self._ask_for_files)
        page.run_chosen.connect(self._pages.runs.run_chosen)
        self._pages.runs.repeat_asked.connect(self._repeat_run)
        self._label.clicked.connect(self.show_page)
        self._pages.parts_of_runs.changed.connect(lambda _: self._note_seen())
        self._chrome.frame.page_changed.connect(lambda _: self._note_seen())
        self._shared.run.began.connect(lambda _: self._say_beside())
        self._shared.settings.changed.connect(self._on_settings)

    def _on_settings(self, old: Settings, new: Settings) -> None:
        """Other runs have a queue of their own."""
        if old.runs_folder != new.runs_folder:
            self._choose_folder()
            self._queue.forget()
            self._queue.begin()

    def _choose_folder(self) -> None:
        self._pages.queue.runs = self._engine.service.runs_folder

    def show_page(self) -> None:
        """Brings the queue to the front."""
        self._chrome.frame.show_page("runs")
        self._pages.parts_of_runs.show_page("queue")

    def _note_seen(self) -> None:
        front = self._chrome.frame.page == "runs" and self._pages.parts_of_runs.front == "queue"
        self._queue.set_seen(seen=front)

    # --- how it stands ---

    def show(self) -> None:
        """How it stands, at the foot of the window."""
        self._label.show_words(in_figures(self._words))
        self._say_if_through()
        runs = (one for one in self._queue.view.entries if one.entry.run)
        trained = frozenset((one.entry.run, one.state, one.step > 0) for one in runs)  # as the list of runs says it
        if trained != self._trained:
            self._trained = trained
            self._pages.runs.refresh_asked.emit()

    def _say_if_through(self) -> None:
        """Once nothing is left of what was."""
        left, before = self._queue.view.left, self._left
        self._left = left
        if before and not left and self._queue.view.entries:
            self._shared.messages.say(f"The queue is through: {all_counts(self._queue.view)}.")

    @property
    def _words(self) -> str:
        view = self._queue.view
        if not view.left:
            return ""
        return f"Queue stopped: {numeral(view.left)} left" if view.stopped else f"Queue: {going(view)}"

    def _say_beside(self) -> None:
        if training := self._queue.training:
            self._shared.messages.say(BESIDE.format(counted(training, "run"), "trains" if training == 1 else "train"))

    # --- what is put into it ---

    def _repeat_document(self) -> None:
        """From its own seed on, or from the next one where the shown run was trained with that."""
        project, run = self._shared.document.project, self._shared.run.current
        trained = run is not None and run.step > 0 and run.project == project
        estimate = self._engine.estimating.now
        takes = None if estimate is None else estimate.whole
        self._repeat(project, called(project.title), project.training.seed + trained, takes)

    def _repeat_run(self, folder: Path, title: str, seed: int | None, took: float | None) -> None:
        """With other seeds than its own."""
        self._repeat(folder, title, 0 if seed is None else seed + 1, took)

    def _repeat(self, what: Project | Path, title: str, first: int, takes: float | None) -> None:
        from gui.window.dialogs.repeat_dialog import RepeatDialog  # seldom needed, so not at the window's start

        dialog = RepeatDialog(title, first, takes, self._chrome.frame)
        dialog.accepted.connect(lambda: self._add([what], dialog.seeds, dialog.first))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_for_recipes(self) -> None:
        from gui.gallery.several import Several  # as above

        def add() -> None:
            dialog.setEnabled(False)  # until it is known what came of it
            self._queue.add(dialog.files, dialog.seeds, None, self._device, added, refused)

        def added() -> None:
            if isValid(dialog):
                dialog.accept()
            self.show_page()

        def refused(error: Exception) -> None:
            if isValid(dialog):
                dialog.say_refused(error)

        dialog = Several(self._engine.samples, self._chrome.frame)
        dialog.wanted.connect(add)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _ask_for_files(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self._chrome.frame, "Projects for the queue", "", FILES)
        if names:
            self._add([Path(name) for name in names], 1, None)

    def _add(self, wanted: Sequence[Project | Path], seeds: int, first: int | None) -> None:
        self._queue.add(wanted, seeds, first, self._device)
        self.show_page()

    @property
    def _device(self) -> str:
        return self._shared.settings.value.device

    # --- the end of the window ---

    def may_close(self) -> bool:
        """True where none of it trains, or a person said what is to become of it; else they are asked, and the window
        closes once they have said so.
        """
        view = self._queue.view
        goes = view.worked or self._queue.training  # also where whoever started them was killed
        if self.leaves or view.held or not (view.left and goes):
            return True
        box = QMessageBox(self._chrome.frame)
        box.setWindowTitle("The queue trains")
        box.setText(f"{counted(view.left, 'run')} of the queue {'is' if view.left == 1 else 'are'} left.")
        box.setInformativeText(ALONE if view.left == 1 else PROCESSES)
        if self._shared.run.training:
            box.setInformativeText(f"{box.informativeText()}\n\n{STOPS_HERE}")
        roles = QMessageBox.ButtonRole
        goes_on = box.addButton("Go on without the window", roles.AcceptRole)
        stop = box.addButton("Stop the queue", roles.DestructiveRole)
        stop.setToolTip("What was learned is kept; the queue goes on from there when you say so.")
        box.setEscapeButton(box.addButton("Stay", roles.RejectRole))
        box.setDefaultButton(goes_on)
        goes_on.clicked.connect(lambda _: self._close())
        stop.clicked.connect(lambda _: self._queue.hold(on=True, then=self._close))
        box.finished.connect(box.deleteLater)
        box.open()
        return False

    def let_go(self) -> None:
        """The window may close; the queue goes on without it."""
        self.leaves = True

    def _close(self) -> None:
        self.let_go()
        self._chrome.frame.close()
