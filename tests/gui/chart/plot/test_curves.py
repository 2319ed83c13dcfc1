"""A run's curves: evaluations, epochs, and a resume that draws over them."""

import math

import numpy as np

from gui.chart.plot.curves import RunCurves
from tests.work import instructions


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


def epoch(run, number):
    """What a run adds to its curves at the end of an epoch."""
    run.mark_epoch(50 * number, number)
    run.add_evaluation("validation", 50 * number, 0.1, 0.9)


def test_the_work_of_an_epoch_does_not_grow_with_the_epochs():
    run = trained(100)
    epoch(run, 1)
    second = instructions(lambda: epoch(run, 2))
    for number in range(3, 300):
        epoch(run, number)
    assert instructions(lambda: epoch(run, 300)) <= second
    assert len(run.epochs) == len(run.evaluations["validation"]) == 300


def test_an_epoch_marked_anew_takes_the_place_of_those_after_it():
    run = trained()
    for number in (1, 2, 3):
        run.mark_epoch(50 * number, number)
    run.mark_epoch(90, 2)
    assert run.epochs == [(50, 1), (90, 2)]


def evaluated(count):
    run = trained()
    for number in range(1, count + 1):
        run.add_evaluation("validation", 10 * number, number, 0.5)
    return run.evaluations["validation"]


def test_a_few_evaluations_are_drawn_as_they_are_with_one_beyond_each_edge():
    steps, figures, apart = evaluated(10).line("loss", 25, 55, 100)
    assert (steps.tolist(), figures.tolist(), apart) == ([20, 30, 40, 50, 60], [2, 3, 4, 5, 6], True)


def test_thousands_of_evaluations_are_drawn_with_a_few_points_for_a_pixel():
    evaluations = evaluated(5000)
    evaluations.loss[2500] = -7.0
    steps, figures, apart = evaluations.line("loss", 0, 50_000, 100)
    assert not apart
    assert len(steps) == len(figures) <= 2 * 102
    assert (figures.min(), figures.max()) == (-7, 5000)


def test_the_newest_evaluation_up_to_a_step():
    evaluations = evaluated(3)
    assert [evaluations.newest(step) for step in (9, 10, 19, 99)] == [None, 0, 0, 2]
    assert evaluations.between("loss", 10, 20).tolist() == [1, 2]
