"""The list of runs: each as one line."""

from __future__ import annotations

from pathlib import Path

from engine.errors import LayerscopeError
from engine.runs.folder import RunFolder
from engine.runs.reader import RunReader
from engine.service.answers import RunSummary

STATES = {"budget": "finished", "user": "stopped", "interrupt": "interrupted", "failure": "failed"}


def run_list(runs: Path | None) -> list[RunSummary]:
    """Every run, newest first; one that never ended, or is damaged, says so."""
    return [_summary(run) for run in RunFolder.list(runs)]


def _summary(run: RunFolder) -> RunSummary:
    try:
        title = run.project().title
        steps = RunReader(run.path).kept_steps()
    except (LayerscopeError, OSError):
        return RunSummary(run.path, run.id, run.id, 0, None, "unreadable")
    result = run.result()
    if result is None:
        return RunSummary(run.path, run.id, title, max(steps, default=0), None, "not finished")
    state, speed = STATES[result.stopped_by], result.images_per_second
    return RunSummary(run.path, run.id, title, result.steps, result.test_accuracy, state, speed, result.seconds)
