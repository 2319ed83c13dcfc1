"""A run that was stopped, paused or killed goes on to the very weights of one that never was."""

import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import torch

from engine.data.store import load
from engine.errors import DataError, RunFolderError
from engine.events import EpochDone, Evaluated, Failed, Finished, Resumed, StateChanged
from engine.project.data.augmentations import RandomCrop, RandomFlip
from engine.project.data.data_settings import DataSettings, ValidationCount
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.optimisers import Adam, Sgd
from engine.project.training.rate.schedules import Cosine, SlowStart
from engine.runs.checkpoints import Checkpoints
from engine.runs.folder import RunFolder
from engine.runs.logs import STEP, read_events, read_steps
from engine.training.steps.preparation import prepare
from engine.typed.document import changed
from tests.engine.training.small import EVERYTHING, SECONDS, equal, project, session, tensors, train, train_to

RICH = project(
    *EVERYTHING,
    data=DataSettings(augmentation=(RandomCrop(2), RandomFlip()), validation=ValidationCount(400)),
    optimiser=Adam(0.003),
    schedule=Cosine(unit="step"),
    budget=Steps(40),
    seed=7,
)


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    made, _ = train(RICH, tmp_path_factory.mktemp("unbroken"))
    return made


def comparable(folder):
    """What the logs say beside times and comings and goings."""
    kept = [event for event in read_events(folder.events_file) if isinstance(event, EpochDone | Evaluated)]
    events = [
        (
            type(event).__name__,
            event.epoch,
            event.step,
            getattr(event, "train_loss", None),
            getattr(event, "loss", None),
        )
        for event in kept
    ]
    return events, read_steps(folder.steps_file)[["step", "images", "correct", "loss", "rate"]].tolist()


@pytest.mark.parametrize("stops", [(1,), (7, 11), (15,), (16,), (17, 31, 32, 39), (40,)])
def test_stopped_and_resumed_equals_unbroken(unbroken, stops, tmp_path):
    made, _ = train_to(RICH, stops[0], tmp_path)
    for stop in stops[1:]:
        made, listener = train_to(RICH, stop, tmp_path, made.folder, resume=True)
    made, listener = train(RICH, tmp_path, made.folder, resume=True)
    assert made.error is None
    assert listener.of(Resumed)[0].step == stops[-1]
    assert equal(tensors(made.folder), tensors(unbroken.folder))
    assert comparable(made.folder) == comparable(unbroken.folder)
    assert kept(made.folder) == kept(unbroken.folder)


def kept(folder):
    """What is left along the way, by its path in the run."""
    parts = (folder.snapshots, folder.statistics, folder.predictions)
    return {f"{part.name}/{path.name}": path.read_bytes() for part in parts for path in part.iterdir()}


def test_the_unbroken_run_keeps_all_of_it(unbroken):
    steps = ("000000", "000001", "000002", "000004", "000008", "000016", "000032", "000040")
    of_weights = {name for step in steps for name in (f"snapshots/{step}.safetensors", f"statistics/{step}.npz")}
    of_images = {
        "predictions/000016-validation.bin",
        "predictions/000032-validation.bin",
        "predictions/000040-test.bin",
    }
    assert set(kept(unbroken.folder)) == of_weights | of_images
    assert len(kept(unbroken.folder)["predictions/000016-validation.bin"]) == 400 * 12
    assert len(kept(unbroken.folder)["predictions/000040-test.bin"]) == 2000 * 12


def test_a_killed_process_leaves_a_run_that_resumes_to_the_same_weights(unbroken, tmp_path):
    code = f"""
import sys
from pathlib import Path
from tests.engine.training.small import session, reached
from tests.engine.training.session.test_resuming import RICH
made, listener = session(RICH, Path({str(tmp_path)!r}))
made.pause(); made.start()
for _ in range(9): made.step()
listener.wait(reached(9))
made.resume(); listener.wait(reached(25))
print(made.folder.path, flush=True)
sys.stdin.read()
"""
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    folder = RunFolder.open(Path(process.stdout.readline().strip()))
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert folder.lock_file.exists()
    with folder.steps_file.open("ab") as file:
        file.write(b"torn")
    with folder.events_file.open("ab") as file:
        file.write(b'{"event":"epo')
    made, listener = train(RICH, tmp_path, folder, resume=True)
    assert made.error is None
    assert listener.of(Resumed)
    assert equal(tensors(made.folder), tensors(unbroken.folder))
    assert comparable(made.folder) == comparable(unbroken.folder)
    assert kept(made.folder) == kept(unbroken.folder)
    assert not folder.lock_file.exists()


def test_a_damaged_checkpoint_is_skipped_and_told(unbroken, tmp_path):
    made, _ = train_to(RICH, 12, tmp_path)
    train_to(RICH, 20, tmp_path, made.folder, resume=True)
    file = made.folder.checkpoints / "000020" / "weights.safetensors"
    file.write_bytes(file.read_bytes()[:-1] + b"\0")
    again, listener = train(RICH, tmp_path, made.folder, resume=True)
    resumed = listener.of(Resumed)[0]
    assert resumed.step == 12
    assert resumed.skipped[0].startswith("000020")
    assert equal(tensors(again.folder), tensors(unbroken.folder))


def test_no_whole_checkpoint_is_refused_in_words(tmp_path):
    made, _ = train_to(RICH, 3, tmp_path)
    for step in Checkpoints(made.folder.checkpoints).steps():
        (made.folder.checkpoints / f"{step:06}" / "manifest.json").unlink()
    again, _ = train(RICH, tmp_path, made.folder, resume=True)
    assert isinstance(again.error, RunFolderError)
    assert "No checkpoint" in again.error.what


def test_a_run_killed_before_its_first_checkpoint_begins_again(unbroken, tmp_path):
    folder = RunFolder.create(RICH, tmp_path)
    made, _ = train(RICH, tmp_path, folder, resume=True)
    assert equal(tensors(made.folder), tensors(unbroken.folder))


def test_a_finished_run_trains_on_with_a_larger_budget(tmp_path):
    short, long = (project(optimiser=Adam(0.003), budget=Epochs(epochs)) for epochs in (2, 4))
    whole, _ = train(long, tmp_path)
    made, _ = train(short, tmp_path)
    assert made.folder.result().epochs == 2
    again, listener = train(long, tmp_path, made.folder, resume=True)
    assert equal(tensors(again.folder), tensors(whole.folder))
    assert kept(again.folder) == kept(whole.folder)
    assert listener.of(Finished)[0].epoch == 4
    assert made.folder.result().epochs == 4
    assert (made.folder.project(), made.folder.latest_project()) == (short, long)


def test_a_finished_run_that_is_resumed_stays_finished(tmp_path):
    made, _ = train(project(), tmp_path)
    result = made.folder.result()
    again, _ = train(project(), tmp_path, made.folder, resume=True)
    assert again.error is None
    assert again.result.test_accuracy == result.test_accuracy
    assert again.result.steps == result.steps


@pytest.mark.parametrize("other", [project(seed=1), project(optimiser=Sgd(0.01)), project(*EVERYTHING)])
def test_another_project_is_refused(other, tmp_path):
    made, _ = train_to(project(), 2, tmp_path)
    again, _ = train(other, tmp_path, made.folder, resume=True)
    assert isinstance(again.error, RunFolderError)
    assert "Only its budget may change" in again.error.hint


def test_a_run_is_not_begun_twice(tmp_path):
    made, _ = train(project(), tmp_path)
    again, _ = train(project(), tmp_path, made.folder)
    assert isinstance(again.error, RunFolderError)
    assert made.folder.result().stopped_by == "budget"


def test_other_images_are_refused_and_the_run_stays_as_it_was(tmp_path):
    made, _ = train(project(), tmp_path)
    file = made.folder.environment_file
    file.write_text(file.read_text().replace('"checksum": "', '"checksum": "0'))
    before = contents(made.folder)
    again, listener = train(project(budget=Steps(25)), tmp_path, made.folder, resume=True)
    assert isinstance(again.error, DataError)
    assert listener.of(Failed)[0].what == again.error.what
    assert contents(made.folder) == before


def test_a_stop_before_a_run_goes_on_leaves_it_as_it_was(tmp_path):
    made, _ = train(project(), tmp_path)
    before = contents(made.folder)
    again, listener = session(project(budget=Steps(25)), tmp_path, made.folder, resume=True)
    again.stop("interrupt")
    again.start()
    assert again.join(SECONDS)
    assert (again.error, again.result.stopped_by, again.result.steps) == (None, "interrupt", 20)
    assert listener.of(Finished)[0].step == 20
    assert contents(made.folder) == before


def contents(folder):
    """Every file of a run by its path."""
    return {path: path.read_bytes() for path in sorted(folder.path.rglob("*")) if path.is_file()}


def test_slow_start_is_remembered_across_a_stop(tmp_path):
    what = project(optimiser=Sgd(0.02, 0.9), slow_start=SlowStart(0.5, 0.86), batch=100, budget=Steps(330))
    whole, _ = train(what, tmp_path)
    rates = read_steps(whole.folder.steps_file)["rate"]
    change = int(np.argmax(rates > 0.015))
    assert change % 100 == 0
    assert change > 0
    made, _ = train_to(what, 130, tmp_path)
    made, _ = train(what, tmp_path, made.folder, resume=True)
    assert read_steps(made.folder.steps_file)["rate"].tolist() == rates.tolist()
    assert equal(tensors(made.folder), tensors(whole.folder))


@pytest.mark.parametrize(("wrong", "ended"), [(50, True), (70, False)])
def test_slow_start_counts_the_steps_before_a_stop_too(wrong, ended):
    what = project(slow_start=SlowStart(0.5, 0.6))
    trainer = prepare(what, load(what.data), torch.device("cpu")).trainer
    records = np.zeros(200, STEP)
    records["step"], records["images"] = np.arange(1, 201), 1
    records["correct"][100 + wrong :] = 1
    trainer.place(100 + wrong, records[: 100 + wrong], slow_start_ended=False)
    trainer.slow_start.add(records[100 + wrong :])
    assert trainer.slow_start.ended is ended


def test_another_budget_is_a_leg_of_its_own_and_what_ran_is_never_rewritten(tmp_path):
    made, _ = train_to(project(), 2, tmp_path)
    larger = changed(project(), title="Longer", training=changed(project().training, budget=Steps(25)))
    again, listener = train(larger, tmp_path, made.folder, resume=True)
    assert again.error is None
    assert (made.folder.project().title, made.folder.latest_project()) == (project().title, larger)
    assert [event.state for event in listener.of(StateChanged)] == ["preparing", "running", "finished"]


def test_lines_of_a_newer_program_in_the_log_are_passed_over_said_and_kept(unbroken, tmp_path):
    made, _ = train_to(RICH, 20, tmp_path)
    log = made.folder.events_file
    newer = log.read_bytes().replace(b'"event":"state"', b'"event":"stage"', 2)
    log.write_bytes(newer)
    made, listener = train(RICH, tmp_path, made.folder, resume=True)
    assert made.error is None
    assert listener.of(Resumed)[0].passed_over == 2
    assert log.read_bytes().count(b'"event":"stage"') == 2
    assert comparable(made.folder) == comparable(unbroken.folder)
    assert (made.result.epochs, made.result.train_loss) == (unbroken.result.epochs, unbroken.result.train_loss)
