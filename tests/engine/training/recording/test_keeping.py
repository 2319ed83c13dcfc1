"""Keeping: which files a run has along the way, however long it is, however large its network, however often killed."""

from dataclasses import dataclass

import numpy as np
import pytest
import torch

from engine.runs.folder import RunFolder
from engine.runs.kept.predictions import PREDICTION, Predictions
from engine.runs.kept.snapshots import LIMIT, Snapshots
from engine.runs.kept.statistics import Statistics
from engine.training.recording.keeping import Keeping, discard_after

RECORDS = np.zeros(3, PREDICTION)


@dataclass
class Large:
    """A tensor by its size alone."""

    nbytes: int


@pytest.fixture
def folder(tmp_path):
    for name in ("snapshots", "checkpoints"):
        (tmp_path / name).mkdir()
    return RunFolder(tmp_path)


def keeping(folder, steps_per_epoch, size=8, *, validates=False):
    return Keeping(folder, steps_per_epoch, {"a/weight": Large(size)}, validates=validates)


def go_through(kept, steps, split="test", best=lambda _: None, last=None):
    """What the course of a run does, step by step; each epoch is evaluated."""
    for step in steps:
        if kept.wants_weights(step) or step == last:
            kept.keep_weights(step, {"a/weight": torch.full((2,), float(step))})
        if step and step % kept.steps_per_epoch == 0:
            kept.keep_predictions(step, split, RECORDS)
            kept.thin_predictions(step, best(step))
    kept.wait()
    kept.close()


def names(folder):
    return sorted(str(path.relative_to(folder.path)) for path in folder.path.rglob("*") if path.is_file())


def test_400_full_batches_leave_a_bounded_number_of_each(folder):
    go_through(keeping(folder, 1), range(401), last=400)
    snapshots = Snapshots(folder.snapshots).steps()
    assert 64 <= len(snapshots) <= 128
    assert {0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 400} <= set(snapshots)
    assert Statistics(folder.statistics).steps() == snapshots
    tried = Predictions(folder.predictions, "test").steps()
    assert 32 <= len(tried) <= 64
    assert set(tried) <= set(snapshots)
    assert tried[-1] == 400
    assert Snapshots(folder.snapshots).load(400)["a/weight"].tolist() == [400.0, 400.0]


@pytest.mark.parametrize("size", [LIMIT // 5, LIMIT // 2, LIMIT, 5 * LIMIT])
def test_of_a_large_network_as_many_as_fit_and_the_first_and_the_last(size, folder):
    go_through(keeping(folder, 25, size), range(411), last=410)
    snapshots = Snapshots(folder.snapshots).steps()
    assert len(snapshots) <= max(2, LIMIT // size)
    assert (snapshots[0], snapshots[-1]) == (0, 410)


def test_predictions_are_those_of_the_newest_the_best_and_snapshots_and_no_more_than_64(folder):
    course = keeping(folder, 10, validates=True)
    for step in range(10, 5001, 10):
        if course.wants_weights(step):
            course.keep_weights(step, {"a/weight": torch.zeros(2)})
        for split in ("validation", "test"):
            course.keep_predictions(step, split, RECORDS)
            course.thin_predictions(step, min(4370, step))
            assert len(list(folder.predictions.iterdir())) <= 64
    course.close()
    validation, test = (Predictions(folder.predictions, split).steps() for split in ("validation", "test"))
    assert set(validation) - set(Snapshots(folder.snapshots).steps()) == {4370, 5000}
    assert set(validation) - set(test) == {4370}
    assert test[-1] == 5000
    assert len(validation) > 16


def test_an_evaluation_between_epochs_is_kept_until_there_is_a_newer_one(folder):
    course = keeping(folder, 10)
    for step in (10, 13, 20):
        course.keep_predictions(step, "test", RECORDS)
        course.thin_predictions(step, None)
    course.close()
    assert Predictions(folder.predictions, "test").steps() == [10, 20]


def keeping_all(folder):
    return keeping(folder, 1, validates=True)


KEPT = {"split": "validation", "best": lambda step: max(1, step // 7)}


@pytest.fixture(scope="module")
def unbroken(tmp_path_factory):
    """The folder of a run of 400 steps."""
    folder = RunFolder(tmp_path_factory.mktemp("unbroken"))
    folder.snapshots.mkdir()
    go_through(keeping_all(folder), range(401), last=400, **KEPT)
    return folder


@pytest.mark.parametrize(("checkpoint", "killed"), [(0, 3), (95, 290), (128, 129), (200, 399), (300, 301)])
def test_a_run_that_was_killed_ends_up_with_the_same_files(checkpoint, killed, folder, unbroken):
    go_through(keeping_all(folder), range(killed + 1), **KEPT)
    (folder.statistics / ".0123456789abcdef.part").write_bytes(b"half")
    discard_after(folder, checkpoint)
    go_through(keeping_all(folder), range(checkpoint, 401), last=400, **KEPT)
    assert names(folder) == names(unbroken)
    assert all((folder.path / name).read_bytes() == (unbroken.path / name).read_bytes() for name in names(unbroken))


def test_a_disk_that_fails_to_flush_is_told(folder, monkeypatch):
    course = keeping(folder, 10)
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "full")))
    course.keep_predictions(10, "test", RECORDS)
    with pytest.raises(OSError, match="full"):
        course.wait()
    course.close()


def test_the_best_stays_however_few_there_is_room_for(folder):
    kept = Keeping(folder, 1, {"a/weight": Large(LIMIT)}, validates=True, keeps_best=True)
    for step, best in ((0, None), (3, 3), (7, 3), (8, 3), (9, 9), (12, 9)):
        kept.best = best
        kept.keep_weights(step, {"a/weight": torch.full((2,), float(step))})
    kept.wait()
    kept.close()
    assert Snapshots(folder.snapshots).steps() == Statistics(folder.statistics).steps() == [0, 9, 12]


def test_the_best_before_stays_until_a_checkpoint_knows_of_the_new_one(folder):
    """A run that is killed goes on from an older checkpoint, of which it is the best."""
    weights = {"a/weight": torch.ones(2)}
    kept = Keeping(folder, 100, {"a/weight": Large(LIMIT)}, validates=True, keeps_best=True)
    kept.keep_best(101, weights)
    kept.settle_best(101)
    kept.keep_best(201, weights)
    kept.keep_best(301, weights)
    assert {101, 201, 301} <= {*Snapshots(folder.snapshots).steps()}
    kept.settle_best(303)
    assert {101, 201, 301} & {*Snapshots(folder.snapshots).steps()} == {301}
    assert Statistics(folder.statistics).steps() == Snapshots(folder.snapshots).steps()
    kept.close()
