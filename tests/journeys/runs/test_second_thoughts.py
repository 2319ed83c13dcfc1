"""A start, a stop, an opening and a removal in each other's way: nothing trains unseen, and nothing waits for good."""

from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from engine.project.recipes import read_recipe
from engine.service import answering
from engine.service.model import model_files
from engine.service.runs import beginning
from tests.journeys.conftest import Opened
from tests.journeys.looking.test_late_replies import held
from tests.journeys.person import LEFT, Person, short


def a_run(opened: Opened) -> Path:
    """The folder of a run of twenty steps."""
    person = opened(short(20))
    person.train()
    person.close()
    return person.runs / person.run


def test_a_run_that_begins_behind_a_question_is_the_one_that_is_shown(opened: Opened) -> None:
    folder = a_run(opened)
    person = opened(short(100_000), ready=False, folder="two")
    person.shared.document.edit_fields("Rename", title="Mine")
    person.press(person.chrome.top.train)
    QTimer.singleShot(0, person.window.warm_up)

    def discard() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and person.shared.run.training:
            timer.stop()
            person.bot.mouseClick(box.button(QMessageBox.StandardButton.Discard), LEFT)

    timer = QTimer(person.window, interval=20)
    timer.timeout.connect(discard)
    timer.start()
    person.chrome.files.open(folder)
    assert person.shared.run.current.id != folder.name
    assert "A run is training." in person.sentences
    person.wait(lambda: person.step > 0)
    assert person.shared.document.project.title == "Mine"
    person.press(person.chrome.top.stop)
    person.wait(lambda: person.ended)


def taken_back(person: Person, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """Train, and Stop before the first step."""
    with held(monkeypatch, beginning.Beginning, "_images") as let_go:
        person.engine.control.start(how)
        person.wait(lambda: person.state == "preparing")
        person.engine.control.press_stop()
        let_go()
        person.wait(lambda: not person.shared.run.training)


@pytest.mark.parametrize("how", ["train on", "afresh"])
def test_weights_of_a_run_come_also_after_a_start_that_was_taken_back(
    window: Person, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    window.train()
    folder = window.runs / window.run
    window.shared.document.open(read_recipe("mlp-1"), None)
    with held(monkeypatch, answering.Answering, "_show_run") as let_go:
        window.chrome.files.open(folder)
        window.wait(lambda: window.shared.run.current is not None)
        taken_back(window, monkeypatch, how)
        let_go()
    window.wait(lambda: (shown := window.shared.workspace.shown) and shown.run == folder.name)
    assert window.shared.run.current.id == folder.name


def test_weights_of_a_file_come_also_after_a_start_that_was_taken_back(
    window: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.train()
    file = tmp_path / "kept.layerscope"
    window.chrome.files.save_model.emit(file)
    window.wait(lambda: "Saved" in window.sentences)
    window.shared.document.open(read_recipe("mlp-1"), None)
    with held(monkeypatch, model_files, "weights_in") as let_go:
        window.chrome.files.open(file)
        window.wait(lambda: window.shared.document.path == file)
        taken_back(window, monkeypatch, "afresh")
        let_go()
    window.wait(lambda: (shown := window.shared.workspace.shown) and (shown.source, shown.step) == ("saved", 60))


def test_a_run_that_prepares_to_train_on_stays_out_of_the_trash(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.train()
    folder = window.runs / window.run
    with held(monkeypatch, beginning.Beginning, "_images") as let_go:
        window.engine.control.start("train on")
        window.wait(lambda: window.state == "preparing")
        window.pages.runs.removal_asked.emit((folder,))
        window.wait(lambda: "A run that trains stays where it is." in window.sentences)
        let_go()
    window.wait(lambda: window.step == 120 and window.ended)
    assert (folder / "result.json").is_file()


def test_a_run_that_went_to_the_trash_is_not_gone_back_to_as_if_it_were_there(
    window: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.train()
    folder = window.runs / window.run
    window.wait(lambda: not window.service.alive(folder.name))
    with held(monkeypatch, beginning.Beginning, "_images") as let_go:
        window.engine.control.start("afresh")
        window.wait(lambda: window.state == "preparing")
        window.pages.runs.removal_asked.emit((folder,))
        window.wait(lambda: not folder.exists() and not window.pages.runs.disk.undo.isHidden())
        window.engine.control.press_stop()
        let_go()
        window.wait(lambda: not window.shared.run.training)
    assert window.shared.run.current.id == folder.name
    assert window.shared.run.current.removed
    assert not window.engine.control.can_train_on


def test_train_that_waits_trains_no_project_that_is_opened_meanwhile(opened: Opened) -> None:
    person = opened(short(60), ready=False)
    person.engine.control.press_train()
    person.shared.document.open(short(40), None)
    assert not person.engine.control.waiting
    assert "Train does not wait for PyTorch any more" in person.sentences
    person.warm_up()
    assert person.shared.run.current is None
