"""A limit in minutes: it counts over all legs, and up to where it ends a run is as one without a limit."""

import pytest

import engine.training.course.time_limit
from engine.errors import InputError
from engine.events import Evaluated, Resumed
from engine.library.training.resuming import refuse_done
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.rate.schedules import Cosine
from engine.runs.logs import read_events, read_steps
from tests.engine.training.small import equal, project, tensors, train


@pytest.fixture
def short_minutes(monkeypatch):
    monkeypatch.setattr(engine.training.course.time_limit, "MINUTE", 1e-6)


def told(budget):
    return project(schedule=Cosine(unit="step"), budget=budget)


def figures(folder):
    return read_steps(folder.steps_file)[["step", "loss", "rate"]].tolist()


def test_it_ends_by_its_time_and_goes_on_with_more_to_the_weights_of_one_without_a_limit(
    tmp_path, short_minutes, monkeypatch
):
    whole, _ = train(told(Steps(20)), tmp_path)
    made, _ = train(told(Steps(20, minutes=1)), tmp_path)
    ended = made.result.steps
    assert (made.result.stopped_by, ended < 20) == ("time", True)
    assert made.result.test_accuracy is not None
    assert figures(made.folder) == figures(whole.folder)[:ended]
    with pytest.raises(InputError, match="has taken its 1 minute"):
        refuse_done(made.folder, told(Steps(20, minutes=1)))
    monkeypatch.undo()
    refuse_done(made.folder, told(Steps(20, minutes=2)))
    again, _ = train(told(Steps(20, minutes=2)), tmp_path, made.folder, resume=True)
    assert again.result.stopped_by == "budget"
    assert figures(again.folder) == figures(whole.folder)
    assert equal(tensors(again.folder), tensors(whole.folder))


def test_time_counts_over_legs(tmp_path, short_minutes):
    made, _ = train(told(Epochs(1)), tmp_path)
    with pytest.raises(InputError, match="has taken its 1 minute"):
        refuse_done(made.folder, told(Epochs(2, minutes=1)))
    again, _ = train(told(Epochs(2, minutes=1)), tmp_path, made.folder, resume=True)
    assert (again.result.stopped_by, again.result.steps) == ("time", made.result.steps)


def test_a_run_that_goes_on_says_what_it_took_before(tmp_path):
    made, _ = train(told(Steps(20)), tmp_path)
    _, listener = train(told(Steps(30)), tmp_path, made.folder, resume=True)
    (resumed,) = listener.of(Resumed)
    evaluations = [event for event in read_events(made.folder.events_file) if isinstance(event, Evaluated)]
    tried = sum(event.seconds for event in evaluations if event.step <= 20)
    steps = float(read_steps(made.folder.steps_file, 0, 20)["seconds"].sum(dtype=float))
    assert resumed.seconds == pytest.approx(steps + tried)
