"""Shown in words: the quiet sentence of the line, for when there is no news of what is shown."""

from __future__ import annotations

from engine.analysis.analysis import Analysis
from engine.project.project import Project, called
from engine.service.answers import RunSummary, Shown, typed_in_few_words
from gui.appearance.numerals import in_figures, numeral
from gui.state.run.run import Run, RunState
from gui.window.line import kept_run


def in_words(  # what there is to know of what is shown
    project: Project,
    analysis: Analysis,
    shown: Shown | None,
    runs: RunState,
    *,
    lags: bool = False,
    kept: RunSummary | None = None,
) -> str:
    """“Showing step 1,500 of “LeNet-5 on digits”.”, or what there is to train.

    Of a run that trains no step is said while one follows it; `lags` is that what is shown is behind it. `kept` is the
    last run of a network that is not trained now.
    """
    run = runs.current
    if run is not None and run.training and (shown is None or shown.run != run.id or not shown.trained):
        return f"“{run.title}” begins to train."
    if shown is not None and run is not None and run.unfinished and (shown.run, shown.step) == (run.id, run.step):
        return f"“{run.title}” {run.left_off} at step {numeral(run.step)} of {numeral(run.total)}."
    if shown is not None and shown.trained:
        return f"{_trained(runs, shown, lags=lags)}{_fork(run, shown)}"
    if shown is None and run is not None and run.step:
        return f"“{run.title}” at step {numeral(run.step)}; its weights are on their way."
    return _untrained(project, analysis, kept_run.in_words(kept))


def _trained(runs: RunState, shown: Shown, *, lags: bool) -> str:
    run, title = runs.current, runs.title_of(shown)
    learning = run is not None and run.phase == "running" and run.id == shown.run
    if learning and not lags:
        return f"“{title}” trains."
    return f"Showing step {numeral(shown.step)} of “{title}”{', while it trains' if learning else ''}."


def _fork(run: Run | None, shown: Shown) -> str:
    """Of a fork from where it began, and whether that run is still listed."""
    if run is None or run.parent is None or run.id != shown.run:
        return ""
    parent = run.parent.parent
    gone = "" if run.parent.folder else ", which is no longer among the runs"
    typed_in = f", {in_figures(words)}" if (words := typed_in_few_words(run.parent.typed_in)) else ""
    return f" Forked from step {numeral(parent.step)} of “{called(parent.title or parent.id)}”{gone}{typed_in}."


def _untrained(project: Project, analysis: Analysis, before: str) -> str:
    """With what is news first, as the rest goes where there is no room."""
    if not project.network.nodes:
        return f"“{called(project.title)}” has no layers yet."
    if problems := len(analysis.problems):
        return f"“{called(project.title)}” cannot run yet: {problems} problem{'s' * (problems > 1)}."
    size = f"{numeral(analysis.parameters)} parameters"
    if before:
        return f"“{called(project.title)}” was trained before: {before}. It has {size}."
    return f"{called(project.title)}, {size}: not trained yet."
