"""Row differences: the steps that turn one list of keys into another, keeping as many rows as possible in place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple


class Run(NamedTuple):
    """Neighbouring positions, both ends included."""

    first: int
    last: int


class Difference(NamedTuple):
    """Positions of the old list to take out, then positions of the new list to put in, each in rising order."""

    removed: tuple[Run, ...]
    inserted: tuple[Run, ...]


def difference(old: Sequence[str], new: Sequence[str]) -> Difference:
    """The fewest rows to take out and put in; keys are unique in each list."""
    if old == new:  # the usual edit changes rows and moves none
        return Difference((), ())
    head, tail = _same_ends(old, new)
    middle = old[head : len(old) - tail]
    at = {new[position]: position for position in range(head, len(new) - tail)}
    kept = _longest_rising([at[key] for key in middle if key in at])
    stays = {*new[:head], *new[len(new) - tail :], *(new[position] for position in kept)}
    return Difference(
        runs([i for i, key in enumerate(old) if key not in stays]),
        runs([i for i, key in enumerate(new) if key not in stays]),
    )


def _same_ends(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """How many keys both lists begin with, and how many of the rest they end with: an edit touches a few between."""
    shorter = min(len(old), len(new))
    head = next((i for i in range(shorter) if old[i] != new[i]), shorter)
    rest = shorter - head
    return head, next((i for i in range(rest) if old[-1 - i] != new[-1 - i]), rest)


def _longest_rising(values: list[int]) -> list[int]:
    """A longest rising subsequence (patience sorting)."""
    tops: list[int] = []
    piles: list[int] = []  # index in values of each pile's top
    before: list[int | None] = []
    for index, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(piles[pile - 1] if pile else None)
        tops[pile : pile + 1] = [value]
        piles[pile : pile + 1] = [index]
    found: list[int] = []
    last = piles[-1] if piles else None
    while last is not None:
        found.append(values[last])
        last = before[last]
    return found[::-1]


def runs(positions: Iterable[int]) -> tuple[Run, ...]:
    """Rising positions, those beside each other put together."""
    found: list[Run] = []
    for position in positions:
        if found and found[-1].last == position - 1:
            found[-1] = Run(found[-1].first, position)
        else:
            found.append(Run(position, position))
    return tuple(found)
