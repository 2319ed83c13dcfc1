"""Best weights: of a run that keeps them, which weights are shown, and the way to the best."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from engine.project.project import epoch_steps
from engine.project.training.watching import best_step
from engine.service.answers import Shown
from gui.appearance.numerals import numeral
from gui.chart.plot.curves import RunCurves
from gui.state.run.run import Run
from gui.window.line.saying import Way

SHOW_BEST = "Show the best"


def best_of(run: Run, curves: RunCurves | None) -> int | None:
    """The best step on the validation images, by the curves that the chart has; None where its weights are not kept,
    and while it trains.
    """
    if run.training or run.project.training.keep_best is None or curves is None or curves.run_id != run.id:
        return None
    tried = curves.evaluations["validation"]
    all_tried, each = zip(tried.steps, tried.loss, tried.accuracy, strict=True), epoch_steps(run.project)
    return best_step(run.project.training.keep_best, (one for one in all_tried if one[0] % each == 0))


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
