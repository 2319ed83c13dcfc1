"""What is said of own drawings."""

from __future__ import annotations

from engine.service.drawings.drawing_answers import TriedDrawings
from gui.appearance.numerals import numeral, share_of, tenths_of_percent
from gui.pieces.classes.names import LENGTHS, short, shown

NONE = (
    "No drawing was kept yet. Draw something on Try it, choose below its bars what it is, and press Keep: what you "
    "keep stands here, and any network of these classes can be tested on it."
)

TESTED = "of the test images: trainings with own drawings leave it out"


def headline(tried: TriedDrawings) -> str:
    """20 own drawings · the shown network gets 17 right (85 %) · 1 file cannot be read."""
    count = len(tried)
    parts = [f"{numeral(count)} own drawing{'' if count == 1 else 's'}"]
    if tried.asked and count:
        parts.append(f"the shown network gets {numeral(tried.right)} right ({share_of(tried.right / count, count)})")
    if tried.passed_over:
        files = "1 file" if tried.passed_over == 1 else f"{numeral(tried.passed_over)} files"
        parts.append(f"{files} cannot be read")
    return " · ".join(parts)


def tile_name(tried: TriedDrawings, place: int) -> str:
    """Its class; of one that is taken for another both: 3 → 5."""
    name, taken_for = _names(tried, place)
    return f"{name} → {taken_for}" if taken_for and taken_for != name else name


def sentence(tried: TriedDrawings, place: int, longest: int = LENGTHS[0]) -> str:
    """3, taken for 5, 62.1 % sure; with so many letters of a name at most."""
    name, taken_for = _names(tried, place)
    tested, called = " · " + TESTED if tried.tested(place) else "", short(name, longest)
    if not taken_for:
        return f"{called}{tested}"
    sure = tenths_of_percent(float(tried.probabilities[place]))
    said = "rightly" if taken_for == name else f"taken for {short(taken_for, longest)}"
    return f"{called}, {said}, {sure} sure{tested}"


def _names(tried: TriedDrawings, place: int) -> tuple[str, str]:
    """What it is, and what it is taken for, where somebody was asked."""
    names, guess = shown(tried.classes), int(tried.guesses[place])
    return names[int(tried.labels[place])], names[guess] if tried.asked and guess >= 0 else ""
