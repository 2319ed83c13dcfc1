"""Statistics: what is counted, that it comes back, and that damaged files are refused in words."""

import io

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given
from hypothesis.extra.numpy import arrays

from engine.errors import RunFolderError
from engine.runs.kept import statistics
from engine.runs.kept.statistics import BINS, Histograms, Statistics, histograms

values = arrays(np.float32, st.integers(1, 200), elements=st.floats(width=32, allow_nan=False, allow_infinity=False))


def saved(folder, weights):
    Statistics(folder).save(7, histograms(weights))
    return folder / "000007.npz"


@given(values)
def test_every_value_is_in_the_bin_whose_edges_hold_it(given_values):
    found = histograms({"n00000/weight": given_values})
    edges, counts = found.edges[0], found.counts[0]
    assert counts.sum() == given_values.size
    assert (np.diff(edges) > 0).all()
    for index in range(BINS):
        below = given_values <= edges[-1] if index == BINS - 1 else given_values < edges[index + 1]
        assert counts[index] == np.count_nonzero((given_values >= edges[index]) & below)
    assert found.zeros[0] == pytest.approx(np.mean(given_values == 0))


def test_the_edges_are_the_lowest_and_the_highest_value():
    found = histograms({"a/weight": np.array([-2.0, 0.0, 6.0], np.float32)})
    assert (found.edges[0, 0], found.edges[0, -1], found.zeros[0]) == (-2.0, 6.0, pytest.approx(1 / 3))


def test_large_tensors_are_counted_in_blocks(monkeypatch):
    weights = {"a/weight": np.random.default_rng(0).normal(size=(50, 7)).astype(np.float32)}
    whole = histograms(weights)
    monkeypatch.setattr(statistics, "BLOCK", 32)
    assert np.array_equal(histograms(weights).counts, whole.counts)


def test_one_value_throughout_has_edges_around_it():
    found = histograms({"a/bias": np.zeros(4, np.float32)})
    assert found.edges[0, 0] < 0 < found.edges[0, -1]
    assert found.zeros[0] == 1


@pytest.mark.parametrize("weights", [{"a/weight": np.ones((2, 3), np.float32), "b/bias": np.zeros(2, "f4")}, {}])
def test_they_come_back_and_are_the_same_bytes_each_time(weights, tmp_path):
    weights = {**weights, "c/num_batches_tracked": np.array(3)}
    first = saved(tmp_path, weights).read_bytes()
    found = Statistics(tmp_path).load(7)
    assert found.names == tuple(name for name in weights if not name.startswith("c/"))
    for name in ("edges", "counts", "zeros"):
        assert np.array_equal(getattr(found, name), getattr(histograms(weights), name))
    assert saved(tmp_path, weights).read_bytes() == first


def test_another_kind_in_the_file_is_passed_over(tmp_path):
    file = saved(tmp_path, {"a/weight": np.ones(3, np.float32)})
    with np.load(file) as fields:
        np.savez(file, **fields, **{"gradients.names": np.array(["a/weight"]), "weights.moves": np.ones(1)})
    assert Statistics(tmp_path).load(7).names == ("a/weight",)


def rewritten(file, **changed):
    with np.load(file) as found:
        fields = {name.removeprefix("weights."): found[name] for name in found.files}
    content = io.BytesIO()
    np.savez(
        content, **{f"weights.{name}": array for name, array in {**fields, **changed}.items() if array is not None}
    )
    file.write_bytes(content.getvalue())


@pytest.mark.parametrize(
    "changed",
    [
        {"names": np.array(["a", "b"])},
        {"names": np.array([["a"]])},
        {"names": np.array([1.0])},
        {"names": np.array(["a"], object)},
        {"edges": np.zeros((1, BINS))},
        {"counts": np.zeros((1, BINS))},
        {"zeros": None},
    ],
)
def test_fields_that_do_not_fit_are_refused(changed, tmp_path):
    file = saved(tmp_path, {"a/weight": np.ones(3, np.float32)})
    rewritten(file, **changed)
    with pytest.raises(RunFolderError, match="no readable file of statistics of step 7"):
        Statistics(tmp_path).load(7)


@given(st.data())
def test_damaged_bytes_are_read_as_statistics_or_refused(tmp_path_factory, data):
    folder = tmp_path_factory.mktemp("statistics")
    content = bytearray(saved(folder, {"a/weight": np.arange(9, dtype=np.float32)}).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    (folder / "000007.npz").write_bytes(content[: data.draw(st.integers(0, len(content)))])
    try:
        assert isinstance(Statistics(folder).load(7), Histograms)
    except RunFolderError as refused:
        assert "step 7" in refused.what  # noqa: PT017  # either is right
