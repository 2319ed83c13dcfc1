"""A fork's curve begins behind what was trained before it, by step, by epoch and by time."""

import numpy as np
import pytest

from engine.service.answers import NOTHING_BEHIND, Behind
from gui.chart.plot.along import STEPS, along, first_place, last_place
from gui.chart.plot.curves import RunCurves
from gui.chart.plot.step_values import step_title


def run(behind=NOTHING_BEHIND, length=10):
    curves = RunCurves("one", "One", length, 40)
    curves.add_steps(np.arange(1, 21), np.ones(20), None, None, np.full(20, 0.5, np.float32))
    curves.behind = behind
    return curves


@pytest.mark.parametrize(("axis", "first", "last"), [("step", 100, 120), ("epoch", 4.0, 6.0), ("time", 30.0, 40.0)])
def test_it_stands_behind_what_was_trained(axis, first, last):
    fork = run(Behind(100, 4.0, 30.0))
    assert (first_place(fork, axis), last_place(fork, axis)) == (first, pytest.approx(last))
    where = along(fork, axis)
    assert where.steps((first, last)) == (0, pytest.approx(20))


def test_where_only_steps_are_known_epochs_are_counted_by_its_own():
    assert first_place(run(Behind(100)), "epoch") == 10.0
    assert first_place(run(Behind(100)), "time") == 0.0


def test_a_run_that_began_by_itself_is_drawn_as_ever():
    assert along(run(), "step") is STEPS


def test_the_readout_counts_both():
    assert step_title(run(Behind(930)), 20).startswith("Step 20 (950 in all) · epoch 2")
    assert step_title(run(), 20) == "Step 20 · epoch 2"
