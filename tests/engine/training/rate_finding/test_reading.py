"""What a sweep says, from its losses alone: where they fall fastest, where training runs away, and when neither."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.training.rate_finding.reading import HIGHEST, LOWEST, planned, read, runs_away
from tests.examples import examples

TOTAL = 350
RATES = planned(TOTAL)


def falling(at: float, from_=2.3, to=0.4, away=1.0):
    """A loss that falls fastest at a rate, and runs away at another."""
    slope = to + (from_ - to) / (1 + (RATES / at) ** 2)
    return slope + np.where(away < RATES, 10 * np.log10(RATES / away), 0)


def noise(size=0.05, seed=0):
    return np.random.default_rng(seed).normal(0, size, TOTAL)


@pytest.mark.parametrize("at", [1e-4, 1e-3, 1e-2])
def test_the_suggestion_is_where_the_loss_falls_fastest(at):
    found = read(RATES, falling(at) + noise())
    assert found.suggestion is not None
    assert at / 2 < found.suggestion < at * 2
    assert found.sentence.startswith(f"The loss falls fastest at a rate of {found.suggestion:.2g}"[:30])


def test_once_training_runs_away_nothing_more_counts():
    losses = falling(1e-3, away=0.1)
    found = read(RATES, losses)
    assert found.ended == "ran away"
    assert 0.1 < found.rates[-1] < 1
    assert runs_away(losses, TOTAL)
    assert not runs_away(falling(1e-3, away=100), TOTAL)
    assert "runs away" in found.sentence


def test_a_single_bad_batch_is_no_running_away():
    losses = falling(1e-3, away=100)
    losses[100] = 5.0
    assert not runs_away(losses, TOTAL)


@pytest.mark.parametrize("bad", [np.nan, np.inf])
def test_a_loss_that_is_no_number_ends_it(bad):
    losses = falling(1e-3)
    losses[250:] = bad
    found = read(RATES, losses)
    assert (found.ended, len(found.rates)) == ("no number", 250)
    assert np.isfinite(found.smoothed).all()
    assert "no longer a number" in found.sentence
    assert read(RATES, np.full(3, bad)).sentence.endswith("It is no number from the first step on.")


def test_without_a_clear_slope_nothing_is_suggested():
    for seed in range(20):
        found = read(RATES, 2.3 + noise(0.3, seed))
        assert found.suggestion is None
        assert found.sentence.startswith("No clear slope")
    assert read(RATES, np.zeros(TOTAL)).suggestion is None  # a single class


def test_falling_back_from_a_peak_is_no_learning():
    losses = falling(1e-3, away=100)
    losses[280:290] = 3.2
    found = read(RATES, losses)
    assert found.suggestion is not None
    assert 5e-4 < found.suggestion < 2e-3


def test_so_far_it_says_what_it_can():
    for count in range(0, TOTAL, 7):
        found = read(RATES, falling(1e-3)[:count])
        assert len(found.rates) == len(found.losses) == len(found.smoothed) <= count
        assert found.total == TOTAL


def test_of_few_steps_it_says_the_same_as_of_many():
    few = planned(70)
    losses = 0.4 + 1.9 / (1 + (few / 1e-3) ** 2)
    found = read(few, losses)
    assert found.suggestion is not None
    assert 3e-4 < found.suggestion < 3e-3


@given(st.lists(st.floats(-1e6, 1e30) | st.sampled_from([np.nan, np.inf, -np.inf]), max_size=90))
@settings(max_examples=examples(60), deadline=None)
def test_of_any_losses_something_is_said(losses):
    found = read(planned(90), np.array(losses, float))
    assert np.isfinite(found.losses).all()
    assert found.sentence
    assert found.suggestion is None or LOWEST <= found.suggestion <= HIGHEST
