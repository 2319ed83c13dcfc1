"""Guessing: it has trained for a while and is right as often as chance."""

from __future__ import annotations

from engine import figures
from engine.coaching.chance import only_guesses
from engine.coaching.remark import Remark
from engine.coaching.remedies import HE, rate_at_least, usual_or_tenth
from engine.coaching.seen import Seen
from engine.project.training.rate.learning_rate import usual_rate
from engine.project.training.verdict import Fix

FEWEST, MOST = 400, 3000  # steps after which it can be told: an epoch, but no fewer and no more than these
LAST = 200  # steps that are looked at
CRAWLING = 0.1  # of the usual rate: so low that this is why


def guessing(seen: Seen) -> Remark | None:
    """Where the newest batches are right by chance alone, at the full rate, and their loss is that of guessing."""
    enough = min(max(FEWEST, seen.per_epoch), MOST)
    if seen.steps < enough or not seen.at_full_rate(LAST):
        return None
    if not only_guesses(seen, LAST):
        return None
    accuracy, chance = float(seen.accuracies[-LAST:].mean()), figures.rounded_percent(1 / seen.classes)
    words = f"{figures.rounded_percent(accuracy)} right after {seen.steps:,} steps. Chance gives {chance}."
    return Remark("guessing", "No better than guessing yet.", words, _fixes(seen))


def _fixes(seen: Seen) -> tuple[Fix, ...]:
    if seen.pace < CRAWLING:
        return (rate_at_least(usual_rate(seen.optimiser)), HE)
    return (usual_or_tenth(seen), HE)
