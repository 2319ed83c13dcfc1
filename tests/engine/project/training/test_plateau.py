"""A rate on a plateau is torch's own, whatever the figures; patience and the best step go by the same figures."""

import math

import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.project.training.rate.plateau import after
from engine.project.training.rate.schedules import OnPlateau
from engine.project.training.watching import (
    Best,
    EarlyStopping,
    EpochFigures,
    KeepBest,
    Plateau,
    Waited,
    best,
    best_step,
    waited,
)
from tests.examples import examples

FIGURES = st.lists(st.one_of(st.sampled_from([0.5, 0.49995, 0.5001, math.nan]), st.floats(0, 3)), max_size=40)
SCHEDULES = st.builds(
    OnPlateau,
    figure=st.sampled_from(["loss", "accuracy"]),
    factor=st.sampled_from([0.1, 0.5, 0.99]),
    patience=st.integers(0, 4),
    threshold=st.sampled_from([0.0, 1e-4, 0.2]),
    cooldown=st.integers(0, 3),
    least_rate=st.sampled_from([0.0, 0.001, 1.0]),
)


@settings(max_examples=examples(100), deadline=None)
@given(SCHEDULES, FIGURES)
def test_every_epoch_has_the_rate_that_torch_gives_it(schedule, figures):
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=0.1)
    theirs = torch.optim.lr_scheduler.ReduceLROnPlateau(
        optimiser,
        "min" if schedule.figure == "loss" else "max",
        schedule.factor,
        schedule.patience,
        schedule.threshold,
        cooldown=schedule.cooldown,
        min_lr=schedule.least_rate,
    )
    mine = Plateau(0.1)
    for figure in figures:
        mine = after(schedule, mine, EpochFigures(figure, figure))
        theirs.step(figure)
        assert mine.rate == optimiser.param_groups[0]["lr"]


def test_patience_counts_epochs_since_the_best():
    found, counted = Waited(), []
    for loss in (1.0, 0.8, 0.9, 0.8, math.nan, 0.7):
        found = waited(EarlyStopping("loss"), found, EpochFigures(loss, 0.0))
        counted.append(found.epochs)
    assert counted == [0, 0, 1, 2, 3, 0]


def test_the_best_is_the_first_of_equals():
    found = None
    for step, accuracy in ((10, 0.5), (20, 0.9), (30, 0.9), (40, 0.2)):
        found = best(KeepBest("accuracy"), found, step, EpochFigures(1.0, accuracy))
    assert found == Best(20, 0.9)


def test_the_best_of_a_log():
    tried = [(10, None, 0.5), (20, 0.4, 0.9), (30, 0.3, 0.8)]
    assert [best_step(KeepBest(figure), tried) for figure in ("loss", "accuracy")] == [30, 20]
    assert best_step(None, tried) is best_step(KeepBest(), []) is None
