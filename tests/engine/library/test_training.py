"""A training as an iterable: every event, in order; a loop that is left leaves no thread; errors are raised."""

import gc
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest

import engine
from engine.network.layers import Flatten, Linear
from engine.project.recipes import FOLDER
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimisers import Sgd
from engine.runs.folder import RunFolder
from tests.engine.training.small import equal, network, project, tensors, train

ROOT = Path(__file__).resolve().parents[3]
ENDLESS = Steps(10**6)
CPU = {"device": "cpu", "threads": 1}


def endless(tmp_path):
    return engine.train(project(budget=ENDLESS), out=tmp_path, **CPU)


def training_threads():
    return [thread for thread in threading.enumerate() if thread.name.startswith("training ")]


def is_kept(training):
    """The run has ended at a step, of which there is a checkpoint."""
    run = engine.open_run(training.run)
    assert training_threads() == []
    assert not run.live
    assert run.result.steps > 0
    assert run.kept_steps[-1] == run.result.steps == len(run.steps.loss)
    return run.result


# --- to the end ---


def test_the_loop_gets_every_event_in_order(tmp_path):
    training = engine.train(project(budget=Epochs(2)), out=tmp_path, **CPU)
    assert training.run.path.parent == tmp_path
    events = list(training)
    unlogged = engine.DataFound | engine.ComputedOn | engine.Foreseen | engine.StepsDone | engine.Progress
    logged = [event for event in events if not isinstance(event, unlogged)]
    assert logged == training.run.events
    assert [event.epoch for event in events if isinstance(event, engine.EpochDone)] == [1, 2]
    told = np.concatenate([event.loss for event in events if isinstance(event, engine.StepsDone)])
    assert np.array_equal(told, training.run.steps.loss)
    assert (events[-1].state, events[-2].stopped_by) == ("finished", "budget")
    assert training.result == training.run.result
    assert training_threads() == []


def test_it_trains_what_a_session_trains(tmp_path):
    training = engine.train(project(), out=tmp_path / "here", **CPU)
    training.wait()
    made, _ = train(project(), tmp_path / "there")
    assert equal(tensors(training.run.folder), tensors(made.folder))


def test_a_slow_loop_loses_nothing_and_holds_nothing_up(tmp_path):
    training = engine.train(project(), out=tmp_path, **CPU)
    events = iter(training)
    first = next(events)
    (thread,) = training_threads()
    thread.join(60)
    assert not thread.is_alive()
    assert [first, *events][-1].state == "finished"


def test_runs_lie_in_the_users_folder_unless_told_otherwise(user_folders):
    training = engine.train(project(), **CPU)
    training.wait()
    assert training.run.path.is_relative_to(user_folders)
    assert engine.open_run(training.run.id).result == training.result


# --- ended early ---


def test_stop_ends_it_and_the_loop_gets_the_last_events(tmp_path):
    training = endless(tmp_path)
    for event in training:
        last = event
        if isinstance(event, engine.StepsDone):
            training.stop()
    assert last.state == "finished"
    assert is_kept(training).stopped_by == "user"


def test_break_ends_it_with_a_checkpoint(tmp_path):
    training = endless(tmp_path)
    for event in training:
        if isinstance(event, engine.StepsDone):
            break
    assert is_kept(training) == training.result


def test_break_ends_a_training_that_nobody_holds(tmp_path):
    for event in engine.train(project(budget=ENDLESS), out=tmp_path, **CPU):
        if isinstance(event, engine.StepsDone):
            break
    assert training_threads() == []
    assert next(tmp_path.glob("*/result.json")).is_file()


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, SystemExit])
def test_an_error_in_the_loop_ends_it_with_a_checkpoint(error, tmp_path):
    training = endless(tmp_path)

    def look():
        for event in training:
            if isinstance(event, engine.StepsDone):
                raise error

    with pytest.raises(error):
        look()
    is_kept(training)


def test_letting_go_of_the_loop_ends_it(tmp_path):
    training = endless(tmp_path)
    events = iter(training)
    while not isinstance(next(events), engine.StepsDone):
        pass
    del events
    gc.collect()
    is_kept(training)


@pytest.mark.parametrize(("error", "stopped_by"), [(ValueError, "user"), (KeyboardInterrupt, "interrupt")])
def test_with_ends_it_though_somebody_holds_the_loop(error, stopped_by, tmp_path):
    training = endless(tmp_path)
    events = iter(training)

    def look():
        with training:
            while not isinstance(next(events), engine.StepsDone):
                pass
            raise error

    with pytest.raises(error):
        look()
    assert is_kept(training).stopped_by == stopped_by


def test_with_and_without_a_loop_begins_nothing(tmp_path):
    with endless(tmp_path) as training:
        pass
    assert training.result is None
    assert training_threads() == []


SCRIPT = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where the tests run in the background
import engine
from engine.events import LogEvent
for event in engine.train("lenet5-sample", out={out!r}, device="cpu", threads=1):
    if isinstance(event, engine.StepsDone):
        print("begun", flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="signals as on Unix")
def test_ctrl_c_in_a_script_ends_it_with_a_checkpoint(tmp_path):
    words = [sys.executable, "-c", SCRIPT.format(out=str(tmp_path))]
    with subprocess.Popen(words, cwd=ROOT, stdout=-1, stderr=-1, text=True) as process:
        assert process.stdout.readline() == "begun\n"
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode in (1, -signal.SIGINT)
    assert err.splitlines()[-1] == "KeyboardInterrupt"
    (run,) = map(engine.open_run, tmp_path.iterdir())
    assert run.kept_steps[-1] == run.result.steps > 0


HELD = """
import engine
from engine.events import LogEvent
events = iter(engine.train("lenet5-sample", out={out!r}, device="cpu", threads=1))
while not isinstance(next(events), engine.StepsDone):
    pass
"""


@pytest.mark.slow
def test_a_script_that_ends_while_it_holds_the_loop_ends_it_with_a_checkpoint(tmp_path):
    words = [sys.executable, "-c", HELD.format(out=str(tmp_path))]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True, timeout=100)
    assert (done.stdout, done.stderr) == ("", "")
    (run,) = map(engine.open_run, tmp_path.iterdir())
    assert run.kept_steps[-1] == run.result.steps > 0


# --- refused and failed ---


def refused(*words, **options):
    with pytest.raises(engine.InputError) as caught:
        engine.train(*words, **options)
    return str(caught.value)


def test_what_cannot_be_trained_is_refused_before_anything_is_made(tmp_path):
    broken = project(Linear(), Flatten())
    assert refused(broken, out=tmp_path) == str(engine.check(broken).refusal)
    assert refused(engine.edit(project(), training__batch=9000), out=tmp_path).startswith("Training, Batch size: ")
    assert refused("lenet-sample", out=tmp_path).endswith("Did you mean “lenet5-sample”?")
    assert refused(7, out=tmp_path).startswith("A value of the type int names no project")
    assert "must be a whole number from 1 to 1,024, not 0" in refused(project(), out=tmp_path, threads=0)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "options", "kind", "words"),
    [
        ("lenet5-mnist", {}, engine.DataError, "none"),
        ("lenet5-sample", {"device": "tpu"}, engine.DeviceError, "There is no device “tpu” here."),
    ],
)
def test_what_is_missing_is_raised_in_words_and_leaves_no_run(name, options, kind, words, tmp_path):
    training = engine.train(name, out=tmp_path / "runs", data_dir=tmp_path / "none", **options)
    with pytest.raises(kind, match=words):
        list(training)
    assert list((tmp_path / "runs").iterdir()) == []
    assert training.result is None


def test_a_run_that_fails_raises_after_its_last_event_and_is_kept(tmp_path):
    wild = project(Flatten(), Linear(50), Linear(50), Linear(), optimiser=Sgd(100.0), batch=32)
    training = engine.train(wild, out=tmp_path, **CPU)
    events = []
    with pytest.raises(engine.Diverged, match="the loss is no longer a number"):
        events.extend(training)
    with pytest.raises(engine.InputError, match="has begun before"):
        list(training)
    assert training.result.stopped_by == "failure"
    assert training.run.kept_steps


def test_a_second_training_at_once_is_refused_in_words(tmp_path):
    waiting = engine.train(project(), out=tmp_path, **CPU)
    with endless(tmp_path) as training:
        for event in training:
            if isinstance(event, engine.StepsDone):
                assert refused(project(), out=tmp_path).startswith("Another training runs in this process.")
                with pytest.raises(engine.InputError, match="Another training runs"):
                    next(iter(waiting))
                break
    assert waiting.wait().steps == 20


def test_a_loop_comes_but_once(tmp_path):
    training = engine.train(project(), out=tmp_path, **CPU)
    training.wait()
    with pytest.raises(engine.InputError, match="This training has begun before"):
        training.wait()


# --- resumed ---


def test_a_run_goes_on_with_a_larger_budget(tmp_path):
    first = engine.train(project(), out=tmp_path, **CPU)
    first.wait()
    more = engine.edit(first.project, training__budget__steps=30)
    second = engine.train(more, resume=first.run, **CPU)
    resumed = [event for event in second if isinstance(event, engine.Resumed)]
    assert [event.step for event in resumed] == [20]
    assert (second.run.id, second.result.steps) == (first.run.id, 30)
    assert refused(more, resume=first.run) == f"The run “{first.run.id}” is complete. Give it a larger budget."
    assert "has done 30 steps already, more than 20." in refused(project(), resume=first.run)
    assert "`out` cannot be used" in refused(more, resume=first.run, out=tmp_path)


def test_the_project_of_a_run_is_trained_afresh(short, tmp_path):
    training = engine.train(short, out=tmp_path, **CPU)
    assert training.wait().test_loss == short.result.test_loss
    assert training.run.id != short.id


def test_a_recipe_and_its_file_are_the_same_project():
    assert engine.read("mlp-1") == engine.read(FOLDER / "mlp-1.json")
    assert engine.read(engine.read("mlp-1")).network != network()


def test_what_it_computes_on_is_told_before_the_first_step_and_written_down(tmp_path):
    training = engine.train(project(budget=Steps(3)), out=tmp_path, **CPU)
    events = list(training)
    kinds = [type(event) for event in events]
    told = next(event for event in events if isinstance(event, engine.ComputedOn))
    assert kinds.index(engine.ComputedOn) < kinds.index(engine.StepsDone)
    environment = RunFolder.open(training.run.path).latest_environment()
    assert (told.device, told.threads) == (environment.device, environment.threads) == ("cpu", 1)
