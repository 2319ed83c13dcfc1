"""Snapshots: which steps, and which go when there are too many."""

import numpy as np
import pytest

from engine.errors import RunFolderError
from engine.files import ASIDE
from engine.runs.snapshots import Snapshots, is_due


def test_early_steps_by_doubling_and_every_epoch():
    assert [step for step in range(70) if is_due(step, 25)] == [0, 1, 2, 4, 8, 16, 25, 32, 50, 64]


def test_what_is_kept_comes_back(tmp_path):
    Snapshots(tmp_path).save(3, {"a/weight": np.arange(4.0)})
    assert np.array_equal(Snapshots(tmp_path).load(3)["a/weight"], np.arange(4.0))


def test_within_the_limit_first_and_last_stay_and_early_ones_longest(tmp_path):
    kept = Snapshots(tmp_path, limit=7000)
    for step in [0, 1, 2, 4, 8, *range(10, 101, 10)]:
        kept.save(step, {"a/weight": np.zeros(200, np.float32)})
    steps = kept.steps()
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 7000
    assert steps[0] == 0
    assert steps[-1] == 100
    assert steps[1] == 1


def test_ever_so_many_epochs_leave_a_bounded_number_spread_by_proportion(tmp_path):
    kept = Snapshots(tmp_path, most=20)
    for step in range(0, 300, 3):
        kept.save(step, {"a/weight": np.zeros(2, np.float32)})
    steps = kept.steps()
    assert len(steps) == 20
    assert steps[:4] == [0, 3, 6, 9]
    assert steps[-1] == 297


def test_first_and_last_stay_even_when_two_are_too_many(tmp_path):
    kept = Snapshots(tmp_path, limit=1)
    for step in range(4):
        kept.save(step, {"a/weight": np.zeros(2, np.float32)})
    assert kept.steps() == [0, 3]


def test_a_missing_or_broken_one_is_refused_in_words(tmp_path):
    (tmp_path / "000007.safetensors").write_bytes(b"broken")
    for step in (7, 8):
        with pytest.raises(RunFolderError) as refused:
            Snapshots(tmp_path).load(step)
        assert f"step {step}" in refused.value.what


def test_going_on_lets_go_of_later_ones_and_of_half_written_ones(tmp_path):
    for step in (1, 2, 4):
        Snapshots(tmp_path).save(step, {"a/weight": np.zeros(2, np.float32)})
    (tmp_path / f".0123456789abcdef{ASIDE}").write_bytes(b"half")
    Snapshots(tmp_path).discard_after(2)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["000001.safetensors", "000002.safetensors"]
