"""Coach: the one sentence that is worth saying of a run's curves, or none."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from typing import TypeAlias

import numpy as np

from engine.coaching.dead_units import dead_units
from engine.coaching.diverged import diverged
from engine.coaching.guessing import guessing
from engine.coaching.overfitting import overfitting
from engine.coaching.plateau import plateau
from engine.coaching.rate_too_high import rate_too_high
from engine.coaching.rate_too_low import rate_too_low
from engine.coaching.remark import Kind, Remark
from engine.coaching.remedies import offered
from engine.coaching.seen import Seen

Judge: TypeAlias = Callable[[Seen], Remark | None]  # of curves whose losses are numbers
OF_THE_RATE: tuple[Kind, ...] = ("guessing", "rate too high", "rate too low", "plateau")
AT_THE_END: tuple[Kind, ...] = ("diverged", "guessing")  # what the verdict says then
JUDGES: dict[Kind, Judge] = {  # the gravest first
    "diverged": diverged,
    "guessing": guessing,
    "rate too high": rate_too_high,
    "dead units": dead_units,
    "rate too low": rate_too_low,
    "overfitting": overfitting,
    "plateau": plateau,
}


def advised(seen: Seen, hushed: Collection[str] = ()) -> Remark | None:
    """The gravest condition that its curves show, with what can be tried; `hushed` kinds are not spoken of.

    Of a rate that was changed by hand just now nothing is said. A loss that is no number ends a run; what went wrong
    with one that has ended, the verdict says.
    """
    if not np.isfinite(seen.losses).all():
        return None
    silent = {*hushed, *(OF_THE_RATE if seen.lately_changed else ())}
    for kind, judge in JUDGES.items():
        if kind not in silent and (found := judge(seen)) is not None:
            if seen.ended and kind in AT_THE_END:
                return None
            return replace(found, fixes=offered(seen.project, found.fixes))
    return None
