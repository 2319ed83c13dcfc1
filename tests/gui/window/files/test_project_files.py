"""Files: opened, saved, recovered; what cannot be is said in words, and no unsaved work is lost without a question."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from engine.project.project import Project, read_project, save_project
from engine.project.recipes import read_recipe
from engine.typed.document import changed
from gui.state.bridge import Bridge
from gui.state.conditions import Conditions
from gui.state.document import Document
from gui.state.message_queue import MessageQueue
from gui.state.run.run import RunState
from gui.state.run.where_kept import WhereKept
from gui.state.settings import SettingsFile
from gui.window.files.project_files import ProjectFiles
from gui.window.files.recovery import recovery_folder


class Desk:
    """A document with its files, and what was said."""

    def __init__(self, folder: Path, window: QWidget) -> None:
        self.document = Document(read_recipe("lenet5-sample"))
        self.settings = SettingsFile(folder / "settings.json")
        self.messages = MessageQueue()
        self.said: list[str] = []
        self.messages.show_by(lambda message: self.said.append(f"{message.text} {message.hint}".strip()))
        kept = WhereKept(self.document, RunState(Bridge()))
        self.files = ProjectFiles(self.document, self.settings, self.messages, Conditions(), kept, window)

    def edit(self, title: str = "Edited") -> None:
        self.document.edit(changed(self.document.project, title=title), "Title")


@pytest.fixture
def desk(tmp_path: Path, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    desk = Desk(tmp_path, window)
    yield desk
    desk.files.close(keep_recovery=False)
    desk.document.close()


def _answer(monkeypatch, button: QMessageBox.StandardButton) -> list[str]:
    """What is asked from now on, each answered so."""
    asked: list[str] = []
    monkeypatch.setattr(QMessageBox, "question", lambda *words: asked.append(words[2]) or button)
    return asked


def test_saving_and_opening_again(desk: Desk, tmp_path: Path, monkeypatch):
    path = tmp_path / "mine.json"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    desk.edit()
    assert desk.files.save()
    assert not desk.document.modified
    assert read_project(path).title == "Edited"
    assert desk.settings.value.recent == (str(path),)
    desk.edit("Again")
    assert desk.files.save()
    assert read_project(path).title == "Again"


def test_a_new_project_gets_its_title_from_its_file(desk: Desk, tmp_path: Path, monkeypatch):
    desk.files.new("")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "My idea.json"), ""))
    assert desk.files.save_as()
    assert desk.document.project.title == "My idea"


def test_what_is_no_project_is_said_with_the_files_name(desk: Desk, tmp_path: Path):
    path = tmp_path / "broken.json"
    path.write_bytes(b"\x00\x01 binary")
    before = desk.document.project
    desk.files.open(path)
    assert "broken.json" in desk.said[0]
    assert desk.document.project is before


def test_a_file_that_is_gone_is_said(desk: Desk, tmp_path: Path):
    desk.files.open(tmp_path / "gone.json")
    assert "gone.json" in desk.said[0]


def test_saving_where_nothing_can_be_written_is_said_and_the_mark_stays(desk: Desk, tmp_path: Path, monkeypatch):
    blocked = tmp_path / "file"
    blocked.write_text("")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(blocked / "x.json"), ""))
    desk.edit()
    assert not desk.files.save()
    assert "cannot be saved" in desk.said[0]
    assert desk.document.modified


def test_unsaved_work_is_asked_about(desk: Desk, tmp_path: Path, monkeypatch):
    path = tmp_path / "other.json"
    save_project(Project(title="Other"), path)
    desk.edit()
    asked = _answer(monkeypatch, QMessageBox.StandardButton.Cancel)
    desk.files.open(path)
    assert asked == ["You asked to open “other.json”. “Edited” has changes that are not saved."]
    assert desk.document.project.title == "Edited"
    _answer(monkeypatch, QMessageBox.StandardButton.Discard)
    desk.files.open(path)
    assert desk.document.project.title == "Other"


def test_what_is_no_project_is_handed_on(desk: Desk, tmp_path: Path, qtbot):
    with qtbot.waitSignal(desk.files.images_chosen) as heard:
        desk.files.open(tmp_path)
    assert heard.args == [tmp_path]
    (tmp_path / "project.json").touch()
    with qtbot.waitSignal(desk.files.run_chosen):
        desk.files.open(tmp_path)
    with qtbot.waitSignal(desk.files.picture_chosen):
        desk.files.open(tmp_path / "x.png")
    with qtbot.waitSignal(desk.files.model_chosen):
        desk.files.open(tmp_path / "x.layerscope")


def test_work_of_a_dead_window_is_recovered(desk: Desk):
    recovery_folder().mkdir(parents=True, exist_ok=True)
    save_project(Project(title="Lost"), recovery_folder() / "4000000.json")
    assert desk.files.recover()
    assert desk.document.project.title == "Lost"
    assert desk.document.modified
    [kept] = recovery_folder().iterdir()
    assert read_project(kept).title == "Lost"
    assert kept.name != "4000000.json"  # it is this window's now
    assert not desk.files.recover()


def test_whoever_is_asked_about_recovered_work_learns_that_it_was_recovered(desk: Desk, tmp_path: Path, monkeypatch):
    recovery_folder().mkdir(parents=True, exist_ok=True)
    save_project(Project(title="Lost"), recovery_folder() / "4000000.json")
    assert desk.files.recover()
    asked = _answer(monkeypatch, QMessageBox.StandardButton.Discard)
    desk.files.new("")
    assert asked == ["You asked for a new project. “Lost” was recovered from the last time, and is not saved."]
    desk.edit()
    desk.files.new("")
    assert asked[1:] == ["You asked for a new project. “Edited” has changes that are not saved."]


def test_a_project_is_saved_where_projects_are_kept_and_not_among_the_runs(desk: Desk, tmp_path: Path, monkeypatch):
    run = tmp_path / "hidden" / "runs" / "2026"
    run.mkdir(parents=True)
    proposed: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: (proposed.append(words[2]) or "", ""))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *words: (proposed.append(words[2]) or "", ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *words: proposed.append(words[2]) or "")
    desk.files.opened(desk.document.project, run, of_run=True)
    desk.files.save_as()
    desk.files.choose()
    assert [Path(one) for one in proposed] == [Path.home() / "lenet-5-on-digits.json", Path.home()]
    desk.files.choose_run()
    assert Path(proposed[-1]) == run.parent
    desk.files.was_saved(tmp_path / "mine.json")
    (tmp_path / "mine.json").touch()
    desk.files.opened(desk.document.project, run, of_run=True)
    desk.files.save_as()
    assert Path(proposed[-1]).parent == tmp_path


def test_work_under_way_is_not_replaced_by_what_was_lost(desk: Desk):
    recovery_folder().mkdir(parents=True, exist_ok=True)
    save_project(Project(title="Lost"), recovery_folder() / "4000000.json")
    desk.edit()
    assert not desk.files.recover()
    assert desk.document.project.title == "Edited"
    assert (recovery_folder() / "4000000.json").exists()


def test_an_edit_is_kept_safe_soon_and_forgotten_once_saved(desk: Desk, tmp_path: Path, qtbot):
    desk.edit()
    desk.files.autosave()
    [kept] = recovery_folder().iterdir()
    assert read_project(kept).title == "Edited"
    desk.files.was_saved(tmp_path / "x.json")
    assert not kept.exists()


def test_a_broken_recovery_file_does_no_harm(desk: Desk):
    recovery_folder().mkdir(parents=True, exist_ok=True)
    (recovery_folder() / "4000000.json").write_bytes(b"torn")
    assert not desk.files.recover()
    assert not list(recovery_folder().iterdir())


@pytest.mark.parametrize(("typed", "saved"), [("net-0.5", "net-0.5.json"), ("net", "net.json"), ("N.JSON", "N.JSON")])
def test_a_project_is_saved_under_the_whole_name_and_found_again(desk: Desk, typed, saved, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), ""))
    desk.edit()
    assert desk.files.save()
    assert [path.name for path in tmp_path.iterdir() if path.name != "settings.json"] == [saved]
    assert desk.document.path == tmp_path / saved
    assert read_project(tmp_path / saved).title == "Edited"


@pytest.mark.parametrize(
    ("typed", "saved"),
    [("net-0.5", "net-0.5.layerscope"), ("net", "net.layerscope"), ("N.Layerscope", "N.Layerscope")],
)
def test_a_model_is_saved_under_the_whole_name_and_found_again(desk: Desk, typed, saved, tmp_path, monkeypatch, qtbot):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / typed), ""))
    with qtbot.waitSignal(desk.files.save_model) as asked:
        desk.files.save_with_model()
    assert asked.args[0] == tmp_path / saved
    with qtbot.waitSignal(desk.files.model_chosen) as chosen:
        desk.files.open(asked.args[0])
    assert chosen.args[0] == tmp_path / saved


def test_a_file_that_nobody_was_asked_about_is_not_overwritten(desk: Desk, tmp_path: Path, monkeypatch):
    (tmp_path / "net-0.5.json").write_text("precious")
    names = iter([str(tmp_path / "net-0.5"), ""])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (next(names), ""))
    _answer(monkeypatch, QMessageBox.StandardButton.No)
    desk.edit()
    assert not desk.files.save_as()
    assert (tmp_path / "net-0.5.json").read_text() == "precious"


def test_what_was_undone_does_not_come_back_as_recovered(desk: Desk):
    desk.edit()
    desk.files.autosave()
    assert list(recovery_folder().glob("*.json"))
    desk.document.undo_stack.undo()
    desk.files.autosave()
    assert not list(recovery_folder().glob("*.json"))
