"""Kept run: of an untrained network that it has been trained before, and the way there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from engine.service.answers import RunSummary
from gui.appearance.numerals import counted, percent
from gui.window.line.saying import Way

OPEN = "Open its last run"


def in_words(run: RunSummary | None) -> str:
    """How far the last run came; nothing where there is none."""
    return "" if run is None else f"its last run made {counted(run.step, 'step')}"


def ways(run: RunSummary | None, show: Callable[[Path], object]) -> tuple[Way, ...]:
    """To that run."""
    if run is None:
        return ()
    right = "" if run.accuracy is None else f": {percent(run.accuracy)} of the test images right"
    tip = f"Shows “{run.title}” with its curve and what it has learned{right}"
    return (Way(OPEN, partial(show, run.folder), tip),)
