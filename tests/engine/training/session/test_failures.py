"""What fails, or may not begin, says why in words and leaves what was there."""

import errno
import os
import shutil

import numpy as np
import pytest

from engine.errors import DataMissing, DeviceError, Diverged, NetworkError, ProjectError, RunFailed, RunFolderError
from engine.events import Failed, Progress
from engine.machine.devices import Machine
from engine.network import layers as kinds
from engine.project.data.data_settings import DataSettings
from engine.project.data.sources import Mnist
from engine.project.training.budgets import Steps
from engine.project.training.optimisers import Sgd
from engine.runs.checkpoints import Checkpoints
from engine.runs.folder import RunFolder
from engine.runs.kept.predictions import Predictions
from engine.runs.kept.snapshots import Snapshots
from engine.runs.kept.statistics import Statistics
from engine.runs.lock.lock import Lock
from engine.runs.logs import StepLog, read_steps
from engine.runs.reader import RunReader
from engine.typed.document import changed
from tests.engine.training.small import SECONDS, equal, project, session, tensors, train, train_to

LONG = project(budget=Steps(1_000_000))


def test_one_that_fails_before_its_first_step_leaves_nothing(tmp_path):
    made, _ = session(project(data=DataSettings(Mnist())), tmp_path)
    made.start()
    assert made.join(SECONDS)
    assert made.error is not None
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_cannot_go_on_is_left_as_it_was(tmp_path):
    made, _ = train(project(), tmp_path)
    again, _ = session(project(batch=100), tmp_path, made.folder, resume=True)
    again.start()
    assert again.join(SECONDS)
    assert again.error is not None
    assert made.folder.result().steps == 20


def test_a_run_away_is_stopped_with_advice_and_its_last_good_checkpoint(tmp_path):
    what = project(optimiser=Sgd(100.0, 0.9), budget=Steps(400), batch=20)
    made, listener = train(what, tmp_path)
    assert made.state == "failed"
    assert isinstance(made.error, Diverged)
    assert "learning rate" in made.error.hint
    failed = listener.of(Failed)[0]
    assert failed.kept_step == 0
    assert made.result.stopped_by == made.folder.result().stopped_by == "failure"
    found, skipped = Checkpoints(made.folder.checkpoints).newest()
    assert (found.position.step, skipped) == (0, ())
    assert not np.isfinite(read_steps(made.folder.steps_file)["loss"]).all()
    assert made.result.train_loss is None
    kept = Snapshots(made.folder.snapshots)
    assert all(np.isfinite(array).all() for step in kept.steps() for array in kept.load(step).values())


def test_a_disk_that_fills_up_ends_the_run_in_a_sentence(tmp_path, monkeypatch):
    append = StepLog.append

    def full(log, records):
        if records["step"][-1] >= 16:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        append(log, records)

    monkeypatch.setattr(StepLog, "append", full)
    made, listener = train(project(), tmp_path)
    assert isinstance(made.error, RunFailed)
    assert "is full" in made.error.what
    assert listener.of(Failed)[0].kept_step == 0
    monkeypatch.undo()
    again, _ = train(project(), tmp_path, made.folder, resume=True)
    plain, _ = train(project(), tmp_path)
    assert equal(tensors(again.folder), tensors(plain.folder))


@pytest.mark.parametrize("kind", [Snapshots, Statistics, Predictions])
def test_a_disk_that_fills_up_with_what_is_kept_along_the_way_does_too(kind, tmp_path, monkeypatch):
    write = kind.write

    def full(files, step, content):
        if step >= 16:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        write(files, step, content)

    monkeypatch.setattr(kind, "write", full)
    made, _ = train(project(), tmp_path)
    assert isinstance(made.error, RunFailed)
    assert "is full" in made.error.what
    assert made.result.stopped_by == "failure"
    monkeypatch.undo()
    again, _ = train(project(), tmp_path, made.folder, resume=True)
    assert again.error is None
    reader = RunReader(made.folder.path)
    assert len(reader.predictions("test", 20)) == 2000
    assert reader.statistics(16).counts.sum() == sum(array.size for array in reader.arrays(16)[1].values())


@pytest.mark.parametrize(
    ("what", "machine", "kind"),
    [
        (project(kinds.Flatten(), kinds.Linear(7)), Machine("cpu", 1), NetworkError),
        (project(kinds.GlobalAvgPool(), kinds.Flatten()), Machine("cpu", 1), NetworkError),
        (project(batch=9000), Machine("cpu", 1), ProjectError),
        (project(data=DataSettings(source=Mnist())), Machine("cpu", 1), DataMissing),
        (project(), Machine("tpu", 1), DeviceError),
        (project(*[kinds.Flatten(), *[kinds.Linear(40000)] * 9, kinds.Linear()]), Machine("cpu", 1), DeviceError),
    ],
)
def test_what_cannot_train_is_refused_in_words(what, machine, kind, tmp_path):
    made, listener = train(what, tmp_path, machine=machine, root=tmp_path / "none")
    assert type(made.error) is kind
    assert made.state == "failed"
    assert listener.of(Failed)[0].what == made.error.what
    assert not made.folder.lock_file.exists()


def test_a_run_that_another_holds_is_left_alone(tmp_path):
    made, _ = train_to(LONG, 3, tmp_path)
    before = made.folder.events_file.read_bytes()
    Lock(made.folder.lock_file).acquire()
    second, _ = train(LONG, tmp_path, made.folder, resume=True)
    assert isinstance(second.error, RunFolderError)
    assert "already" in second.error.what
    assert made.folder.events_file.read_bytes() == before
    assert made.folder.lock_file.exists()


def test_the_folder_is_gone_when_it_starts(tmp_path):
    folder = RunFolder.create(project(), tmp_path)
    shutil.rmtree(folder.path)
    made, listener = train(project(), tmp_path, folder)
    assert isinstance(made.error, RunFolderError)
    assert listener.of(Failed)


def test_a_network_with_nothing_to_train_is_refused_before_anything_is_read(tmp_path):
    frozen = project(kinds.Flatten(), kinds.Linear())
    network = frozen.network.change_node([node.id for node in frozen.network.nodes], trainable=False)
    run, listener = session(changed(frozen, network=network), tmp_path)
    run.start()
    assert run.join(SECONDS)
    (failed,) = listener.of(Failed)
    assert "No layer has weights to train" in failed.what
    assert not listener.of(Progress)
    assert not run.folder.steps_file.exists()
