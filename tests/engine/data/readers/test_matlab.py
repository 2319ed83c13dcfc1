"""Arrays in MATLAB files, whatever their type, order of bytes and packing; what is no such file is said in words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.data.readers.matlab import variables
from engine.errors import DataError
from tests.engine.data.sets import mat


def read(path, count=1000):
    with variables(path) as found:
        return {one.name: one.first(count) for one in found}


def refused(path):
    with pytest.raises(DataError) as error:
        read(path)
    return str(error.value)


@given(
    st.lists(st.integers(1, 5), min_size=2, max_size=4),
    st.sampled_from(["u1", "u2", "f8"]),
    st.booleans(),
    st.sampled_from("<>"),
)
def test_arrays_come_back_with_their_sizes_turned_round(tmp_path_factory, sizes, kind, packed, order):
    values = np.random.default_rng(0).integers(0, 200, sizes).astype(kind)
    path = tmp_path_factory.mktemp("mat") / "file.mat"
    path.write_bytes(mat({"X": values, "longer_name": values}, packed=packed, order=order))
    found = read(path)
    assert list(found) == ["X", "longer_name"]
    assert all(np.array_equal(array, values.T) for array in found.values())
    assert np.array_equal(read(path, 1)["X"], values.T[:1])


def test_no_more_is_unpacked_than_is_asked_for(tmp_path, monkeypatch):
    path = tmp_path / "file.mat"
    path.write_bytes(mat({"X": np.random.default_rng(0).integers(0, 256, (32, 32, 3, 900), np.uint8)}))
    taken = []
    with variables(path) as found:
        one = next(found)
        monkeypatch.setattr(one.content, "_file", Counting(one.content._file, taken))
        one.first(2)
    assert sum(taken) < 200_000


class Counting:
    def __init__(self, file, taken):
        self._file, self._taken = file, taken

    def read(self, size):
        self._taken.append(size)
        return self._file.read(size)


@pytest.mark.parametrize("sort", [1, 2, 4, 5])
def test_what_is_no_array_of_numbers_is_passed_over(tmp_path, sort):
    path = tmp_path / "file.mat"
    values = np.arange(6, dtype=np.uint8).reshape(2, 3)
    path.write_bytes(mat({"cell": values}, sort=sort) + mat({"X": values})[128:])
    assert list(read(path)) == ["X"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "It is not a MATLAB file of version 5."),
        (b"MATLAB 7.3 MAT-file".ljust(126) + b"IM", "It is not a MATLAB file of version 5."),
        (b"<!DOCTYPE html>".ljust(200), "It is a page of the web."),
    ],
)
def test_what_is_no_such_file_is_told(tmp_path, content, said):
    (tmp_path / "file.mat").write_bytes(content)
    assert said in refused(tmp_path / "file.mat")


def test_a_file_that_is_cut_short_or_torn_is_told(tmp_path):
    path = tmp_path / "file.mat"
    whole = mat({"X": np.random.default_rng(0).integers(0, 256, (30, 40), np.uint8)})
    path.write_bytes(whole[:700])
    assert f"{path}: It is cut short" in refused(path)
    path.write_bytes(whole[:200] + b"????" + whole[204:])
    assert f"{path}: It is damaged: it does not unpack." in refused(path)


def test_sizes_that_are_too_much_to_be_true_fill_no_memory(tmp_path):
    path = tmp_path / "file.mat"
    whole = mat({"X": np.zeros((2, 3), np.uint8)}, packed=False)
    sizes = np.array([2, 3], "<i4").tobytes()
    path.write_bytes(whole.replace(sizes, np.array([2**30, 2**30], "<i4").tobytes(), 1))
    assert "too much to be true" in refused_all(path)


def refused_all(path):
    with pytest.raises(DataError) as error:
        read(path, 2**31)
    return str(error.value)
