"""A loss that exploded is told from one that is merely bad."""

import numpy as np
import pytest

from engine.project.exploding import exploded, exploded_words


def losses(*values):
    return np.array(values, np.float32)


@pytest.mark.parametrize(
    "ended",
    [
        losses(),
        losses(90.0),
        losses(2.3, 2.1, 0.4, 0.1),
        losses(2.3, *[2.303] * 500),  # stuck at guessing
        losses(2.3, 50.0, 900.0, *[2.5] * 300),  # a spike that was overcome
        losses(40.0, *np.linspace(40, 30, 200)),  # begun badly and hardly mended
        losses(2.3, *[0.1] * 400, 500.0),  # one bad batch at the end
        losses(2.3, *[6.0] * 300),  # bad, but near
    ],
)
def test_what_did_not_explode(ended):
    assert exploded(ended, 10) is None


def test_what_exploded():
    loss = exploded(losses(2.3, 400.0, *[9e9] * 58), 10)
    assert exploded_words(loss, 10).startswith("The loss exploded: it ended at 9.00e+09, where guessing has 2.3. Lower")
    assert exploded(losses(2.3, *[20.0] * 300), 10) == pytest.approx(20)
