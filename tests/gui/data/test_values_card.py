"""The values of the pixels: mean, deviation and histogram, before and after normalisation."""

import numpy as np
import pytest

from gui.data.values_card import ValuesCard, in_words
from tests.gui.data.overviews import overview


@pytest.fixture
def card(qtbot):
    made = ValuesCard()
    qtbot.addWidget(made)
    made.show()
    return made


def halves(channels):
    """As many black pixels as white ones."""
    levels = np.zeros((channels, 256), np.int64)
    levels[:, [0, 255]] = 50
    return levels


def test_mean_and_deviation_are_those_of_the_values():
    draw = np.random.default_rng(0).integers(0, 256, (2, 4_000))
    levels = np.array([np.bincount(one, minlength=256) for one in draw])
    lines = in_words(levels, (0.0, 0.0), (1.0, 1.0)).splitlines()
    for line, values in zip(lines, draw / 255, strict=True):
        assert line == f"Mean {values.mean():.3f}, deviation {values.std():.3f}"


def test_colours_have_their_names_and_are_told_after_normalisation_too():
    said = in_words(halves(3), (0.5, 0.5, 0.25), (0.5, 0.25, 0.5)).splitlines()
    assert said == [
        "Red: mean 0, deviation 1",
        "Green: mean 0, deviation 2",
        "Blue: mean 0.5, deviation 1",
    ]


def test_both_are_shown_once_they_were_counted(card):
    card.show_normalisation(overview())
    assert card.waiting.isVisible()
    card.show_levels(halves(1))
    assert card.seen.isVisible()
    assert card.stored.histogram.ends == (0, 1)
    low, high = card.seen.histogram.ends
    assert (round(low, 3), round(high, 3)) == (round(-0.1307 / 0.3081, 3), round(0.8693 / 0.3081, 3))
    card.grab()
    card.forget()
    assert card.waiting.isVisible()
    card.show_levels(halves(3))  # of other images than the normalisation
    assert card.waiting.isVisible()
