"""One reader for runs that live, that have ended, and that somebody else writes."""

import shutil

import numpy as np
import pytest

from engine.data.store import load
from engine.errors import RunFolderError
from engine.events import Evaluated, Finished, StateChanged, StepsDone
from engine.library.evaluating import evaluate
from engine.project.training.budgets import Epochs, Steps
from engine.runs.comparison.curves import stored_curves
from engine.runs.folder import RunFolder
from engine.runs.kept.predictions import mean_loss, share_right
from engine.runs.reader import RunReader
from engine.typed.document import changed
from tests.engine.training.small import SECONDS, equal, project, reached, session, tensors, train
from tests.runs_on_disk import put_run


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


def test_predictions_give_the_figures_of_the_evaluation_and_so_does_evaluate(finished):
    made, _ = finished
    reader, labels = RunReader(made.folder.path), load(made.project.data).test.labels.numpy()
    assert reader.evaluated_steps("test") == [16, 32]
    for event in reader.evaluations():
        predicted = reader.predictions("test", event.step)
        assert share_right(predicted) == event.accuracy
        assert mean_loss(predicted) == pytest.approx(event.loss, rel=1e-5)
        counted = reader.confusion(changed(event, confusion=()), labels, 10)
        assert (
            counted.tolist() == reader.confusion(event, labels, 10).tolist() == [list(row) for row in event.confusion]
        )
    afresh = evaluate(made.folder.path)
    assert (afresh.accuracy, afresh.confusion.tolist()) == (event.accuracy, counted.tolist())
    assert np.array_equal(reader.predictions("test"), predicted)


def test_predictions_that_are_not_kept_or_of_other_images_are_refused_in_words(finished):
    reader = RunReader(finished[0].folder.path)
    bare = changed(reader.evaluations()[-1], confusion=())
    with pytest.raises(RunFolderError, match="not those of these images"):
        reader.confusion(bare, np.zeros(7, np.int64), 10)
    with pytest.raises(RunFolderError, match="no predictions on the validation images"):
        reader.predictions("validation")
    with pytest.raises(RunFolderError, match="of step 3"):
        reader.predictions("test", 3)


def test_statistics_of_every_snapshot(finished):
    reader = RunReader(finished[0].folder.path)
    for step in (0, 1, 2, 4, 8, 16, 32):
        _, weights = reader.arrays(step)
        found = reader.statistics(step)
        assert set(found.names) == set(weights)
        for name, edges, counts in zip(found.names, found.edges, found.counts, strict=True):
            assert counts.sum() == weights[name].size
            assert step == 0 or (edges[0], edges[-1]) == (weights[name].min(), weights[name].max())
    with pytest.raises(RunFolderError, match="of step 3"):
        reader.statistics(3)


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


def test_a_copy_began_when_its_run_did_whatever_its_folder_is_called(tmp_path):
    folder = put_run(tmp_path, "2026-02-03_040506_lenet_abc", [1.0], tested=[(1, 0.5)])
    copy = tmp_path / "copy of it"
    folder.rename(copy)
    assert RunReader(copy).began == stored_curves(copy).began == "2026-02-03_040506"
