"""Estimates through the door: measured while nothing trains, and given up for a run that begins."""

import threading

import pytest

from engine.errors import NetworkError
from engine.events import StepsDone
from engine.runs.logs import read_steps
from engine.service import questions as q
from engine.training.estimate import forecast, ran
from engine.training.estimate.measurements import Found
from engine.typed.document import changed
from tests.engine.service.door import ONE_THREAD, SECONDS, Door, is_state, small


class Held:
    """Stands for real steps: it goes on until nobody wants it."""

    def __init__(self) -> None:
        self.began, self.ended = threading.Event(), threading.Event()

    def __call__(self, project, on, go_on) -> None:
        self.began.set()
        try:
            while True:
                go_on()
        finally:
            self.ended.set()


@pytest.fixture
def held(monkeypatch):
    made = Held()
    monkeypatch.setattr(forecast, "rehearsed", made)
    return made


def test_what_was_measured_tells_of_what_was_not(door: Door):
    assert door.ask(q.EstimateTraining(small(), ONE_THREAD)) is None
    found = door.ask(q.MeasureTraining(small(), ONE_THREAD))
    assert found.measured
    assert found.epoch > 0
    assert found.memory > 10**8  # the process itself, with all libraries
    assert door.ask(q.EstimateTraining(small(), ONE_THREAD)) == found
    larger = door.ask(q.EstimateTraining(small(batch=256), ONE_THREAD))
    assert larger.measured


def test_a_stack_that_cannot_run_has_none(door: Door):
    broken = changed(small(), network=changed(small().network, nodes=small().network.nodes[:1]))
    for question in (q.EstimateTraining, q.MeasureTraining):
        with pytest.raises(NetworkError):
            door.ask(question(broken, ONE_THREAD))


def test_a_run_that_begins_ends_it_first(door: Door, held: Held):
    door.service.ask(q.MeasureTraining(small(), ONE_THREAD))
    assert held.began.wait(SECONDS)
    run = door.service.train(small(5), ONE_THREAD)
    door.until(is_state("preparing", run))
    assert held.ended.is_set()
    assert door.ended(run).state == "finished"


def test_nothing_is_measured_while_a_run_trains(door: Door, held: Held):
    run = door.service.train(small(100_000), ONE_THREAD)
    door.until(is_state("running", run))
    assert door.ask(q.MeasureTraining(small(), ONE_THREAD)) is None
    assert not held.began.is_set()
    door.service.stop(run)
    door.ended(run)


def test_a_newer_one_ends_an_older_one_and_closing_ends_all(door: Door, held: Held):
    door.service.ask(q.MeasureTraining(small(), ONE_THREAD))
    assert held.began.wait(SECONDS)
    door.service.ask(q.MeasureTraining(small(batch=2), ONE_THREAD))
    assert held.ended.wait(SECONDS)


def test_the_tuner_ends_it(door: Door, held: Held):
    door.service.ask(q.MeasureTraining(small(), ONE_THREAD))
    assert held.began.wait(SECONDS)
    door.service.ask(q.Tune(small(), ONE_THREAD))
    assert held.ended.wait(SECONDS)
    door.service.cancel(q.Tune.channel)


class TestRuns:
    """A run's own speed is taken over, while it trains and after it."""

    @pytest.fixture(autouse=True)
    def _any_length_tells(self, monkeypatch):
        monkeypatch.setattr(ran, "ENOUGH", 0.0)

    def test_what_it_took_is_what_is_said(self, door: Door, monkeypatch):
        monkeypatch.setattr(forecast, "rehearsed", lambda *_: Found(1.0, 0.0, 0.0, 1e3))  # far too slow
        assert door.ask(q.MeasureTraining(small(), ONE_THREAD)).epoch == pytest.approx(125)
        run = door.train(small(60))
        records = read_steps(door.service.folder(run) / "steps.bin")
        usual = float(records["seconds"][6:].mean(dtype="f8"))
        assert door.ask(q.EstimateTraining(small(), ONE_THREAD)).epoch == pytest.approx(125 * usual)

    def test_one_that_trains_still_tells_too(self, door: Door, monkeypatch):
        monkeypatch.setattr(forecast, "rehearsed", lambda *_: Found(1.0, 0.0, 0.0, 1e3))
        door.ask(q.MeasureTraining(small(), ONE_THREAD))
        run = door.service.train(small(1_000_000), ONE_THREAD)
        door.until(lambda event: isinstance(event, StepsDone) and event.steps[-1] > 20)
        assert door.ask(q.EstimateTraining(small(), ONE_THREAD)).epoch < 60
        door.service.stop(run)
        door.ended(run)

    def test_one_that_never_began_tells_nothing(self, door: Door, monkeypatch):
        monkeypatch.setattr(forecast, "rehearsed", lambda *_: Found(1.0, 0.0, 0.0, 1e3))
        found = door.ask(q.MeasureTraining(small(), ONE_THREAD))
        run = door.service.train(small(5), ONE_THREAD)
        door.service.stop(run)
        door.ended(run)
        assert door.ask(q.EstimateTraining(small(), ONE_THREAD)) == found
