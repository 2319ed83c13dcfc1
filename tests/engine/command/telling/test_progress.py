"""Progress: a bar on a terminal, sparse lines elsewhere; tables that line up."""

import contextlib
import io

import numpy as np
import pytest
from tqdm import tqdm

from engine.command.telling import progress
from engine.command.telling.progress import ProgressTold
from engine.events import ComputedOn, EpochDone, Evaluated, RateChanged, Resumed, StateChanged, StepsDone
from engine.project.training.budgets import Epochs, Steps
from engine.text_table import table


class Terminal(io.StringIO):
    def isatty(self):
        return True


def steps(first, count):
    ones = np.ones(count, np.float32)
    return StepsDone("run", np.arange(first, first + count), ones / 2, ones, ones / 1000, 1.0, 1234.5)


def told(stream, total, budget, events, every=None):
    """What stands on standard error after these events."""
    with contextlib.redirect_stderr(stream):
        teller = ProgressTold(total, budget, every=every)
        for event in events:
            teller(event)
        teller.close()
    return stream.getvalue()


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["file", "terminal"])
def test_what_happens_is_told_in_order(stream):
    events = (
        StateChanged("run", 0.0, "preparing", 0, "Reading Digits"),
        Resumed("run", 0.0, 10, ("000020: torn",)),
        StateChanged("run", 0.0, "paused", 1_010),
        steps(11, 10),
        EpochDone("run", 0.0, 2, 20, 0.5, 0.875, 1234.5, 8.08),
        Evaluated("run", 0.0, "test", 2, 20, None, 0.9, ((1,),), 0.1),
    )
    text = told(stream, 20, Epochs(2), events)
    lines = [
        "Reading Digits …",
        "Left out a damaged checkpoint: 000020: torn.",
        "Going on from step 10.",
        "Paused at step 1,010.",
        "Epoch 2 of 2, step 20: loss 0.500, 87.50 % right, 8.1 s, 1,234 images/s",
        "Test: 90.00 % right, loss not a number",
    ]
    assert [text.index(line) for line in lines] == sorted(text.index(line) for line in lines)


@pytest.mark.parametrize(("trained_loss", "named"), [(None, "loss"), (0.5, "cross-entropy")])
def test_the_loss_of_averaged_weights_is_named_as_that_of_the_others(trained_loss, named):
    figures = {"averaged_loss": 0.25, "averaged_accuracy": 0.9, "trained_loss": trained_loss}
    text = told(io.StringIO(), 20, Epochs(2), [Evaluated("run", 0.0, "test", 2, 20, 0.3, 0.9, ((1,),), 0.1, **figures)])
    assert text.strip().endswith(f"averaged weights: 90.00 % right, {named} 0.250")


def test_single_steps_move_the_bar_on_a_terminal():
    text = told(Terminal(), 100, Steps(100), [steps(first, 10) for first in range(1, 101, 10)])
    assert "step 10 of 100" in text


class Eager(tqdm):
    """Draws every step."""

    def __init__(self, **options):
        super().__init__(**options, mininterval=0, miniters=1)


def test_the_bar_tells_no_more_time_than_a_limit_leaves(monkeypatch):
    monkeypatch.setattr(progress, "tqdm", Eager)
    events = [Resumed("run", 0.0, 10, seconds=20.0), *(steps(first, 10) for first in range(11, 41, 10))]
    assert "step 40 of 1000000000, 37 s left, " in told(Terminal(), 10**9, Steps(10**9, minutes=1), events)
    assert " left, " in told(Terminal(), 100, Steps(100), [steps(first, 10) for first in range(1, 101, 10)])


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()], ids=["file", "terminal"])
def test_mean_losses_of_so_many_steps_are_told_beside_a_bar_and_in_a_file(stream):
    text = told(stream, 30, Steps(30), [steps(1, 10), steps(11, 10), steps(21, 5)], every=20)
    assert "Steps 1 to 20: mean loss 0.500" in text
    assert "Steps 21 to 25 (only 5 steps): mean loss 0.500" in text


def test_the_last_mean_loss_is_told_before_what_all_steps_came_to():
    end = EpochDone("run", 0.0, 1, 25, 0.5, 0.9, 900.0)
    text = told(io.StringIO(), 25, Steps(25), [steps(1, 20), steps(21, 5), end], every=20)
    assert [line.partition(" ")[0] for line in text.splitlines()] == ["Steps", "Steps", "Epoch"]


def test_what_is_computed_on_and_a_rate_by_hand_are_told():
    events = (ComputedOn("run", "cuda:0", 1), ComputedOn("run", "cpu", 4), RateChanged("run", 0.0, 1_200, 0.001, 0.01))
    assert told(io.StringIO(), 9_999, Steps(9_999), events).splitlines() == [
        "On cuda:0, with 1 thread of the CPU.",
        "On the CPU with 4 threads.",
        "Learning rate 0.001 → 0.01 at step 1,200, by hand.",
    ]


def test_single_steps_fill_no_file():
    assert told(io.StringIO(), 100, Steps(100), [steps(first, 10) for first in range(1, 101, 10)]) == ""


def test_tables_line_up_whatever_the_letters():
    text = table(("", "Name", "Count"), [("1", "犬", "5"), ("22", "cafe\u0301", "1,000")], right=(2,))
    assert text.splitlines() == [
        "    Name  Count",
        "───────────────",
        "1   犬        5",
        "22  cafe\u0301  1,000",
    ]
