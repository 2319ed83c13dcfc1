"""What is said of two runs, and of two groups of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from engine.figures import percent
from engine.runs.comparison.agreement import RARE, Agreement
from engine.runs.comparison.comparison_words import (
    advice,
    gained,
    gained_briefly,
    judged,
    losses_in_words,
    luck_in_words,
    probability,
    spread_in_words,
)
from engine.runs.comparison.luck import luck, spread


def test_more_than_chance():
    found = judged(Agreement(1900, 12, 41, 47))
    assert found == "B is right on 41 images that A gets wrong, A on 12: more than chance would give (p < 0.0001)."
    assert "(p = 0.0025)" in judged(Agreement(0, 12, 33, 0))


def test_may_be_chance_whoever_is_better():
    found = judged(Agreement(1900, 14, 12, 74), "run 1", "run 2")
    assert found == "Run 1 is right on 14 images that run 2 gets wrong, run 2 on 12: that may be chance (p = 0.85)."


def test_one_image_and_none():
    assert judged(Agreement(5, 0, 1, 0)).startswith("B is right on 1 image that A gets wrong, A on 0: that may be")
    assert judged(Agreement(5, 0, 0, 3)) == "A and B are right on the very same images."


@pytest.mark.parametrize(("first", "other"), [(0, 5), (0, 6), (3, 14), (100, 130), (100, 140)])
def test_the_verdict_is_that_of_scipys_exact_test(first, other):
    chance = float(stats.binomtest(first, first + other).pvalue)
    assert ("more than chance" in judged(Agreement(0, first, other, 0))) is (chance < RARE)


def test_groups():
    better = luck([0.90, 0.91, 0.905, 0.902, 0.908], [0.921, 0.922, 0.925, 0.93, 0.919])
    assert luck_in_words(better) == "5 against 5 seeds: 1.84 points more right, more than luck would give (p = 0.0079)."
    alike = luck([0.90, 0.91, 0.905, 0.902], [0.901, 0.909, 0.904, 0.903])
    assert luck_in_words(alike).startswith("4 against 4 seeds: equally many right, which may be luck (p = ")
    few = luck([0.9, 0.91], [0.88, 0.90])
    assert luck_in_words(few) == "2 against 2 seeds: 1.50 points fewer right, with too few seeds to tell."
    one = luck([0.9], list(np.linspace(0.7, 0.8, 40)))
    assert luck_in_words(one).endswith("with too few seeds to tell.")
    assert (advice([None, better, alike]), advice([better, few]).split(":")[0]) == ("", "Train more seeds of each")


def test_a_spread():
    both = spread([0.915, 0.9135])
    assert spread_in_words(both) == "91.43 % ± 0.11 over 2 seeds, from 91.35 to 91.50 %"
    assert spread_in_words(spread([0.95])) == "95.00 % with one seed"
    assert losses_in_words(spread([0.4, 0.5])) == "0.450 ± 0.071 over 2 seeds, from 0.400 to 0.500"


@pytest.mark.parametrize(
    ("first", "other", "said"),
    [
        (0.983, 0.5, "48.30 points fewer right"),
        (0.5, 0.518, "1.80 points more right"),
        (0.5, 0.5, "equally many right"),
        (0.5, 0.5 + 1e-16, "equally many right"),
        (0.5, 0.50001, "less than 0.01 points more right"),
    ],
)
def test_a_gain_is_told_in_points_of_a_hundred(first, other, said):
    assert gained(first, other) == said


@given(st.integers(0, 3000), st.integers(0, 3000))
def test_a_gain_is_what_lies_between_the_shares_as_they_are_written(first, other):
    written = [float(percent(right / 3000)[:-2]) for right in (first, other)]
    said = gained(first / 3000, other / 3000)
    if said[0].isdigit():
        assert float(said.split()[0]) == pytest.approx(abs(written[1] - written[0]))
        assert gained_briefly(first / 3000, other / 3000)[1:] == f"{said.split()[0]} points"
    else:
        assert written[0] == written[1]


def test_a_probability_is_never_nothing():
    assert [probability(value) for value in (1.0, 0.0312, 0.0001, 0.0)] == [
        "p = 1",
        "p = 0.031",
        "p = 0.0001",
        "p < 0.0001",
    ]
