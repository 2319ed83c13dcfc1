"""A comparison in words: how two runs did on the same images, and what chance or luck have to do with it."""

from __future__ import annotations

from engine.figures import counted, plain
from engine.runs.comparison.agreement import Agreement
from engine.runs.comparison.luck import Luck, Spread

SMALLEST = 0.0001  # below, a probability is only said to be smaller


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
    """5 against 5 seeds: +1.8 points, more than luck would give (p = 0.02)."""
    seeds = f"{found.other.runs} against {counted(found.first.runs, 'seed')}: {points(found.gain)}"
    if not found.enough:
        few = "with one seed" if min(found.first.runs, found.other.runs) == 1 else "with so few seeds"
        return f"{seeds}, but {few} nothing can be said. Train more seeds of each."
    if found.beyond_luck:
        return f"{seeds}, more than luck would give ({probability(found.chance)})."
    return f"{seeds}, which may be luck ({probability(found.chance)})."


def spread_in_words(spread: Spread) -> str:
    """95.1 % ± 0.4 over 5 seeds, from 94.6 to 95.7 %."""
    if spread.deviation is None:
        return f"{100 * spread.mean:.1f} % with one seed"
    ends = f"from {100 * spread.least:.1f} to {100 * spread.most:.1f} %"
    return f"{100 * spread.mean:.1f} % ± {100 * spread.deviation:.1f} over {spread.runs} seeds, {ends}"


def points(gain: float) -> str:
    """+1.8 points: a difference of two shares of 100."""
    return f"{'−' if gain < 0 else '+'}{abs(100 * gain):.1f} points"


def probability(value: float) -> str:
    """p = 0.021, or p < 0.0001."""
    return f"p < {SMALLEST}" if value < SMALLEST else f"p = {plain(value, 2)}"
