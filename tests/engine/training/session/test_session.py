"""Commands take effect before the next batch, whatever the session is at; everything it says comes in order."""

import threading
from dataclasses import replace

import numpy as np
import pytest

from engine.data.store import load
from engine.events import (
    CheckpointSaved,
    DataFound,
    EpochDone,
    Evaluated,
    Finished,
    LogEvent,
    Noted,
    Progress,
    StateChanged,
    StepsDone,
)
from engine.network import layers as kinds
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimisers import Adam
from engine.runs.checkpoints import Checkpoints
from engine.runs.kept.snapshots import Snapshots
from engine.runs.logs import read_events
from engine.training.course.course import until_next
from engine.training.recording.recorder import Recorder
from engine.typed.document import changed
from tests.engine.training.small import EVERYTHING, SECONDS, equal, project, reached, session, tensors, train, train_to

LONG = project(budget=Steps(1_000_000))


def states(listener):
    return [event.state for event in listener.of(StateChanged)]


def is_state(name):
    return lambda event: isinstance(event, StateChanged) and event.state == name


def test_a_whole_run_says_everything_in_order(tmp_path):
    made, listener = train(project(budget=Epochs(2)), tmp_path)
    assert made.state == "finished"
    assert states(listener) == ["preparing", "running", "finished"]
    assert listener.events[0] == DataFound(made.folder.id, 8_000, 2_000)
    steps = np.concatenate([event.steps for event in listener.of(StepsDone)])
    assert steps.tolist() == list(range(1, 33))
    assert [(event.epoch, event.step) for event in listener.of(EpochDone)] == [(1, 16), (2, 32)]
    assert [(event.split, event.step) for event in listener.of(Evaluated)] == [("test", 16), ("test", 32)]
    assert [event.step for event in listener.of(CheckpointSaved)] == [0, 32]
    assert listener.of(Finished)[0].stopped_by == "budget"
    assert isinstance(listener.events[-1], StateChanged)
    logged = [event for event in listener.events if isinstance(event, LogEvent)]
    assert read_events(made.folder.events_file) == logged
    assert {event.run for event in listener.events} == {made.folder.id}


def test_the_result_sums_up_what_the_events_said(tmp_path):
    made, listener = train(project(budget=Epochs(2)), tmp_path)
    result, test, epoch = made.folder.result(), listener.of(Evaluated)[-1], listener.of(EpochDone)[-1]
    assert result == made.result
    assert (result.test_loss, result.test_accuracy) == (test.loss, test.accuracy)
    assert (result.train_loss, result.train_accuracy) == (epoch.train_loss, epoch.train_accuracy)
    assert (result.epochs, result.steps, result.stopped_by) == (2, 32, "budget")
    assert len(result.class_accuracy) == 10
    assert np.asarray(test.confusion).sum() == 2000


def test_with_validation_epochs_are_tried_on_it_and_the_end_on_test(tmp_path):
    what = project(data=DataSettings(validation=ValidationCount(1000)), budget=Steps(20))
    made, listener = train(what, tmp_path)
    assert [(event.split, event.step) for event in listener.of(Evaluated)] == [("validation", 14), ("test", 20)]
    assert made.result.steps == 20


def test_a_pause_holds_and_single_steps_are_single(tmp_path):
    made, listener = session(LONG, tmp_path)
    made.start()
    listener.wait(reached(3))
    made.pause()
    paused = listener.wait(is_state("paused"))
    assert made.state == "paused"
    assert listener.of(CheckpointSaved)[-1].step == paused.step
    told = int(listener.of(StepsDone)[-1].steps[-1])
    assert told == paused.step
    for count in (1, 2, 3):
        made.step()
        listener.wait(reached(paused.step + count))
        assert int(listener.of(StepsDone)[-1].steps[-1]) == paused.step + count
    made.resume()
    listener.wait(reached(paused.step + 50))
    made.stop()
    assert made.join(SECONDS)
    assert states(listener) == ["preparing", "running", "paused", "running", "stopping", "finished"]


def test_a_stop_takes_effect_within_one_batch(tmp_path):
    made, listener = session(LONG, tmp_path)
    seen = []

    def stop_at_once(_, step):
        seen.append(step)
        made.stop("interrupt")

    made.start()
    listener.wait(reached(1))
    assert made.request_tensors(stop_at_once)
    assert made.join(SECONDS)
    finished = listener.of(Finished)[0]
    assert finished.step - seen[0] <= 1
    assert finished.stopped_by == made.result.stopped_by == "interrupt"
    assert made.folder.result().steps == finished.step
    assert Checkpoints(made.folder.checkpoints).steps()[-1] == finished.step


def test_a_pause_takes_effect_within_one_batch(tmp_path):
    made, listener = session(LONG, tmp_path)
    seen = []

    def pause_at_once(_, step):
        seen.append(step)
        made.pause()

    made.start()
    listener.wait(is_state("running"))
    assert made.request_tensors(pause_at_once)
    assert listener.wait(is_state("paused")).step - seen[0] <= 1
    made.stop()
    assert made.join(SECONDS)


def test_a_stop_before_the_images_are_read_leaves_nothing(tmp_path):
    made, listener = session(project(), tmp_path)
    made.stop()
    made.start()
    assert made.join(SECONDS)
    assert states(listener) == ["preparing", "stopping", "finished"]
    assert made.result.steps == 0
    assert not made.kept
    assert list(tmp_path.iterdir()) == []


def paused_at_first(tmp_path):
    made, listener = session(project(), tmp_path)
    made.pause()
    made.start()
    assert listener.wait(is_state("paused")).step == 0
    return made, listener


def test_one_that_is_stopped_before_its_first_step_leaves_nothing(tmp_path):
    made, listener = paused_at_first(tmp_path)
    made.stop()
    assert made.join(SECONDS)
    assert states(listener)[-1] == "finished"
    assert not made.kept
    assert list(tmp_path.iterdir()) == []


def test_one_that_was_evaluated_before_its_first_step_is_kept_and_goes_on(tmp_path):
    made, listener = paused_at_first(tmp_path)
    made.evaluate()
    listener.wait(lambda event: isinstance(event, Evaluated))
    made.stop()
    assert made.join(SECONDS)
    assert made.kept
    again, _ = train(project(), tmp_path, made.folder, resume=True)
    assert again.result.steps == 20


def test_a_stop_while_evaluating_ends_the_evaluation_and_resuming_makes_up_for_it(tmp_path):
    made, listener = session(project(budget=Epochs(1)), tmp_path)
    made._sink = lambda event: (listener(event), isinstance(event, Progress) and made.stop())
    made.start()
    assert made.join(SECONDS)
    assert listener.of(Evaluated) == []
    assert made.result.test_accuracy is None
    assert listener.of(Finished)[0].stopped_by == "user"
    again, listener = train(project(budget=Epochs(1)), tmp_path, made.folder, resume=True)
    assert [event.step for event in listener.of(Evaluated)] == [16]
    assert listener.of(EpochDone) == []
    assert again.result.test_accuracy > 0.3


def test_a_pause_while_evaluating_holds_there(tmp_path):
    made, listener = session(project(budget=Steps(18)), tmp_path)
    made._sink = lambda event: (isinstance(event, Progress) and made.pause(), listener(event))
    made.start()
    assert listener.wait(is_state("paused")).step == 16
    assert listener.of(Evaluated) == []
    given = []
    assert made.request_tensors(lambda found, step: given.append((found, step)) or listener("given"))
    listener.wait(lambda event: event == "given")
    assert given[0][1] == 16
    assert not next(iter(given[0][0].values())).is_inference()
    made._sink = listener
    made._recorder._sink = listener
    made.resume()
    assert made.join(SECONDS)
    plain, _ = train(project(budget=Steps(18)), tmp_path)
    assert equal(tensors(made.folder), tensors(plain.folder))


def test_requests_hammering_change_nothing(tmp_path):
    what = project(*EVERYTHING, optimiser=Adam(0.003), batch=50, budget=Steps(200))
    alone, _ = train(what, tmp_path)
    made, listener = session(what, tmp_path)
    given = []

    def hammer():
        answered = threading.Event()
        while made.request_tensors(lambda found, step: given.append((step, found)) or answered.set()):
            assert answered.wait(SECONDS)
            answered.clear()

    made.start()
    listener.wait(is_state("running"))
    hammering = [threading.Thread(target=hammer) for _ in range(3)]
    for thread in hammering:
        thread.start()
    assert made.join(SECONDS)
    for thread in hammering:
        thread.join(SECONDS)
    assert len({step for step, _ in given}) > 1
    assert equal(tensors(made.folder), tensors(alone.folder))
    assert not made.request_tensors(lambda *_: pytest.fail("nobody may be called after the end"))


def test_copies_stay_what_they_were(tmp_path):
    made, listener = session(LONG, tmp_path)
    given = []
    made.pause()
    made.start()
    listener.wait(is_state("paused"))

    def ask():
        asked = len(given) + 1
        assert made.request_tensors(lambda found, step: given.append((step, found)) or listener(asked))
        listener.wait(lambda event: event == asked)

    ask()
    first = {name: tensor.clone() for name, tensor in given[0][1].items()}
    for count in (1, 2, 3):
        made.step()
        listener.wait(reached(count))
        ask()
    made.stop()
    assert made.join(SECONDS)
    assert [step for step, _ in given] == [0, 1, 2, 3]
    assert equal(given[0][1], first)
    assert not equal(given[0][1], given[3][1])


def test_checkpoints_come_at_most_every_ten_seconds_and_take_at_most_a_fiftieth_of_the_time():
    assert until_next(0.01) == 10.0
    assert until_next(3.0) == 150.0


def test_figures_come_at_most_ten_times_a_second_and_with_each_epoch(tmp_path):
    what = project(kinds.Flatten(), kinds.Linear(), batch=4000, budget=Epochs(30))
    _, listener = train(what, tmp_path)
    seconds = [event.time for event in listener.of(StateChanged)]
    assert len(listener.of(StepsDone)) <= 10 * (seconds[-1] - seconds[0]) + 2 + 30


def test_a_frozen_layer_stays_as_it_was(tmp_path):
    nodes = project(*EVERYTHING).network.nodes
    frozen = tuple(changed(node, trainable=False) if index < 2 else node for index, node in enumerate(nodes))
    what = changed(project(*EVERYTHING), network=changed(project().network, nodes=frozen))
    made, _ = train_to(what, 5, tmp_path)
    first, last = Snapshots(made.folder.snapshots).load(0), tensors(made.folder)
    same = {name for name in first if equal({name: first[name]}, {name: last[name]})}
    assert same == {name for name in first if name.startswith(("n00000/", "n00001/"))}


def test_what_a_run_found_lasts_before_its_result_is_there(tmp_path, monkeypatch):
    lasting, sync = [], Recorder.sync
    monkeypatch.setattr(Recorder, "sync", lambda self: (sync(self), lasting.append(self.events_size)))
    made, _ = train(project(budget=Steps(2)), tmp_path)
    assert b'"event":"evaluated"' in made.folder.events_file.read_bytes()[: lasting[-1]]


def test_what_was_found_beside_the_images_stands_in_the_log_of_the_run(tmp_path, monkeypatch):
    def loaded(*given):
        return replace(load(*given), remarks=("Two folders are no classes.",))

    monkeypatch.setattr("engine.training.session.session.load", loaded)
    made, listener = train(project(budget=Steps(2)), tmp_path)
    assert [event.what for event in listener.of(Noted)] == ["Two folders are no classes."]
    assert listener.of(Noted)[0] in read_events(made.folder.events_file)
    again, listener = train(project(budget=Steps(3)), tmp_path, made.folder, resume=True)
    assert len(listener.of(Noted)) == 1
    assert sum(isinstance(event, Noted) for event in read_events(again.folder.events_file)) == 1
