"""Coached: what the coach remarks of a run, for the line: the evidence, what to try, and never again."""

from __future__ import annotations

from collections.abc import Callable

from engine.coaching.remark import TITLES, Remark
from engine.project.training.verdict import Fix
from gui.appearance.numerals import in_figures
from gui.window.line.saying import Saying, Way

NOT_AGAIN = "Not again"


def coached(remark: Remark, run: str, do: Callable[[Fix], object], hush: Callable[[], object]) -> Saying:
    """“Overfitting since epoch 6. …”, the first thing to try as a button, the others in the menu."""
    tip = f"{NOT_AGAIN}: says nothing more of this: {TITLES[remark.kind].lower()}. Settings brings it back."
    return Saying(
        in_figures(remark.words),
        in_figures(remark.lead),
        ways=tuple(_way(fix, do) for fix in remark.fixes),
        closes=True,
        matter=f"{run} {remark.kind}",
        brief=TITLES[remark.kind],
        hush=Way(NOT_AGAIN, hush, tip),
    )


def _way(fix: Fix, do: Callable[[Fix], object]) -> Way:
    title = fix.title.replace("Learning rate", "Rate")  # the evidence needs the room
    return Way(in_figures(title), lambda: do(fix), in_figures(fix.tip))
