"""A lighter run: smaller, and all that it opens with and goes on from is still there."""

import shutil

import pytest

from engine.errors import RunFolderError
from engine.runs.collection.lightening import lighten
from engine.runs.lock.lock import Lock
from engine.runs.reader import RunReader
from tests.samples import SAMPLES


@pytest.fixture
def run(tmp_path):
    shutil.copytree(SAMPLES / "run-5", tmp_path / "run")
    return RunReader(tmp_path / "run")


def test_the_newest_weights_and_all_figures_stay(run):
    events, steps, result = run.events(), run.steps().steps.tolist(), run.result()
    step, weights, _ = run.newest()
    lighten(run.folder.path)
    assert run.kept_steps() == [step]
    assert run.newest()[1].keys() == weights.keys()
    assert [path.name for path in run.folder.statistics.iterdir()] == [f"{step:06}.npz"]
    assert (run.events(), run.steps().steps.tolist(), run.result()) == (events, steps, result)
    lighten(run.folder.path)
    assert run.kept_steps() == [step]


def test_the_newest_whole_checkpoint_stays_where_the_last_is_damaged(run):
    *_, before, last = sorted(run.folder.checkpoints.iterdir())
    (last / "weights.safetensors").write_bytes(b"damaged")
    lighten(run.folder.path)
    assert {path.name for path in run.folder.checkpoints.iterdir()} == {before.name, last.name}


def test_nothing_goes_of_one_without_a_whole_checkpoint_or_that_trains(run):
    lock = Lock(run.folder.lock_file)
    lock.acquire()
    with pytest.raises(RunFolderError, match="being trained"):
        lighten(run.folder.path)
    lock.release()
    kept = run.kept_steps()
    for weights in run.folder.checkpoints.glob("*/weights.safetensors"):
        weights.write_bytes(b"damaged")
    with pytest.raises(RunFolderError, match="no whole checkpoint"):
        lighten(run.folder.path)
    assert run.kept_steps() == kept
