"""By hand: learning rates that somebody changed while a run trained, what that does to the schedule, and its words.

A schedule keeps its form: from the step of a change on all of it is multiplied, its least rate too.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine import figures
from engine.events import RateChanged, rate_factor

KEEPS_ITS_FORM = "From the next step on; the schedule goes on from there in proportion."
NAMED = 2  # changes that are said one by one


def factor_at(changes: Sequence[RateChanged], step: int) -> float:
    """By what the schedule is multiplied for a step, counted from 0."""
    return rate_factor(change for change in changes if change.step <= step)


def in_words(changes: Sequence[RateChanged]) -> str:
    """Rate by hand: 0.001 → 0.01 at step 512, 0.01 → 0.002 at step 900; empty without any."""
    if not changes:
        return ""
    if len(changes) > NAMED:
        return f"rate changed by hand {_counted(changes)}"
    return f"rate by hand {under_its_title(changes)}"


def under_its_title(changes: Sequence[RateChanged]) -> str:
    """The same where “Rate by hand” stands before it."""
    return _counted(changes) if len(changes) > NAMED else ", ".join(map(one_in_words, changes))


def _counted(changes: Sequence[RateChanged]) -> str:
    """3 times, at last to 0.01 at step 900."""
    last = changes[-1]
    return f"{figures.counted(len(changes), 'time')}, at last to {figures.rate(last.after)} at step {last.step:,}"


def one_in_words(change: RateChanged) -> str:
    """0.001 → 0.01 at step 512: the last one before it, where the mark stands too."""
    return f"{rates(change)} at step {change.step:,}"


def rates(change: RateChanged) -> str:
    """0.001 → 0.01."""
    return f"{figures.rate(change.before)} → {figures.rate(change.after)}"
