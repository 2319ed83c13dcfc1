"""Snapshots come back as they were kept; which are kept stands in test_thinning.py and test_keeping.py."""

import numpy as np
import pytest

from engine.errors import RunFolderError
from engine.files import ASIDE
from engine.runs.kept.snapshots import LIMIT, Snapshots, most_snapshots


def test_what_is_kept_comes_back(tmp_path):
    Snapshots(tmp_path).save(3, {"a/weight": np.arange(4.0)})
    assert np.array_equal(Snapshots(tmp_path).load(3)["a/weight"], np.arange(4.0))


def test_as_many_as_fit_but_the_first_and_the_last_in_any_case():
    assert most_snapshots(1000) == 128
    assert most_snapshots(LIMIT // 10) == 10
    assert most_snapshots(LIMIT) == most_snapshots(3 * LIMIT) == 2


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


def test_foreign_names_are_passed_over(tmp_path):
    for name in ("²²².safetensors", "notes.safetensors", "7.txt"):
        (tmp_path / name).touch()
    assert Snapshots(tmp_path).steps() == []


def test_a_folder_by_the_name_of_one_is_none_and_hinders_nothing(tmp_path):
    (tmp_path / "000009.safetensors").mkdir()
    Snapshots(tmp_path).save(3, {"a/weight": np.arange(4.0)})
    Snapshots(tmp_path).discard_after(2)
    assert Snapshots(tmp_path).steps() == []
    assert (tmp_path / "000009.safetensors").is_dir()
