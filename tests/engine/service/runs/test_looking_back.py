"""Looking back: steps of a run that are kept, their weights held in memory, and what had been found by them."""

import shutil

import numpy as np
import pytest

from engine.errors import RunFolderError
from engine.runs.kept.snapshots import Snapshots
from engine.runs.reader import RunReader
from engine.service import questions as q
from engine.service.runs.saved_weights import SavedWeights
from tests.engine.service.door import Door, small

NEVER = lambda: None  # noqa: E731  # nobody gives it up


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory):
    """A run of 40 steps, for tests that leave it as it is."""
    door = Door(tmp_path_factory.mktemp("trained"))
    folder = door.service.folder(door.train(small(40)))
    assert door.service.close()
    return folder


def same(one, other) -> bool:
    return one.keys() == other.keys() and all(np.array_equal(one[name], other[name]) for name in one)


def test_the_steps_of_a_run_and_its_weights_at_each(door: Door):
    folder = door.service.folder(door.train(small(40)))
    steps = door.ask(q.ListSteps(folder))
    assert steps[:6] == (0, 1, 2, 4, 8, 16)
    for step in steps:
        shown = door.ask(q.ShowRun(folder, step))
        held = door.service._moments.call(door.service._answering._showing.tensors)
        assert shown.step == step
        assert same(held, RunReader(folder).tensors(step)[1])


def test_what_was_looked_at_is_not_read_again_until_its_file_is_another(trained, tmp_path):
    folder = shutil.copytree(trained, tmp_path / "run")
    saved = SavedWeights()
    first, _ = saved.of(folder, 4)
    assert saved.of(folder, 4)[0] is first
    Snapshots(folder / "snapshots").save(4, RunReader(folder).arrays(8)[1])
    other, _ = saved.of(folder, 4)
    assert same(other, RunReader(folder).tensors(8)[1])


def test_those_around_a_step_are_read_ahead_whole_or_not_at_all(trained):
    saved = SavedWeights()
    saved.read_ahead(trained, 8, NEVER)
    assert [int(file.stem) for file in saved._held] == [1, 2, 4, 8, 16, 32, 40]
    tight = SavedWeights(saved.held // 7 * 3)  # three have room: reading ahead would push out what is looked at
    tight.read_ahead(trained, 8, NEVER)
    assert tight.held == 0


def test_no_more_is_held_than_has_room(trained):
    one = Snapshots(trained / "snapshots").at(4).stat().st_size
    saved = SavedWeights(2 * one)
    for step in (1, 2, 4, 8):
        saved.of(trained, step)
        assert saved.held <= 2 * one
    assert [int(file.stem) for file in saved._held] == [4, 8]


def test_a_step_that_is_damaged_gone_or_of_another_network_is_refused_in_words(trained, tmp_path):
    folder = shutil.copytree(trained, tmp_path / "run")
    saved, snapshots = SavedWeights(), Snapshots(folder / "snapshots")
    snapshots.at(4).write_bytes(b"no weights")
    snapshots.at(8).unlink()
    for step in (4, 8):
        with pytest.raises(RunFolderError, match=f"no readable snapshot of step {step}"):
            saved.of(folder, step)
    saved.read_ahead(folder, 4, NEVER)
    assert snapshots.at(4) not in saved._held
    shutil.rmtree(folder)
    with pytest.raises(RunFolderError, match="no run at"):
        saved.of(folder, 2)


def test_of_each_split_the_last_evaluation_up_to_a_step(door: Door):
    folder = door.service.folder(door.train(small(40)))
    tried = RunReader(folder).evaluations()
    assert tried[-1].step == 40
    assert door.ask(q.FindEvaluations(folder, 40)) == (tried[-1],)
    before = [event for event in tried if event.step < 40]
    assert door.ask(q.FindEvaluations(folder, 39)) == tuple(before[-1:])
