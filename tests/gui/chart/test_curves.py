"""A run's curves: evaluations, epochs, and a resume that draws over them."""

import math

import numpy as np

from gui.chart.curves import RunCurves


def trained(count=100):
    run = RunCurves("r1", "LeNet-5", steps_per_epoch=50, total_steps=200)
    steps = np.arange(1, count + 1)
    run.add_steps(steps, 1 / steps, np.full(count, 0.5), np.full(count, 0.001))
    return run


def test_nothing_to_draw_at_first():
    run = RunCurves("r1", "LeNet-5")
    assert not run
    assert run.last_step == 0
    run.add_evaluation("test", 0, 2.3, 0.1)
    assert run


def test_steps_without_accuracy_or_rate_have_none():
    run = RunCurves("r1", "LeNet-5")
    run.add_steps(np.array([1, 2]), np.array([1.0, 0.5]))
    assert np.isnan(run.accuracy.values).all()
    assert len(run.learning_rate) == 2


def test_resuming_cuts_evaluations_and_epochs_too():
    run = trained()
    for epoch in (1, 2):
        run.mark_epoch(50 * epoch, epoch)
        run.add_evaluation("validation", 50 * epoch, 0.1, 0.9)
    run.add_steps(np.array([61, 62]), np.array([0.0, 0.0]))
    assert run.last_step == 62
    assert run.evaluations["validation"].steps == [50]
    assert run.epochs == [(50, 1)]


def test_an_evaluation_at_the_same_step_replaces_the_first():
    run = trained()
    run.add_evaluation("test", 50, 0.3, 0.9)
    run.add_evaluation("test", 50, 0.2, 0.95)
    assert run.evaluations["test"].latest("loss") == 0.2
    assert run.evaluations["test"].value_at(50, "accuracy") == 0.95
    assert run.evaluations["test"].value_at(51, "accuracy") is None


def test_a_loss_that_is_not_a_number_arrives_as_none():
    run = trained()
    run.add_evaluation("validation", 50, None, None)
    assert math.isnan(run.evaluations["validation"].latest("loss"))


def test_epoch_of_a_step():
    run = trained()
    assert [run.epoch_at(step) for step in (1, 50, 51, 100)] == [1, 1, 2, 2]
    assert RunCurves("r2", "?").epoch_at(10) is None
