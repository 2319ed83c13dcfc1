"""What the engine answers late about a file or an open model, while the person does something else."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from engine.data.store import DataStore
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.runs.folder import RunFolder
from engine.runs.legs import read_legs
from engine.service import answering
from engine.service.model import model_files, showing
from gui.window.dialogs.train_on_dialog import TrainOnDialog
from tests.journeys.conftest import Opened
from tests.journeys.looking.test_late_replies import held
from tests.journeys.person import Person, short

ENOUGH = 1000  # milliseconds in which a wrong answer would have shown


def _kept(person: Person, folder: Path) -> Path:
    """The document with the shown weights, as a file."""
    file = folder / "kept.layerscope"
    person.chrome.files.save_model.emit(file)
    person.wait(lambda: "Saved" in person.sentences)
    return file


def test_what_is_edited_while_a_file_is_saved_with_its_model_is_not_saved(window, tmp_path, monkeypatch):
    document = window.shared.document
    with held(monkeypatch, model_files, "save") as go:
        window.chrome.files.save_model.emit(tmp_path / "kept.layerscope")
        document.edit_fields("Rename", title="After the press on Save")
        go()
        window.wait(lambda: "Saved" in window.sentences)
    assert document.modified


def test_another_document_has_no_file_after_one_before_it_was_saved(window, tmp_path, monkeypatch):
    document = window.shared.document
    with held(monkeypatch, model_files, "save") as go:
        window.chrome.files.save_model.emit(tmp_path / "kept.layerscope")
        document.open(read_recipe("mlp-1"), None)
        go()
        window.wait((tmp_path / "kept.layerscope").exists)
        window.bot.wait(ENOUGH)
    assert document.path is None


@pytest.mark.parametrize("slow", [False, True])
def test_a_file_with_a_model_shows_its_weights(window, tmp_path, monkeypatch, slow):
    window.train()
    file = _kept(window, tmp_path)
    window.shared.document.open(read_recipe("mlp-1"), None)
    with held(monkeypatch, model_files, "weights_in") as go:
        window.chrome.files.open(file)
        window.bot.wait(ENOUGH if slow else 0)
        go()
        window.wait(lambda: window.shared.workspace.shown is not None and window.shared.workspace.shown.step == 60)
    window.bot.wait(ENOUGH)
    assert window.shared.workspace.shown.source == "saved"


def test_a_file_with_a_model_is_not_shown_over_a_run_that_trains(opened: Opened, tmp_path):
    person, shown = opened(short(100_000)), []
    file = _kept(person, tmp_path)
    person.press(person.chrome.top.train)
    person.wait(lambda: person.step > 5)
    person.shared.workspace.shown_changed.connect(lambda: shown.append(person.shared.workspace.shown))
    person.chrome.files.open(file)
    person.bot.wait(ENOUGH)
    person.engine.control.press_stop()
    person.wait(lambda: person.ended)
    assert not [one for one in shown if one is not None and one.source == "saved" and one.run is None]


def test_a_run_without_weights_shows_the_stack(window):
    window.train()
    folder = RunFolder.open(window.runs / window.run)
    for kept in (*folder.checkpoints.rglob("*.*"), *folder.snapshots.iterdir()):
        kept.unlink()
    for checkpoint in folder.checkpoints.iterdir():
        checkpoint.rmdir()
    window.shared.document.open(read_recipe("mlp-1"), None)
    window.chrome.files.open(folder.path)
    window.wait(lambda: window.shared.run.current is not None)
    window.wait(lambda: not window.reads("being prepared"))


def test_what_was_wrong_with_other_images_is_not_said(window):
    window.shared.document.open(read_recipe("mlp-1"), None)  # MNIST, which is not here
    window.bot.wait(ENOUGH)
    window.said.clear()
    window.shared.document.open(short(60), None)  # digits, which always are
    window.bot.wait(ENOUGH)
    assert "are not here" not in window.sentences


def test_an_answer_about_the_document_before_is_not_shown(window, monkeypatch):
    window.train()
    window.draw((0.3, 0.2), (0.7, 0.2), (0.5, 0.8))
    window.wait(lambda: bool(window.answered))
    answers = []
    workspace, live = window.shared.workspace, window.engine.live
    live.prediction.connect(lambda answer: answers.append((workspace.shown, answer)))
    with held(monkeypatch, showing.Showing, "predict") as go:
        live.ask_prediction()
        window.shared.document.open(Project(), None)  # has nothing to show
        window.wait(lambda: workspace.shown is None)
        go()
        window.bot.wait(ENOUGH)
    assert not [answer for shown, answer in answers if shown is None and answer is not None and answer.step]


@pytest.mark.parametrize("edit", ["duplicate", "open"])
def test_a_stack_changed_before_a_run_that_is_taken_back_is_shown(window, monkeypatch, edit):
    document = window.shared.document
    with held(monkeypatch, DataStore, "get") as go:
        window.press(window.chrome.top.train)
        if edit == "duplicate":
            window.panels.stack.action("duplicate").trigger()
        else:
            document.open(short(30, "mlp-1"), None)
        window.engine.control.press_stop()
        go()
        window.wait(lambda: window.shared.run.current is None)
    window.wait(lambda: window.shared.workspace.shown is not None)
    window.wait(lambda: window.shared.workspace.shown.project.network == document.network)


def test_which_run_is_to_train_on_is_asked_about_that_run(window, monkeypatch):
    """An opened run that arrives while the window asks about another is not what is trained."""
    window.train()
    first = window.run
    window.wait(lambda: not window.service.alive(first))
    window.shared.document.open(short(30), None)
    window.train()
    second = window.run
    with held(monkeypatch, answering, "run_view") as go:
        window.chrome.files.open(window.runs / first)
        window.engine.control.press_train()
        window.wait(lambda: isinstance(QApplication.activeModalWidget(), TrainOnDialog))
        go()  # while the question stands
        window.bot.wait(ENOUGH)
        window.answer("Train on")
        window.wait(lambda: QApplication.activeModalWidget() is None)
    window.wait(lambda: not window.shared.run.training)
    legs = {run: len(read_legs(RunFolder.open(window.runs / run).legs)) for run in (first, second)}
    assert legs[first] == 0, legs
