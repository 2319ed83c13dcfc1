"""Coached: what the coach remarks of a run, for the line: the evidence, what to try, and never again."""

from __future__ import annotations

from collections.abc import Callable

from engine.coaching.remark import TITLES, Remark
from engine.project.training.verdict import Fix
from gui.appearance.numerals import in_figures
from gui.window.line.saying import Saying, Way

NOT_AGAIN = "Not again"


def coached(remark: Remark, run: str, do: Callable[[Fix], object], hush: Callable[[], object]) -> Saying:
    """“Overfitting since epoch 6. …”, the first thing to try and “Not again” as buttons, the others in the menu."""
    tip = f"Says nothing more of this: {TITLES[remark.kind].lower()}. Settings brings it back."
    first, others = remark.fixes[:1], remark.fixes[1:]
    ways = (*(_way(fix, do) for fix in first), Way(NOT_AGAIN, hush, tip), *(_way(fix, do) for fix in others))
    lead, words = in_figures(remark.lead), in_figures(remark.words)
    return Saying(words, lead, ways=ways, buttons=2, closes=True, matter=f"{run} {remark.kind}")


def _way(fix: Fix, do: Callable[[Fix], object]) -> Way:
    return Way(in_figures(fix.title), lambda: do(fix), in_figures(fix.tip))
