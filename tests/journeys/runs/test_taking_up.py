"""The start with something to open: the engine loads meanwhile, and what is said of a run that is opened is true."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from engine.project.project import Project, save_project
from gui import app
from gui.window.files.recovery import recovery_folder
from tests.journeys.conftest import Opened
from tests.journeys.person import short


def test_the_engine_loads_while_recovered_work_is_asked_about(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recovery_folder().mkdir(parents=True, exist_ok=True)
    save_project(Project(title="Lost"), recovery_folder() / "4000000.json")
    path = tmp_path / "mine.json"
    save_project(Project(title="Mine"), path)
    person = opened(ready=False)
    asked: list[str] = []

    def question(*words: object) -> QMessageBox.StandardButton:
        person.wait(lambda: person.shared.workspace.engine_ready)
        asked.append(str(words[2]))
        return QMessageBox.StandardButton.Discard

    monkeypatch.setattr(QMessageBox, "question", question)
    app.take_up(person.window, [str(path)])
    assert asked == ["You asked to open “mine.json”. “Lost” was recovered from the last time, and is not saved."]
    assert person.shared.document.project.title == "Mine"


def test_over_a_run_that_is_opened_nobody_is_told_to_train(opened: Opened) -> None:
    before = opened(short(5))
    before.train()
    before.close()
    (run,) = before.runs.iterdir()
    person = opened(ready=False)
    assert person.reads("① Press Train")
    app.take_up(person.window, [str(run)])
    assert not person.reads("Press Train")
    assert person.reads("Opening the run “")
    assert person.panels.chart.sentence() == "The curves will appear here as soon as the run is read."
    person.wait(lambda: person.shared.run.current is not None)
    assert not person.reads("with the first training steps")  # what draws its curves may still have to be loaded
    on_their_way, shown = (
        "“LeNet-5 on digits” at step 5; its weights are on their way.",
        "Showing step 5 of “LeNet-5 on digits”.",
    )
    assert person.chrome.line.sentence in (on_their_way, shown)
    person.wait(lambda: person.shared.workspace.shown is not None and person.answered)
    assert person.chrome.line.sentence == shown
    assert not person.reads("Press Train")
    again = opened(ready=False, folder="two")
    assert again.reads("① Press Train")  # it was never done


def test_what_cannot_be_opened_is_not_waited_for(opened: Opened, tmp_path: Path) -> None:
    person = opened(ready=False)
    (tmp_path / "no run.json").write_text("{", "utf-8")
    app.take_up(person.window, [str(tmp_path / "no run.json")])
    person.wait(lambda: "no run" in person.sentences)
    assert person.chrome.line.said("opening") is None
    assert person.panels.chart.sentence() == "The loss will appear here with the first training steps."


def test_a_folder_that_is_no_run_is_looked_into_for_images(opened: Opened, tmp_path: Path) -> None:
    person = opened(ready=False)
    (tmp_path / "no run").mkdir()
    app.take_up(person.window, [str(tmp_path / "no run")])
    display = person.window.import_display
    person.wait(lambda: display.dialog and person.reads("no folders of images", display.dialog))
    assert person.chrome.line.said("opening") is None
    assert person.panels.chart.sentence() == "The loss will appear here with the first training steps."


def test_the_first_steps_belong_to_the_first_project(opened: Opened) -> None:
    person = opened(short(5))
    person.train()
    person.wait(lambda: person.told)
    person.press_named("×", person.chrome.line)
    assert person.reads("✓ Press Train")
    person.begin("resnet")
    assert person.chrome.line.topic == "quiet"
    assert person.shared.settings.value.first_steps


def test_the_project_that_is_chosen_in_place_of_an_empty_one_is_the_first(opened: Opened) -> None:
    person = opened(Project(), ready=False)
    assert person.reads("① Add a first layer")
    person.begin("lenet")
    assert person.reads("① Press Train")


def test_a_project_that_was_trained_before_leads_to_its_last_run(opened: Opened) -> None:
    before = opened(short(5))
    before.train()
    before.close()
    person = opened(short(60))
    person.wait(lambda: "was trained before: its last run made 5 steps." in person.chrome.line.sentence)
    person.press_named("Open its last run")
    person.wait(lambda: person.chrome.line.sentence == "Showing step 5 of “LeNet-5 on digits”.")
    person.shared.document.open(short(60), None)
    person.wait(lambda: "was trained before: its last run made 5 steps." in person.chrome.line.sentence)
