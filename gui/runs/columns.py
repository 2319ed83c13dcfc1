"""The columns of the table of runs: how a run reads in each, and what it is sorted by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.service.answers import RunSummary
from gui.appearance.numerals import numeral

DATE = 1  # the column that a list is sorted by at first


@dataclass(frozen=True)
class Column:
    """A column: its title, how a run reads in it, what it is sorted by, and help."""

    title: str
    text: Callable[[RunSummary], str]
    key: Callable[[RunSummary], Any]
    help: str
    number: bool = True


def began(run: RunSummary) -> datetime | None:
    """When a run began, as its folder's name has it; None where the name is another."""
    try:
        return datetime.strptime(run.name[:17], "%Y-%m-%d_%H%M%S")  # noqa: DTZ007  # the name holds local time
    except ValueError:
        return None


def _date(run: RunSummary) -> str:
    moment = began(run)
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def _accuracy(run: RunSummary) -> str:
    return f"{numeral(100 * run.accuracy, '.2f')} %" if run.accuracy is not None else "–"


def _speed(run: RunSummary) -> str:
    return numeral(run.images_per_second, ",.0f") if run.images_per_second else "–"


def sentence(run: RunSummary) -> str:
    """A run in words, for a screen reader."""
    parts = [run.title, _date(run), f"{run.state} at step {numeral(run.step)}"]
    if run.accuracy is not None:
        parts.append(f"{_accuracy(run)} of the test images right")
    return ", ".join(part for part in parts if part)


STATE = Column("State", lambda run: run.state, lambda run: run.state, "How the run ended.", number=False)
COLUMNS = (
    Column("Run", lambda run: run.title, lambda run: run.title.lower(), "The project that was trained.", number=False),
    Column("Began", _date, lambda run: run.name, "When training began.", number=False),
    Column("Steps", lambda run: numeral(run.step), lambda run: run.step, "Batches trained on."),
    Column("Test", _accuracy, lambda run: run.accuracy or 0.0, "Share of the test images that were recognised."),
    STATE,
    Column("Images/s", _speed, lambda run: run.images_per_second or 0.0, "Training images a second."),
)
