"""How wide the columns of the queue are: what has the least to say goes first where there is too little room. No Qt."""

from __future__ import annotations

from collections.abc import Sequence

from engine.service.answers import EntryView
from gui.appearance.numerals import numeral
from gui.runs.queue.queue_columns import ACCURACY, LEFT, PROJECT, RECIPE, SEED, STEPS

GOING = (LEFT, STEPS, SEED, ACCURACY)  # in this order


def recipes_tell(entries: Sequence[EntryView]) -> bool:
    """Whether some of one title differ in their recipes."""
    pairs = {(one.entry.title, one.recipe) for one in entries}
    return len({title for title, _ in pairs}) < len(pairs)


def widths(natural: Sequence[int], room: int, least: int, *, recipes: bool) -> list[int]:
    """Of all columns, 0 for one that has no room; `natural` is what each would take so that nothing is cut off.

    Title and recipe share what the figures leave. Where `recipes` tell entries apart, they come before figures.
    """
    words = min(natural[PROJECT], least) + (min(natural[RECIPE], least) if recipes else 0)
    found = [*natural[:SEED], *_figures(natural, room - words)]
    rest = room - sum(found[SEED:])
    spare = rest - natural[PROJECT]
    if recipes:
        found[RECIPE] = min(natural[RECIPE], max(spare, rest // 2))
    else:
        found[RECIPE] = natural[RECIPE] if spare >= natural[RECIPE] else 0
    found[PROJECT] = max(least, rest - found[RECIPE])
    return found


def _figures(natural: Sequence[int], room: int) -> list[int]:
    """Of the columns from the seed on; where a wide one went, what went before it comes back if that has room."""
    found = list(natural)
    for number in GOING:
        if sum(found[SEED:]) > room:
            found[number] = 0
    for number in reversed(GOING):
        if not found[number] and sum(found[SEED:]) + natural[number] <= room:
            found[number] = natural[number]
    return found[SEED:]


def longest(entries: Sequence[EntryView], column: int, room: str) -> str:
    """The longest text that such a column has; `room` is what it has room for where that changes as they train."""
    if column == SEED:
        return str(max((one.entry.seed for one in entries), default=0))
    if column == STEPS:
        total = max((one.total for one in entries), default=0)
        return f"{numeral(total)} of {numeral(total)}" if total else ""
    return room
