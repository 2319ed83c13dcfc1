"""Curves of runs on disk, whole or thinned, and of logs that are odd."""

import numpy as np
import pytest

from engine.errors import RunFolderError
from engine.runs.comparison.curves import Evaluation, step_points, stored_curves
from tests.runs_on_disk import add_steps, put_run


def test_a_short_run_is_whole(tmp_path):
    found = stored_curves(put_run(tmp_path, "a", [2.0, 1.0, 0.5], tested=[(3, 0.75)]))
    assert found.points.stride == 1
    assert found.points.steps.tolist() == [1, 2, 3]
    assert found.points.loss.tolist() == [2.0, 1.0, 0.5]
    assert found.points.accuracy.tolist() == [0.5, 0.5, 0.5]
    assert found.points.seconds.sum() == pytest.approx(0.03)
    assert found.evaluations == (Evaluation("test", 3, 0.25, 0.75),)
    assert found.epochs == ((3, 1),)


@pytest.mark.parametrize(("steps", "stride"), [(0, 1), (8, 1), (9, 2), (16, 2), (17, 4), (100, 16)])
def test_a_long_one_has_a_point_for_some_steps(tmp_path, steps, stride):
    losses = np.arange(steps, dtype=np.float32)
    file = put_run(tmp_path, "a", losses) / "steps.bin"
    found = step_points(file, most=8)
    assert (found.stride, len(found.steps)) == (stride, -(-steps // stride))
    assert found.steps.tolist() == [min(begin + stride, steps) for begin in range(0, steps, stride)]
    assert found.loss.tolist() == [losses[begin : begin + stride].mean() for begin in range(0, steps, stride)]
    assert found.seconds.sum() == pytest.approx(steps / 100, abs=1e-4)


def test_points_are_made_in_portions_that_fit_together(tmp_path, monkeypatch):
    file = put_run(tmp_path, "a", np.arange(1000.0)) / "steps.bin"
    whole = step_points(file, most=300)
    monkeypatch.setattr("engine.runs.comparison.curves.PORTION", 7)
    assert step_points(file, most=300).loss.tolist() == whole.loss.tolist()


def test_what_is_no_number_counts_for_nothing_unless_it_is_all_there_is(tmp_path):
    nan, inf = float("nan"), float("inf")
    file = put_run(tmp_path, "a", [1, nan, inf, -inf, nan, nan, 3, 5]) / "steps.bin"
    assert step_points(file, most=4).loss.tolist()[0] == 1
    assert np.isnan(step_points(file, most=4).loss.tolist()[1:3]).all()
    assert step_points(file, most=4).loss.tolist()[3] == 4


def test_a_damaged_record_leaves_a_gap_and_the_curve_goes_on(tmp_path):
    file = put_run(tmp_path, "a", np.arange(1.0, 9.0)) / "steps.bin"
    log = bytearray(file.read_bytes())
    log[48:96] = bytes(48)
    file.write_bytes(log)
    whole = step_points(file)
    assert whole.steps.tolist() == [*range(1, 9)]
    assert np.flatnonzero(np.isnan(whole.loss)).tolist() == np.flatnonzero(np.isnan(whole.accuracy)).tolist() == [2, 3]
    assert step_points(file, most=4).loss.tolist()[2:] == [5.5, 7.5]
    assert whole.unread == step_points(file, most=4).unread == 2


def test_a_torn_end_and_a_run_that_goes_on(tmp_path):
    folder = put_run(tmp_path, "a", [1.0, 2.0])
    with (folder / "steps.bin").open("ab") as file:
        file.write(b"torn")
    assert len(stored_curves(folder).points.steps) == 2
    (folder / "steps.bin").write_bytes((folder / "steps.bin").read_bytes()[:-4])
    add_steps(folder, [3.0])
    assert stored_curves(folder).points.steps.tolist() == [1, 2, 3]


def test_no_run_is_said_in_words(tmp_path):
    with pytest.raises(RunFolderError):
        stored_curves(tmp_path / "gone")
    assert len(step_points(tmp_path / "steps.bin").steps) == 0
