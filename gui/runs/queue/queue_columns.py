"""The columns of the queue: how an entry reads in each."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from engine.figures import duration
from engine.service.answers import EntryView
from gui.appearance.numerals import in_figures, numeral, percent

STATES = {
    "waiting": "Waits",
    "running": "Trains",
    "paused": "Paused",
    "ending": "Stops…",
    "stopped": "Stopped",
    "done": "Done",
    "failed": "Failed",
    "cancelled": "Cancelled",
}


class Column(NamedTuple):
    """Its title and help, how an entry reads in it, and the longest text it has room for; "" takes what is left."""

    title: str
    help: str
    text: Callable[[EntryView], str]
    room: str = ""


def state(one: EntryView) -> str:
    """What becomes of it."""
    return STATES[one.state]


def far(one: EntryView) -> str:
    """Steps done of all; empty before the first."""
    if not one.total:
        return ""
    return f"{numeral(one.step)} of {numeral(one.total)}"


def left(one: EntryView) -> str:
    """How long it still takes; empty where nobody knows."""
    return "" if one.seconds_left is None else in_figures(duration(one.seconds_left))


COLUMNS = (
    Column("Project", "What is trained", lambda one: in_figures(one.entry.title)),
    Column("Recipe", "The optimiser, its rate, and what else is not as usual", lambda one: in_figures(one.recipe)),
    Column("Seed", "What chance begins with", lambda one: numeral(one.entry.seed, "d"), "2147483"),
    Column("State", "What becomes of it", state, "Cancelled"),
    Column("Steps", "Steps that it has done, and is to do", far, "100,000 of 100,000"),
    Column("Accuracy", "Of the test images, when it was last tested", lambda one: percent(one.accuracy), "100.00 %"),
    Column("Time left", "How long it will still take", left, "59 min 59 s"),
)
PROJECT, RECIPE, SEED, STATE, STEPS, ACCURACY, LEFT = range(len(COLUMNS))


def sentence(one: EntryView) -> str:
    """An entry in words."""
    recipe = f" · {one.recipe}" if one.recipe else ""
    rows = (("", state(one)), (" steps", far(one)), (" right", percent(one.accuracy)), (" left", left(one)))
    figures = [f"{text}{unit}" for unit, text in rows if text]
    return f"{in_figures(one.entry.title + recipe)}, seed {one.entry.seed}: {', '.join(figures)}"


def tip(one: EntryView) -> str:
    """The same, and why it failed."""
    return f"{sentence(one)}.\n{one.entry.why}".strip()
