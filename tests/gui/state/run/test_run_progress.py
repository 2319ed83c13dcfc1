"""How long a run still takes, in words."""

import numpy as np
from pytestqt.qtbot import QtBot

from engine import events
from engine.project.project import Project
from engine.project.training.budgets import Steps
from engine.project.training.training_settings import TrainingSettings
from gui.state.bridge import Bridge
from gui.state.run.run import RunState
from gui.state.run.run_progress import RunProgress


def test_no_more_is_left_than_the_limit_in_minutes_allows(qtbot: QtBot) -> None:
    """A step takes 3 s; 100 are planned."""
    left = []
    for minutes in (0, 1):
        bridge = Bridge()
        run = RunState(bridge)
        progress = RunProgress(run)
        run.begin("run", Project(training=TrainingSettings(budget=Steps(100, minutes), batch=30)))
        bridge.sink(events.StateChanged("run", 0.0, "running", 0))
        figures = (np.ones(1, np.float32),) * 3
        bridge.sink(events.StepsDone("run", np.array([1]), *figures, 3.0, 10.0))
        qtbot.waitUntil(lambda progress=progress: bool(progress.left))
        left.append(progress.left)
    assert left == ["4 min 57 s left", "57 s left"]


def test_of_a_run_that_goes_on_what_it_took_before_counts(qtbot: QtBot) -> None:
    """It may take a minute in all, and has taken half of that."""
    bridge = Bridge()
    run = RunState(bridge)
    progress = RunProgress(run)
    run.begin("run", Project(training=TrainingSettings(budget=Steps(100, 1), batch=30)))
    bridge.sink(events.StateChanged("run", 0.0, "preparing", 10))
    bridge.sink(events.Resumed("run", 0.0, 10, seconds=30.0))
    bridge.sink(events.StateChanged("run", 0.0, "running", 10))
    bridge.sink(events.StepsDone("run", np.array([11]), *((np.ones(1, np.float32),) * 3), 3.0, 10.0))
    qtbot.waitUntil(lambda: bool(progress.left))
    assert progress.left == "27 s left"
    bridge.stop()
