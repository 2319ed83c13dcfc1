"""The chart in one sentence: where it stands, which way it goes, and the best so far."""

import numpy as np
import pytest

from gui.chart.head.chart_sentence import sentence, trend
from gui.chart.plot.curves import RunCurves
from tests.gui.chart.conftest import make_run


def run_of(losses, total=1500):
    run = RunCurves("r", "run", 250, total)
    run.add_steps(np.arange(1, len(losses) + 1), np.array(losses))
    return run


def test_it_says_step_epoch_loss_trend_and_the_best_evaluation():
    run = run_of(np.linspace(2.3, 0.13, 1250))
    for epoch, accuracy in enumerate((0.9, 0.95, 0.955, 0.963, 0.961), start=1):
        run.add_evaluation("test", 250 * epoch, 0.2, accuracy)
    assert sentence(run) == (
        "Step 1,250 of 1,500, epoch 5: loss 0.215, falling; test accuracy 96.10 %, best 96.30 % at epoch 4."
    )


@pytest.mark.parametrize(
    ("losses", "said"),
    [
        (np.linspace(1, 2, 500), "rising"),
        (np.linspace(2, 1, 500), "falling"),
        (np.full(500, 0.5), "hardly changing"),
        (np.full(5, 0.5), "just begun"),
    ],
)
def test_the_trend_is_that_of_the_smoothed_curve(losses, said):
    noisy = losses * np.exp(np.random.default_rng(0).normal(0, 0.05, len(losses)))
    assert trend(run_of(noisy)) == said


def test_a_run_that_has_ended_says_the_steps_it_took():
    run = make_run(400)
    run.ended = True
    assert sentence(run).startswith("Step 400, epoch 2: ")


def test_the_best_so_far_is_said_where_it_is_the_newest():
    assert sentence(make_run()).endswith("validation accuracy 83.33 %, the best so far.")


def test_what_is_no_number_is_said_so():
    run = run_of([np.nan, np.nan])
    run.add_evaluation("test", 2, None, None)
    assert sentence(run) == "Step 2 of 1,500, epoch 1: loss not a number; test accuracy not a number."


def test_an_evaluation_alone_has_a_sentence_too():
    run = RunCurves("r", "run")
    run.add_evaluation("test", 40, 0.3, 0.9)
    assert sentence(run) == "Step 40: test accuracy 90.00 %."
