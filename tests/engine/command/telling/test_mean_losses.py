"""The mean loss of every so many steps."""

import numpy as np
import pytest

from engine.command.telling.mean_losses import MeanLosses
from engine.events import StepsDone


def told(every, *blocks):
    """The lines of blocks of steps, each (first step, its losses)."""
    means, lines = MeanLosses(every), []
    for first, losses in blocks:
        loss = np.array(losses, np.float32)
        steps = np.arange(first, first + len(losses))
        lines += means.of(StepsDone("run", steps, loss, loss, loss, 1.0, 1.0))
    return [*lines, *means.rest()]


def test_windows_end_at_multiples_however_the_steps_arrive():
    losses = [float(step) for step in range(1, 11)]
    whole = told(4, (1, losses))
    assert whole == [
        "Steps 1 to 4: mean loss 2.500",
        "Steps 5 to 8: mean loss 6.500",
        "Steps 9 to 10 (only 2 steps): mean loss 9.500",
    ]
    assert told(4, *((step, [float(step)]) for step in range(1, 11))) == whole


def test_a_run_that_goes_on_begins_with_the_rest_of_a_window():
    assert told(1000, (999, [1.0, 3.0, 5.0]))[0] == "Steps 999 to 1,000 (only 2 steps): mean loss 2.000"


def test_nothing_is_left_where_the_last_window_is_full():
    assert told(2, (1, [1.0, 2.0])) == ["Steps 1 to 2: mean loss 1.500"]


@pytest.mark.parametrize(("loss", "words"), [(np.nan, "not a number"), (np.inf, "not a number")])
def test_a_loss_that_is_no_number(loss, words):
    assert told(1, (1, [loss])) == [f"Steps 1 to 1: mean loss {words}"]
