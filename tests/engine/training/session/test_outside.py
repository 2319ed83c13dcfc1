"""A run obeys the words in its folder at any time, within half a second, and each only once."""

import threading
import time
from contextlib import nullcontext

import pytest

from engine.errors import RunFolderError, Stopped
from engine.events import Evaluated, EvaluatedAlready, StateChanged
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.training.budgets import Steps
from engine.runs.commands import send
from engine.runs.folder import RunFolder
from engine.runs.lock.lock import Lock
from engine.runs.logs import read_events
from engine.training.course import course
from engine.training.session import outside
from engine.training.session.session import TrainingSession
from engine.training.steps.loop import Trainer
from tests.engine.training.small import ONE_THREAD, SECONDS, equal, project, reached, session, tensors, train

LONG = project(data=DataSettings(validation=ValidationCount(400)), budget=Steps(10**6))  # tested only when asked


def is_state(state):
    return lambda event: getattr(event, "state", "") == state


def is_test(event):
    return isinstance(event, Evaluated) and event.split == "test"


def ended(made):
    made.stop()
    assert made.join(SECONDS)
    assert made.error is None


@pytest.fixture
def running(tmp_path):
    made, listener = session(LONG, tmp_path)
    made.start()
    listener.wait(reached(3))
    yield made, listener
    ended(made)


def test_pause_resume_and_stop(running):
    made, listener = running
    send(made.folder.path, "pause")
    paused = listener.wait(is_state("paused"))
    send(made.folder.path, "resume")
    listener.wait(lambda event: is_state("running")(event) and event.time > paused.time)
    send(made.folder.path, "stop")
    assert made.join(SECONDS)
    assert not made.folder.command_file.exists()
    assert made.result.stopped_by == "user"


def test_a_word_is_heard_within_half_a_second():
    assert outside.LOOK_SECONDS <= 0.25


def test_evaluate_while_it_trains(running):
    made, listener = running
    send(made.folder.path, "evaluate")
    found = listener.wait(is_test)
    listener.wait(reached(found.step + 1))
    assert list(filter(is_test, read_events(made.folder.events_file))) == [found]


def test_evaluate_while_paused_goes_on_with_the_pause(running):
    made, listener = running
    send(made.folder.path, "pause")
    step = listener.wait(is_state("paused")).step
    send(made.folder.path, "evaluate")
    assert listener.wait(is_test).step == step
    assert made.state == "paused"
    send(made.folder.path, "resume")
    listener.wait(reached(step + 1))


def test_evaluate_after_a_step_that_was_tried_already_is_answered_so(running):
    made, listener = running
    send(made.folder.path, "pause")
    step = listener.wait(is_state("paused")).step
    made.evaluate()
    listener.wait(lambda event: is_test(event) and event.step == step)
    made.evaluate()
    told = listener.wait(lambda event: isinstance(event, EvaluatedAlready))
    assert (told.run, told.split, told.step) == (made.folder.id, "test", step)
    found = list(filter(is_test, read_events(made.folder.events_file)))
    assert [event.step for event in found].count(step) == 1


def test_evaluate_lets_an_evaluation_go_on_that_the_pause_holds(tmp_path, monkeypatch):
    def held(self, name, done, total):
        if done == 0 and self.step == 16:
            self._controls.pause()
        return evaluates(self, name, done, total)

    evaluates = course.Course._evaluates
    monkeypatch.setattr(course.Course, "_evaluates", held)
    made, listener = session(project(budget=Steps(20)), tmp_path)
    made.start()
    listener.wait(is_state("paused"))
    assert not listener.of(Evaluated)
    send(made.folder.path, "evaluate")
    assert listener.wait(lambda event: isinstance(event, Evaluated)).step == 16
    assert made.state == "paused"
    ended(made)
    assert made.result.steps == 16


@pytest.mark.parametrize("at", ["a step", "an evaluation"])
def test_who_is_told_to_go_on_while_it_does_what_was_asked_in_the_pause_says_that_it_runs(at, tmp_path, monkeypatch):
    made, listener = session(project(budget=Steps(5)), tmp_path)

    def resumed(done):
        if listener.events and made.state == "paused":
            made.resume()
        return done

    advance, evaluates = Trainer.advance, course.Course._evaluates
    monkeypatch.setattr(Trainer, "advance", lambda self: resumed(advance(self)))
    monkeypatch.setattr(course.Course, "_evaluates", lambda *given: resumed(evaluates(*given)))
    made.pause()
    made.start()
    listener.wait(is_state("paused"))
    made.step() if at == "a step" else made.evaluate()
    assert made.join(SECONDS)
    states = [event.state for event in listener.of(StateChanged)]
    assert states == ["preparing", "running", "paused", "running", "finished"]


def test_an_evaluation_out_of_turn_changes_nothing_of_the_training(tmp_path):
    what = project(data=DataSettings(validation=ValidationCount(400)), budget=Steps(40))
    whole, _ = train(what, tmp_path)
    made, listener = session(what, tmp_path)
    made.pause()
    made.start()
    for _ in range(7):
        made.step()
    listener.wait(reached(7))
    made.evaluate()
    listener.wait(lambda event: isinstance(event, Evaluated) and event.split == "test" and event.step == 7)
    made.resume()
    assert made.join(SECONDS)
    assert equal(tensors(made.folder), tensors(whole.folder))
    steps = [(event.split, event.step) for event in listener.of(Evaluated)]
    assert steps == [("test", 7), ("validation", 16), ("validation", 32), ("test", 40)]


def test_a_word_that_comes_while_images_are_read_is_heard_then(tmp_path, monkeypatch):
    reading, never = threading.Event(), threading.Event()

    def load(_settings, _root, _progress, stopped, _budget):
        reading.set()
        while not stopped():
            never.wait(0.001)
        raise Stopped

    monkeypatch.setattr("engine.training.session.session.load", load)
    made, _ = session(LONG, tmp_path)
    made.start()
    assert reading.wait(SECONDS)
    send(made.folder.path, "stop")
    assert made.join(SECONDS)
    assert (made.error, made.result.stopped_by) == (None, "user")


def test_a_word_that_was_left_for_an_earlier_training_is_cleared(tmp_path):
    made, _ = train(project(budget=Steps(2)), tmp_path)
    send(made.folder.path, "stop")
    again, _ = train(project(budget=Steps(3)), tmp_path, made.folder, resume=True)
    assert again.result.stopped_by == "budget"
    assert not made.folder.command_file.exists()


def test_a_new_run_heeds_the_word_that_lay_there_before_it_began(tmp_path):
    folder = RunFolder.create(LONG, tmp_path)
    send(folder.path, "pause")
    made, listener = session(LONG, tmp_path, folder)
    made.start()
    listener.wait(is_state("paused"))
    assert not folder.command_file.exists()
    ended(made)


def test_who_may_not_train_a_run_takes_no_words_from_it(running, monkeypatch):
    made, listener = running
    monkeypatch.setattr("engine.training.session.session.alone", nullcontext)  # as in another process
    second = TrainingSession(LONG, made.folder, lambda _: None, ONE_THREAD, resume=True)
    second._run()
    assert isinstance(second.error, RunFolderError)
    send(made.folder.path, "pause")
    listener.wait(is_state("paused"))


def test_an_unknown_word_is_taken_away_and_noted(tmp_path, caplog):
    obeyed, word = [], tmp_path / "command"
    listens = outside.Outside(word, Lock(tmp_path / "lock"), {"pause": lambda: obeyed.append("pause")})
    word.write_text("dance")
    listens._look()
    word.write_text("pause")
    listens._look()
    assert obeyed == ["pause"]
    assert not word.exists()
    assert ["dance" in record.getMessage() for record in caplog.records] == [True]


def test_a_run_gives_signs_of_life_while_it_is_paused(running, monkeypatch):
    made, listener = running
    made.pause()
    listener.wait(is_state("paused"))
    monkeypatch.setattr("engine.runs.lock.lock.BEAT_SECONDS", 0.0)
    stamp, deadline = made.folder.lock_file.stat().st_mtime_ns, time.monotonic() + SECONDS
    while made.folder.lock_file.stat().st_mtime_ns == stamp:
        assert time.monotonic() < deadline
