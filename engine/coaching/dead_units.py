"""Dead units: most units of a layer stand still, as no gradient reaches them."""

from __future__ import annotations

from engine.coaching.remark import Remark
from engine.coaching.remedies import HE, LEAKY, third_of_the_rate
from engine.coaching.seen import Seen

MUCH = 0.5  # of a layer's units: a few are dead in many a network that learns well
FEWEST = 4  # of them


def dead_units(seen: Seen) -> Remark | None:
    """The layer that has most of them, by its share."""
    worst = max(seen.still, key=lambda one: one.share, default=None)
    if worst is None or worst.still < FEWEST or worst.share < MUCH:
        return None
    how_many = f"{worst.still:,} of {worst.of:,} {worst.units} of “{worst.layer}”"
    words = f"{how_many} have not moved since step {worst.since:,}."
    lower = (third_of_the_rate(seen),)
    fixes = (*lower, LEAKY, HE) if seen.pace > 1 else (LEAKY, HE, *lower)
    return Remark("dead units", "Dead units.", words, fixes)
