"""The start with something to open: the engine loads meanwhile, and what is said of a run that is opened is true."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from engine.project.project import Project, save_project
from gui import app
from gui.window.files.recovery import recovery_folder
from tests.journeys.conftest import Opened


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
