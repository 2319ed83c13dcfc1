"""Agreement of two networks on the same images, and what McNemar's exact test says of it."""

from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.runs.comparison.agreement import agreement, mcnemar
from engine.runs.kept.predictions import PREDICTION


def predicted(ranks):
    found = np.zeros(len(ranks), PREDICTION)
    found["rank"] = ranks
    return found


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=60))
def test_every_image_is_counted_once(ranks):
    first, other = np.array(ranks).T
    found = agreement(predicted(first), predicted(other))
    assert found.images == len(ranks)
    assert found.both + found.first == (first == 1).sum()
    assert found.both + found.other == (other == 1).sum()
    assert found.gain == pytest.approx((other == 1).mean() - (first == 1).mean())


@given(st.integers(0, 60), st.integers(0, 60))
def test_chance_is_that_of_tossing_a_fair_coin(first, other):
    tosses = first + other
    exact = 2 * sum(comb(tosses, heads) for heads in range(min(first, other) + 1)) / 2**tosses
    assert mcnemar(first, other) == pytest.approx(min(1.0, exact), rel=1e-9)
    assert mcnemar(first, other) == mcnemar(other, first)


def test_what_text_books_have():
    """Fisher's example of hair on heads is McNemar's too: 9 against 1 is 0.021, as R's binom.test(1, 10) says."""
    assert mcnemar(1, 9) == pytest.approx(0.021484375)
    assert mcnemar(0, 0) == mcnemar(5, 5) == 1.0
    assert mcnemar(30_000, 20_000) == 0.0  # and no number too large


def test_other_images_are_refused():
    with pytest.raises(ValueError, match="3 predictions"):
        agreement(predicted([1, 1, 2]), predicted([1]))
