"""Pieces of sentences."""

import pytest

from engine.text import numbers


@pytest.mark.parametrize(
    ("rising", "said"),
    [([], ""), ([3], "3"), ([1, 2], "1, 2"), ([1, 2, 3], "1 to 3"), ([*range(1, 26), 31, 32], "1 to 25, 31, 32")],
)
def test_many_numbers_are_few_words(rising, said):
    assert numbers(rising) == said
