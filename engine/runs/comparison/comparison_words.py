"""A comparison in words: how two runs did on the same images, and what chance or luck have to do with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from engine.figures import counted, loss, percent, plain
from engine.runs.comparison.agreement import Agreement
from engine.runs.comparison.luck import ALIKE, Luck, Spread

SMALLEST = 0.0001  # below, a probability is only said to be smaller
LEAST = 0.01  # points of a hundred by which two accuracies differ as they are written


def judged(agreement: Agreement, first: str = "A", other: str = "B") -> str:
    """B is right on 41 images that A gets wrong, A on 12: more than chance would give (p = 0.0001)."""
    if not agreement.first + agreement.other:
        return f"{first[:1].upper()}{first[1:]} and {other} are right on the very same images."
    if agreement.other >= agreement.first:
        counts = _alone(other, agreement.other, first, agreement.first)
    else:
        counts = _alone(first, agreement.first, other, agreement.other)
    verdict = "more than chance would give" if agreement.beyond_chance else "that may be chance"
    return f"{counts}: {verdict} ({probability(agreement.chance)})."


def _alone(better: str, more: int, worse: str, less: int) -> str:
    begun = f"{better[:1].upper()}{better[1:]} is right on {counted(more, 'image')}"
    return f"{begun} that {worse} gets wrong, {worse} on {less:,}"


def luck_in_words(found: Luck) -> str:
    """5 against 5 seeds: 1.80 points more right, more than luck would give (p = 0.02)."""
    seeds = (
        f"{found.other.runs} against {counted(found.first.runs, 'seed')}: {gained(found.first.mean, found.other.mean)}"
    )
    if not found.enough:
        return f"{seeds}, with too few seeds to tell."
    if found.beyond_luck:
        return f"{seeds}, more than luck would give ({probability(found.chance)})."
    return f"{seeds}, which may be luck ({probability(found.chance)})."


def advice(found: Iterable[Luck | None]) -> str:
    """What to do, said once of several groups, where seeds are too few to tell; empty where they are not."""
    few = any(one is not None and not one.enough for one in found)
    return "Train more seeds of each: then it says whether that was luck." if few else ""


def spread_in_words(spread: Spread) -> str:
    """95.12 % ± 0.44 over 5 seeds, from 94.60 to 95.70 %."""
    return _spread(spread, _points, " %")


def losses_in_words(spread: Spread) -> str:
    """The same of losses, all to the places of their mean: 0.412 ± 0.031 over 5 seeds, from 0.380 to 0.450."""
    mean = loss(spread.mean)
    places = len(mean.partition(".")[2])
    return _spread(spread, loss if "e" in mean else lambda value: f"{value:,.{places}f}", "")


def _spread(spread: Spread, written: Callable[[float], str], unit: str) -> str:
    mean, least, most = (written(value) for value in (spread.mean, spread.least, spread.most))
    if spread.deviation is None:
        return f"{mean}{unit} with one seed"
    return f"{mean}{unit} ± {written(spread.deviation)} over {spread.runs} seeds, from {least} to {most}{unit}"


def gained(first: float, other: float) -> str:
    """1.80 points more right, 48.30 points fewer right, or equally many right: another share, in points of a hundred.

    It is what lies between the shares as they are written beside it.
    """
    if abs(other - first) < ALIKE:
        return "equally many right"
    size = _apart(first, other)
    said = f"{size:.2f}" if size > LEAST / 2 else f"less than {LEAST}"
    return f"{said} points {'more' if other > first else 'fewer'} right"


def gained_briefly(first: float, other: float) -> str:
    """The same where there is little room: +1.80 points, −48.30 points, ±0.00 points."""
    size = _apart(first, other)
    sign = "±" if size < LEAST / 2 else "+" if other > first else "−"
    return f"{sign}{size:.2f} points"


def _apart(first: float, other: float) -> float:
    return abs(float(_points(other)) - float(_points(first)))


def _points(share: float) -> str:
    """An accuracy as it is written, without its sign."""
    return percent(share).removesuffix(" %")


def probability(value: float) -> str:
    """p = 0.021, or p < 0.0001."""
    return f"p < {SMALLEST}" if value < SMALLEST else f"p = {plain(value, 2)}"
