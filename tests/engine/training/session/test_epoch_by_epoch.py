"""One epoch at a time, and evaluations within one."""

import pytest

from engine.events import Evaluated, StateChanged
from engine.project.data.data_settings import DataSettings, NoValidation, ValidationCount
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.watching import KeepBest
from engine.runs.reader import RunReader
from engine.training.course import course
from tests.engine.training.small import SECONDS, project, reached, session, train

TWO_A_EPOCH = project(batch=4000, budget=Epochs(4))  # steps
HALF = DataSettings(validation=ValidationCount(4000))


def is_paused(step):
    return lambda event: isinstance(event, StateChanged) and (event.state, event.step) == ("paused", step)


def ended(made):
    made.stop()
    assert made.join(SECONDS)
    assert made.error is None


def test_from_a_pause_to_the_end_of_each_epoch(tmp_path):
    made, listener = session(TWO_A_EPOCH, tmp_path)
    made.pause()
    made.start()
    listener.wait(is_paused(0))
    for end in (2, 4):
        made.step_epoch()
        listener.wait(is_paused(end))
        assert [event.step for event in listener.of(Evaluated)][-1] == end
    made.step()
    listener.wait(reached(5))
    made.step_epoch()
    listener.wait(is_paused(6))
    made.step_epoch()  # the last one ends the run
    assert made.join(SECONDS)
    assert made.result.stopped_by == "budget"


def test_while_it_runs_it_ends_the_epoch_that_it_is_in(tmp_path):
    made, listener = session(project(budget=Steps(10**6)), tmp_path)
    made.start()
    listener.wait(reached(1))
    made.step_epoch()
    at = listener.wait(lambda event: isinstance(event, StateChanged) and event.state == "paused").step
    assert at % 16 == 0
    ended(made)


@pytest.mark.parametrize("taken_back", ["pause", "resume"])
def test_another_word_takes_it_back(tmp_path, taken_back):
    made, listener = session(project(batch=4000, budget=Epochs(10**5)), tmp_path)
    made.pause()
    made.start()
    listener.wait(is_paused(0))
    made.step_epoch()
    getattr(made, taken_back)()
    made.resume()
    listener.wait(reached(5))
    assert not any(is_paused(step)(event) for event in listener.events for step in (2, 4))
    ended(made)


def test_asked_for_while_the_last_epoch_is_evaluated_it_is_the_next(tmp_path, monkeypatch):
    def held(self, name, done, total):
        if done == 0 and self.step == 2:
            self._controls.pause()
        return evaluates(self, name, done, total)

    evaluates = course.Course._evaluates
    monkeypatch.setattr(course.Course, "_evaluates", held)
    made, listener = session(TWO_A_EPOCH, tmp_path)
    made.start()
    listener.wait(is_paused(2))
    made.step_epoch()
    listener.wait(is_paused(4))
    ended(made)


@pytest.mark.parametrize("validation", [NoValidation(), ValidationCount(400)])
def test_evaluations_within_epochs(tmp_path, validation):
    data = DataSettings(validation=validation)
    split = "test" if validation == NoValidation() else "validation"
    made, listener = train(project(data=data, evaluate_every=6, budget=Steps(20)), tmp_path)
    tried = [(event.split, event.step) for event in listener.of(Evaluated)]
    assert sorted({(split, step) for step in (6, 12, 16, 18)} | {("test", 20)}) == sorted(tried)
    within = next(event for event in listener.of(Evaluated) if event.step == 6)
    assert (within.epoch, len(within.confusion)) == (0, 10)
    assert RunReader(made.folder.path).evaluations() == listener.of(Evaluated)


def test_the_best_epoch_is_that_of_an_end_of_one(tmp_path):
    """Its weights are kept; those of an evaluation in between are not."""
    what = project(data=HALF, batch=500, evaluate_every=3, keep_best=KeepBest(), budget=Epochs(3))
    made, _ = train(what, tmp_path)
    assert RunReader(made.folder.path).best_step() in (8, 16, 24)
