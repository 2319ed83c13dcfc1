"""Best weights: of a run that keeps them, which weights are shown, and the way to the best."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from engine.service.answers import Shown
from gui.appearance.numerals import numeral
from gui.state.run.run import Run
from gui.window.line.saying import Way

SHOW_BEST = "Show the best"


def in_words(run: Run | None, shown: Shown | None, best: int | None) -> str:
    """That the shown weights are the best, or which ones are; nothing where none are kept."""
    if run is None or shown is None or best is None or shown.run != run.id:
        return ""
    if shown.step == best:
        return " It was the best on the validation images."
    return f" Step {numeral(best)} was the best on the validation images."


def ways(run: Run | None, shown: Shown | None, best: int | None, show: Callable[[int], object]) -> tuple[Way, ...]:
    """To the best weights; nothing where they are shown, or are the last."""
    if run is None or run.removed or best is None or best == run.step:
        return ()
    if shown is not None and (shown.run, shown.step) == (run.id, best):
        return ()
    tip = f"Looks at the weights of step {numeral(best)}, the best on the validation images; predict uses them, too"
    return (Way(SHOW_BEST, partial(show, best), tip),)
