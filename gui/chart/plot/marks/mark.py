"""Marks: what a person did at a step of the run, as the chart shows it. No Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from gui.appearance.numerals import numeral


@dataclass(frozen=True)
class Mark:
    """After which step, what it is, and its words: few beside the line, all of them for whoever points at it."""

    step: int
    kind: Literal["rate", "note"]
    short: str
    words: str


def in_words(marks: Sequence[Mark]) -> str:
    """All of them in sentences, for whoever does not see them."""
    return " ".join(f"At step {numeral(mark.step)}: {mark.words.rstrip('.')}." for mark in marks)
