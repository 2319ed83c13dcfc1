"""Saving and opening: projects, models and runs, by the menu, by a drop, in another window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from engine.project.project import read_project
from tests.drags import drop_file
from tests.journeys.conftest import Opened
from tests.journeys.person import CTRL, Person, short


def _choose(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    """What the system's dialogs for files will answer."""
    for name in ("getSaveFileName", "getOpenFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_: (str(path), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(path))


def _trained(person: Person) -> str:
    person.train()
    person.wait(lambda: "at step 60" in person.answered)
    return person.bars


def test_a_project_is_saved_and_opened_by_keys(window: Person, tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "mine.json"
    _choose(monkeypatch, path)
    window.key(Qt.Key.Key_D, CTRL)  # a second first layer
    edited = window.shared.document.network
    window.key(Qt.Key.Key_S, CTRL)
    assert "Saved mine.json" in window.sentences
    assert read_project(path).network == edited
    window.begin("empty")
    assert window.shared.document.network.nodes == ()
    window.key(Qt.Key.Key_O, CTRL)
    assert window.shared.document.network == edited
    window.wait(lambda: "guess" in window.answered)


def test_saved_with_its_model_it_answers_the_same_in_another_window(
    window: Person, opened: Opened, tmp_path: Path, monkeypatch
) -> None:
    bars = _trained(window)
    path = tmp_path / "mine.layerscope"
    _choose(monkeypatch, path)
    window.chrome.actions["save model"].trigger()
    window.wait(path.exists)
    window.wait(lambda: "Saved mine.layerscope" in window.sentences)
    other = opened(short(10), folder="other")
    drop_file(other.frame, path)
    other.wait(lambda: "at step 60" in other.answered)
    assert other.bars == bars
    assert other.shared.document.project == window.shared.document.project


def test_a_run_is_opened_from_its_folder_and_goes_on(window: Person, opened: Opened, monkeypatch) -> None:
    bars = _trained(window)
    folder = window.runs / window.run
    other = opened(short(10), folder="other")
    _choose(monkeypatch, folder)
    other.chrome.actions["open run"].trigger()
    other.wait(lambda: "at step 60" in other.answered)
    assert other.bars == bars
    assert other.panels.chart.run.last_step == 60
    assert other.pages.results.evaluation is not None
    assert other.shared.document.project == window.shared.document.project
    other.answer("Train on")
    other.press(other.chrome.top.train)
    other.wait(lambda: other.step == 120 and other.state == "finished")
    assert other.panels.chart.run.last_step == 120


def test_a_run_is_listed_and_opened_by_the_keyboard(window: Person) -> None:
    _trained(window)
    window.chrome.actions["untrained"].trigger()
    window.wait(lambda: "guess" in window.answered)
    window.frame.show_page("runs")
    table = window.pages.runs.table
    window.wait(lambda: table.model().rowCount() == 1)
    table.setFocus()
    table.selectRow(0)
    window.key(Qt.Key.Key_Return)
    window.wait(lambda: "at step 60" in window.answered)


def test_unsaved_work_is_asked_about_before_the_window_closes(window: Person) -> None:
    window.key(Qt.Key.Key_D, CTRL)
    window.answer("Cancel")
    window.frame.close()
    assert window.frame.isVisible()
    window.answer("Discard")
    window.frame.close()
    assert not window.frame.isVisible()


def test_a_run_given_at_the_start_is_shown_once_the_engine_is_ready(window: Person, opened: Opened) -> None:
    _trained(window)
    other = opened(short(10), folder="other", ready=False)
    other.window.warm_up()
    other.chrome.files.open(window.runs / window.run)
    other.wait(lambda: "at step 60" in other.answered)
