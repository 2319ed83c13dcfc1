"""Kept awake while a run works, and only then; and not where the person does not want it."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from gui.state.machine.keeping_awake import KeepingAwake
from gui.state.settings import SettingsFile


class Runs(QObject):
    changed = Signal()
    current: SimpleNamespace | None = None

    def put(self, phase: str | None) -> None:
        self.current = SimpleNamespace(phase=phase) if phase else None
        self.changed.emit()


class Switch:
    held = closed = False

    def hold(self) -> None:
        self.held = True

    def release(self) -> None:
        self.held = False

    def close(self) -> bool:
        self.held, self.closed = False, True
        return True


@pytest.fixture
def settings(tmp_path: Path) -> SettingsFile:
    return SettingsFile(tmp_path / "settings.json")


@pytest.mark.parametrize(
    ("phase", "held"),
    [
        ("preparing", True),
        ("running", True),
        ("stopping", True),
        ("paused", False),
        ("finished", False),
        ("failed", False),
        ("read", False),
        (None, False),
    ],
)
def test_a_run_that_works_keeps_it_awake(settings: SettingsFile, phase: str | None, held: bool) -> None:
    runs, switch = Runs(), Switch()
    keeping = KeepingAwake(runs, settings, switch)
    runs.put("running")
    runs.put(phase)
    assert switch.held is held
    keeping.close()


def test_where_it_is_not_wanted_it_may_sleep(settings: SettingsFile) -> None:
    runs, switch = Runs(), Switch()
    keeping = KeepingAwake(runs, settings, switch)
    runs.put("running")
    settings.change(keep_awake=False)
    keeping.look()
    assert not switch.held
    settings.change(keep_awake=True)
    keeping.look()
    assert switch.held


def test_the_end_of_the_window_is_the_end_of_it(settings: SettingsFile) -> None:
    runs, switch = Runs(), Switch()
    keeping = KeepingAwake(runs, settings, switch)
    runs.put("running")
    assert keeping.close()
    runs.put("running")  # the engine's last words
    assert not switch.held
