"""Project files: new, open, save, recent, recovery, and the question before losing work."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.errors import LayerscopeError, Place, ProjectError
from engine.names import name_from
from engine.project.project import Project, called, read_project, save_project
from engine.project.recipes import read_recipe
from engine.typed.document import changed
from gui.pieces.copying.save_dialog import ask_where_to_save
from gui.state.conditions import Condition, Conditions
from gui.state.document import Document
from gui.state.message_queue import MessageQueue
from gui.state.run.where_kept import WhereKept
from gui.state.settings import SettingsFile
from gui.window.files.dropped import kind_of
from gui.window.files.recovery import Recovery

PROJECTS = "Projects (*.json *.layerscope);;All files (*)"
WITH_MODEL = ".layerscope"
SEVERAL = "Several things were dropped at once."
ONE = "Drop one: a project, a run, a picture, or the folder around all folders of images."
AUTOSAVE_MS = 2000
BEAT_MS = 10_000


class ProjectFiles(QObject):
    """Moves the document between memory and disk. Dialogs belong to `window`."""

    run_chosen = Signal(object)  # a run folder
    model_chosen = Signal(object)  # a file with a model in it
    save_model = Signal(object)  # save the project with its model there
    images_chosen = Signal(object)  # images to import lie there; None: a person is to say where
    picture_chosen = Signal(object)  # a picture to look at
    recent_changed = Signal()

    def __init__(
        self,
        document: Document,
        settings: SettingsFile,
        messages: MessageQueue,
        conditions: Conditions,
        kept: WhereKept,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._document, self._settings = document, settings
        self._messages, self._conditions = messages, conditions
        self.kept, self._window = kept, window
        self._recovery = Recovery()
        self._recovered = False  # whether what is not saved was left by a window before
        self._autosave = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._autosave.timeout.connect(self.autosave)
        beat = QTimer(self, interval=BEAT_MS)
        beat.timeout.connect(self._recovery.beat)
        beat.start()
        document.changed.connect(lambda *_: self._autosave.isActive() or self._autosave.start())  # also amid typing

    # --- opening ---

    def new(self, recipe: str) -> None:
        """A bundled project as a new, unsaved one; without a name one that has no layers, on the bundled digits."""
        if self.may_leave("You asked for a new project."):
            self._document.open(read_recipe(recipe) if recipe else Project(), None)
            self._forget_recovery()

    def choose(self) -> None:
        """Asks for a file and opens it."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Open a project", self._folder(), PROJECTS)
        if name:
            self.open(Path(name))

    def choose_run(self) -> None:
        """Asks for a run folder and shows it."""
        name = QFileDialog.getExistingDirectory(self._window, "Open a run", self._folder(of_runs=True))
        if name:
            self.run_chosen.emit(Path(name))

    def open(self, path: Path) -> None:
        """Opens a project, a project with its model, a run folder, images to import or a picture to look at; says in
        words what cannot be.
        """
        match kind_of(path):
            case "run":
                self.run_chosen.emit(path)
            case "images":
                self.images_chosen.emit(path)
            case "picture":
                self.picture_chosen.emit(path)
            case "project" if _has_model(path):
                self._open_model(path)
            case "project":
                self._open_project(path)

    def open_dropped(self, names: Sequence[str]) -> None:
        """Opens what was dropped on the window, which is one thing."""
        if len(names) == 1:
            self.open(Path(names[0]))
        else:
            self._messages.warn(SEVERAL, ONE)

    def _open_model(self, path: Path) -> None:
        if self.may_leave(opening(path.name)):
            self.model_chosen.emit(path)

    def _open_project(self, path: Path) -> None:
        try:
            project = read_project(path)
        except LayerscopeError as error:
            self._messages.error(error)
            return
        if self.may_leave(opening(path.name)):
            self.opened(project, path)

    def opened(self, project: Project, path: Path, *, of_run: bool = False) -> None:
        """Takes over a project that was read from a file, where Save writes it, or from the folder of a run."""
        if of_run:
            self._document.open(project, None, run=path)
        else:
            self._document.open(project, path)
        self._remember(path)
        self._forget_recovery()

    # --- saving ---

    def save(self) -> bool:
        """Saves to the project's file, or asks for one; False when it was not saved."""
        path = self._document.path
        return self.save_as() if path is None or _has_model(path) else self._save_to(path)

    def save_as(self) -> bool:
        """Asks for a file and saves to it."""
        path = self._asked_for("Save the project", ".json", "Projects")
        return path is not None and self._save_to(path)

    def save_with_model(self) -> None:
        """Asks for a file and saves project, weights and picture into it."""
        if path := self._asked_for("Save with model", WITH_MODEL, "With model"):
            self.save_model.emit(path)

    def _asked_for(self, title: str, suffix: str, kind: str) -> Path | None:
        start = Path(self._folder()) / f"{name_from(self._document.project.title, 'project')}{suffix}"
        return ask_where_to_save(self._window, title, str(start), {suffix: f"{kind} (*{suffix})"})

    def _save_to(self, path: Path) -> bool:
        project = self._document.project
        if project.title in ("", "Untitled"):
            project = changed(project, title=path.stem)
            self._document.edit(project, "Name the project")
        try:
            save_project(project, path)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            self._messages.error(
                ProjectError(f"It cannot be saved ({reason}).", "Choose another place.", Place(str(path)))
            )
            return False
        self.was_saved(path)
        return True

    def was_saved(self, path: Path) -> None:
        """Notes that the document is safe in a file."""
        self._document.saved(path)
        self._remember(path)
        self._forget_recovery()
        self._messages.say(f"Saved {path.name}")

    # --- leaving ---

    def may_leave(self, why: str) -> bool:
        """True when nothing would be lost: it is kept somewhere, or the person saved it or let it go.

        `why` is a sentence that says for what it is left: whoever started with a file has pressed nothing.
        """
        if self.kept.place != "nowhere":
            return True
        buttons = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "Save changes?",
            f"{why} “{called(self._document.project.title)}” {self._unsaved}.",
            buttons.Save | buttons.Discard | buttons.Cancel,
            buttons.Save,
        )
        return answer == buttons.Discard or (answer == buttons.Save and self.save())

    @property
    def _unsaved(self) -> str:
        if self._recovered:
            return "was recovered from the last time, and is not saved"
        return "has changes that are not saved"

    # --- recovery ---

    def autosave(self) -> None:
        """Writes unsaved work to the recovery folder, where the next start finds it after a crash."""
        if not self._document.modified:
            self._recovery.forget()  # what was undone is not to come back
            self._conditions.set("keeping", None)
            return
        try:
            self._recovery.keep(self._document.project)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            self._conditions.set("keeping", Condition(f"Unsaved work cannot be kept safe ({reason})."))
        else:
            self._conditions.set("keeping", None)

    def recover(self) -> bool:
        """Opens what a window that is no longer alive left unsaved; True when there was something."""
        project = None if self._document.modified else self._recovery.take()
        if project is None:
            return False
        self._document.open(project, None)
        self._document.recovered()
        self._recovered = True
        self.autosave()
        self._messages.say("Recovered the work that was not saved when the program ended.")
        return True

    def close(self, *, keep_recovery: bool) -> None:
        """Leaves nothing behind, but for unsaved work that the next start is to find."""
        self._autosave.stop()
        if not keep_recovery:
            self._forget_recovery()

    def _forget_recovery(self) -> None:
        self._recovered = False
        self._autosave.stop()
        self._recovery.forget()

    def _remember(self, path: Path) -> None:
        self._settings.remember(path)
        self.recent_changed.emit()

    def _folder(self, *, of_runs: bool = False) -> str:
        """Where a person looked last: for projects or for runs, whose folder is no place to keep projects."""
        recent = (Path(name) for name in self._settings.value.recent)
        there = (near for near in (self._document.path, *recent) if near is not None and near.parent.is_dir())
        found = next((near for near in there if near.is_dir() == of_runs), None)
        return str(found.parent if found is not None else Path.home())


def opening(name: str) -> str:
    """Why what is not saved is asked about, in words; `name` is that of a file or a run."""
    return f"You asked to open “{name}”."


def _has_model(path: Path) -> bool:
    return path.suffix.lower() == WITH_MODEL
