"""The columns of the table of runs: how a run reads in each, what it is sorted by, and the room it needs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine import figures
from engine.service.answers import (
    MARK,
    MOMENT,
    RunSummary,
    left_out_in_words,
    typed_in_few_words,
    typed_in_words,
)
from gui.appearance.numerals import counted, in_figures, loss, numeral, percent, size

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NONE = "–"


@dataclass(frozen=True)
class Column:
    """A column: its key in the settings, title, how a run reads in it, what it is sorted by, and help.

    `room` is the longest text that a figure has; words, which have none, need at least `width`. `tip` is what a cell
    says on hovering, where that is more than its text; `begins` at the left.
    """

    key: str
    title: str
    text: Callable[[RunSummary], str]
    order: Callable[[RunSummary], Any]
    help: str
    room: str = ""
    width: int = 0
    tip: Callable[[RunSummary], str] | None = None
    begins: bool = False

    @property
    def left(self) -> bool:
        """Whether its text begins at the left, as words do."""
        return self.begins or not self.room


def began(run: RunSummary) -> datetime | None:
    """When a run began; None where nothing says so."""
    try:
        return datetime.strptime(run.began, MOMENT)  # noqa: DTZ007  # it is local time
    except ValueError:
        return None


def _date(run: RunSummary) -> str:
    """The day as people say it, with the year only where it is another one."""
    moment = began(run)
    if moment is None:
        return ""
    year = "" if moment.year == datetime.now().astimezone().year else f" {moment.year}"
    return f"{moment.day} {MONTHS[moment.month - 1]}{year} {moment:%H:%M}"


def _whole_date(run: RunSummary) -> str:
    moment = began(run)
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def _accuracy(run: RunSummary) -> str:
    return percent(run.accuracy) + MARK * bool(run.leak) or NONE


def _accuracy_tip(run: RunSummary) -> str:
    if run.accuracy is None:
        return "It was not tested."
    after = f", tested after step {numeral(run.tested_at)}" if run.tested_at is not None else ""
    return " ".join(filter(None, (f"{percent(run.accuracy)} of the test images right{after}.", in_figures(run.leak))))


def _loss(run: RunSummary) -> str:
    return loss(run.loss) if run.loss is not None else NONE


def _whole(value: float | None) -> str:
    return numeral(value, ",.0f") if value is not None else NONE


def _plain(value: int | None) -> str:
    return str(value) if value is not None else NONE


def _size(run: RunSummary) -> str:
    return size(run.size) if run.size is not None else NONE


def _time(run: RunSummary) -> str:
    return figures.duration(run.seconds) if run.seconds is not None else NONE


def _name_tip(run: RunSummary) -> str:
    left_out = in_figures(left_out_in_words(run.left_out))
    parts = (run.title, f"Folder: {run.name}", _typed_in(run), left_out, _whole_note(run))
    return "\n".join(filter(None, parts))


def _stack_tip(run: RunSummary) -> str:
    return "\n".join(part for part in (run.recipe.stack, run.recipe.line) if part)


def _parent(run: RunSummary) -> str:
    parent = run.parent
    words = "" if parent is None else f"{parent.title or parent.id}, step {numeral(parent.step)}"
    return ", ".join(filter(None, (words, in_figures(typed_in_few_words(run.typed_in)))))


def _typed_in(run: RunSummary) -> str:
    """That it began with such filters; empty where it did not."""
    return f"It began with {in_figures(typed_in_words(run.typed_in))} typed in by hand." if run.typed_in else ""


def _parent_tip(run: RunSummary) -> str:
    return "\n".join(filter(None, (run.parent.run if run.parent else "", _typed_in(run))))


def _first_line(run: RunSummary) -> str:
    """Of the note; without one those at steps are counted."""
    notes = run.step_notes
    return run.note.partition("\n")[0] or (counted(len(notes), "note") + " at steps" if notes else "")


def notes_at_steps(run: RunSummary) -> str:
    """One a line; empty without any."""
    return "\n".join(f"Step {numeral(note.step)}: {note.text}" for note in run.step_notes)


def _whole_note(run: RunSummary) -> str:
    return "\n\n".join(filter(None, (run.note, notes_at_steps(run))))


def sentence(run: RunSummary) -> str:
    """A run in words, for a screen reader."""
    parts = [run.title, _whole_date(run), f"{run.state} at step {numeral(run.step)}", run.recipe.stack, run.recipe.data]
    if run.accuracy is not None:
        parts.insert(3, f"{percent(run.accuracy)} of the test images right")
        parts.append(in_figures(run.leak))
    parts.append(_typed_in(run))
    return ", ".join(part for part in parts if part)


NAME = Column(
    "name",
    "Run",
    lambda run: run.title,
    lambda run: run.title.lower(),
    "What the run is called: F2 gives it another name.",
    width=160,
    tip=_name_tip,
)
STATE = Column(
    "state", "State", lambda run: run.state, lambda run: run.state, "How the run ended.", "interrupted", begins=True
)
DATE = Column(
    "began",
    "Began",
    _date,
    lambda run: (run.began, run.name),
    "When training began. Those of one second stand in the order of their folders.",
    "30 Nov 00:00",
    tip=_whole_date,
    begins=True,
)
COLUMNS = (
    NAME,
    Column("data", "Data", lambda run: run.recipe.data, lambda run: run.recipe.data.lower(), "The images.", width=84),
    Column(
        "stack",
        "Stack",
        lambda run: run.recipe.stack,
        lambda run: run.recipe.stack.lower(),
        "The layers with weights.",
        width=118,
        tip=_stack_tip,
    ),
    Column(
        "parameters",
        "Parameters",
        lambda run: _whole(run.recipe.parameters),
        lambda run: run.recipe.parameters or 0,
        "Learned numbers of the network.",
        "0,000,000",
    ),
    Column(
        "optimiser",
        "Recipe",
        lambda run: in_figures(run.recipe.training),
        lambda run: (run.recipe.optimiser.partition(" ")[0], run.recipe.rate or 0.0, run.recipe.settings),
        "The optimiser, the rate that it began with, and what else is not as usual.",
        width=118,
        tip=lambda run: in_figures(run.recipe.training),
    ),
    Column(
        "batch",
        "Batch",
        lambda run: _whole(run.recipe.batch),
        lambda run: run.recipe.batch or 0,
        "Images a step.",
        "0,000",
    ),
    Column(
        "seed",
        "Seed",
        lambda run: _plain(run.recipe.seed),
        lambda run: run.recipe.seed or 0,
        "The same seed gives the same run.",
        "0000",
    ),
    Column(
        "epochs", "Epochs", lambda run: _whole(run.epochs), lambda run: run.epochs or 0, "Whole passes made.", "000"
    ),
    Column("steps", "Steps", lambda run: numeral(run.step), lambda run: run.step, "Batches trained on.", "0,000,000"),
    Column(
        "accuracy",
        "Test",
        _accuracy,
        lambda run: run.accuracy or 0.0,
        "Share of the test images that were recognised.",
        "100.00 %",
        tip=_accuracy_tip,
    ),
    Column("loss", "Test loss", _loss, lambda run: run.loss or 0.0, "Loss on the test images.", "0.0000"),
    Column("time", "Time", _time, lambda run: run.seconds or 0.0, "Spent on training steps.", "00 min 00 s"),
    Column(
        "speed",
        "Images/s",
        lambda run: _whole(run.images_per_second),
        lambda run: run.images_per_second or 0.0,
        "Training images a second.",
        "000,000",
    ),
    STATE,
    DATE,
    Column(
        "parent",
        "Forked from",
        _parent,
        lambda run: _parent(run).lower(),
        "The run and the step whose weights it began with, and what of these was typed in by hand.",
        width=118,
        tip=_parent_tip,
    ),
    Column("size", "Disk", _size, lambda run: run.size or 0, "What its files take.", "999.9 MB"),
    Column(
        "tags",
        "Tags",
        lambda run: ", ".join(run.tags),
        lambda run: ", ".join(run.tags).lower(),
        "Your words to find it by.",
        width=80,
    ),
    Column(
        "note", "Note", _first_line, lambda run: _whole_note(run).lower(), "What you noted.", width=80, tip=_whole_note
    ),
)
