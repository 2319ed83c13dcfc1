"""The one owner of the run: what it takes of the engine's words, and what it announces."""

from pytestqt.qtbot import QtBot

from engine import events
from engine.project.project import Project
from engine.service.answers import Compute
from gui.state.bridge import Bridge
from gui.state.run.run import RunState


def test_of_runs_that_are_taken_back_one_after_the_other_none_is_left(qtbot: QtBot) -> None:
    bridge = Bridge()
    run = RunState(bridge)
    run.begin("first", Project())
    run.begin("second", Project())  # while the first is being stopped
    for name in ("first", "second"):
        bridge.sink(events.NotBegun(name, None))
    qtbot.waitUntil(lambda: not run.training)
    assert run.current is None


def test_what_a_run_computes_on_is_its_own_from_when_that_is_sure(qtbot: QtBot) -> None:
    """It may have been found out by trying, and is what is told of the run that trains."""
    bridge = Bridge()
    run = RunState(bridge)
    run.begin("first", Project())
    bridge.sink(events.ComputedOn("another", "cpu", 7))
    bridge.sink(events.ComputedOn("first", "cpu", 2))
    qtbot.waitUntil(lambda: run.current is not None and run.current.compute == Compute("cpu", 2))


def test_threads_that_change_while_it_trains_are_those_that_are_told(qtbot: QtBot) -> None:
    bridge = Bridge()
    run = RunState(bridge)
    run.begin("first", Project())
    bridge.sink(events.ComputedOn("first", "cpu", 2))
    bridge.sink(events.ThreadsChanged("another", 0.0, 16, 2, 7))
    bridge.sink(events.ThreadsChanged("first", 0.0, 16, 2, 1))
    qtbot.waitUntil(lambda: run.current is not None and run.current.compute == Compute("cpu", 1))


def test_what_evaluations_tell_is_said_by_the_first_that_came_to_a_number(qtbot: QtBot) -> None:
    """The newest alone are kept: those of a run that has diverged say nothing of it any more."""
    bridge = Bridge()
    run = RunState(bridge)
    run.begin("first", Project())
    for step, loss in enumerate((None, 0.5, None), 1):
        bridge.sink(events.Evaluated("first", 0.0, "test", 1, step, loss, 0.5, (), 0.1))
    qtbot.waitUntil(lambda: run.current is not None and run.current.evaluation is not None)
    qtbot.waitUntil(lambda: run.current.evaluation.step == 3)
    assert run.current.cross_entropy_alone is True


def test_how_far_an_evaluation_is_is_looked_at_and_announced_to_nobody(qtbot: QtBot) -> None:
    """Many listen to what a run announces."""
    bridge = Bridge()
    run = RunState(bridge)
    run.begin("first", Project())
    announced: list[str] = []
    run.changed.connect(lambda: announced.append(run.current.doing))
    bridge.sink(events.Progress("first", "Testing", 1, 4))
    qtbot.waitUntil(lambda: run.current.doing.startswith("Testing"))
    assert announced == []


def test_looking_holds_a_run_up_but_in_a_pause(qtbot: QtBot) -> None:
    bridge = Bridge()
    run = RunState(bridge)
    assert not run.under_way
    run.begin("first", Project())
    assert run.under_way
    for phase, held in (("running", True), ("paused", False), ("stopping", True), ("failed", False)):
        run._stepped = True
        run._on_state(events.StateChanged("first", 0.0, phase, 1))
        assert run.under_way == held
