"""One reader for runs that live, that have ended, and that somebody else writes."""

import shutil

import numpy as np
import pytest

from engine.errors import RunFolderError
from engine.events import Evaluated, Finished, StateChanged, StepsDone
from engine.project.training_settings import Epochs, Steps
from engine.runs.folder import RunFolder
from engine.runs.reader import RunReader
from tests.engine.training.small import SECONDS, equal, project, reached, session, tensors, train


@pytest.fixture(scope="module")
def finished(tmp_path_factory):
    return train(project(budget=Epochs(2)), tmp_path_factory.mktemp("runs"))


def test_a_finished_run_reads_as_it_spoke(finished):
    made, listener = finished
    reader = RunReader(made.folder.path)
    assert reader.project() == made.project
    assert reader.environment().threads == 1
    assert reader.result() == made.result
    assert not reader.live
    assert reader.evaluations() == listener.of(Evaluated)
    told = listener.of(StepsDone)
    read = reader.steps()
    for name in ("steps", "loss", "accuracy", "rate"):
        assert np.array_equal(getattr(read, name), np.concatenate([getattr(event, name) for event in told]))
    assert reader.steps(after=30).steps.tolist() == [31, 32]


def test_weights_of_any_kept_step(finished):
    reader = RunReader(finished[0].folder.path)
    assert reader.kept_steps() == [0, 1, 2, 4, 8, 16, 32]
    step, newest = reader.tensors()
    assert step == 32
    assert equal(newest, tensors(reader.folder))
    assert equal(newest, reader.tensors(32)[1])
    assert not equal(newest, reader.tensors(8)[1])
    with pytest.raises(RunFolderError):
        reader.tensors(9)


def test_a_live_run_reads_while_it_is_written(tmp_path):
    made, listener = session(project(budget=Steps(10**6)), tmp_path)
    made.start()
    listener.wait(reached(5))
    reader = RunReader(made.folder.path)
    assert reader.live
    assert reader.result() is None
    before = reader.steps().steps
    assert before.tolist() == list(range(1, len(before) + 1))
    assert [event.state for event in reader.events() if isinstance(event, StateChanged)] == ["preparing", "running"]
    assert reader.tensors()[0] in reader.kept_steps()
    listener.wait(reached(len(before) + 20))
    assert len(reader.steps(after=len(before)).steps) >= 20
    made.stop()
    assert made.join(SECONDS)
    assert not reader.live
    assert isinstance(reader.events()[-2], Finished)


def test_a_run_that_has_not_begun_is_empty(tmp_path):
    reader = RunReader(RunFolder.create(project(), tmp_path).path)
    assert reader.events() == []
    assert len(reader.steps().steps) == 0
    assert reader.environment() is None
    assert reader.kept_steps() == []
    with pytest.raises(RunFolderError):
        reader.tensors()


def test_after_a_kill_a_snapshot_may_be_newer_than_the_last_checkpoint(finished, tmp_path):
    copy = tmp_path / "killed"
    shutil.copytree(finished[0].folder.path, copy)
    shutil.rmtree(copy / "checkpoints" / "000032")
    (copy / "snapshots" / "000032.safetensors").write_bytes(b"torn")
    reader = RunReader(copy)
    step, newest = reader.tensors()
    assert step == 16
    assert equal(newest, reader.tensors(16)[1])
