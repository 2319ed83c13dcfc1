"""Best weights: of a run that keeps them, which weights are shown, and the way to the others."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from engine.service.answers import Shown
from gui.appearance.numerals import numeral
from gui.state.run.run import Run
from gui.window.line.saying import Way

SHOW_BEST, SHOW_LAST = "Show the best", "Show the last"


def in_words(run: Run | None, shown: Shown | None, best: int | None) -> str:
    """That the shown weights are the best, or which ones are; nothing where none are kept."""
    if run is None or shown is None or best is None or shown.run != run.id:
        return ""
    if shown.step == best:
        return " It was the best on the validation images."
    return f" Step {numeral(best)} was the best on the validation images."


def ways(
    run: Run | None, shown: Shown | None, best: int | None, show: Callable[[int | None], object]
) -> tuple[Way, ...]:
    """To the best weights, or from them to the last; nothing where these are the same."""
    if run is None or run.removed or best is None or best == run.step:
        return ()
    if shown is not None and (shown.run, shown.step) == (run.id, best):
        return (Way(SHOW_LAST, partial(show, None), f"The weights that it ended with, of step {numeral(run.step)}"),)
    tip = f"Looks at the weights of step {numeral(best)}, the best on the validation images; predict uses them, too"
    return (Way(SHOW_BEST, partial(show, best), tip),)
