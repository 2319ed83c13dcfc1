"""Rate too high: the training loss rises again, or comes no further at a rate far above the usual one."""

from __future__ import annotations

from engine import figures
from engine.coaching.plateau import standstill
from engine.coaching.remark import Remark
from engine.coaching.remedies import third_of_the_rate
from engine.coaching.seen import Seen
from engine.coaching.spread import stretches

STRETCHES, SHORTEST = 16, 20  # steps of a stretch
RISEN = 1.3  # times the lowest: so far the last stretches lie above it
SIGMAS = 4.0
HIGH, STANDS = 3.0, 0.1  # times the usual rate; at such a one a fall by less than this share is none


def rate_too_high(seen: Seen) -> Remark | None:
    """Of the loss of training alone: what rises on other images is overfitting."""
    if seen.steps < STRETCHES * SHORTEST:
        return None
    return _rising(seen) or _standing(seen)


def _rising(seen: Seen) -> Remark | None:
    """The last two stretches are well above the lowest, which was learned, and no schedule raised the rate since."""
    found = stretches(seen.losses, STRETCHES)
    means, errors = found.means, found.errors
    low = int(means[:-2].argmin())
    bound = max(RISEN * means[low], means[low] + SIGMAS * (errors[low] + errors[-2:].max()))
    at = low * seen.steps // STRETCHES
    if not means[-2:].min() > bound or not means[low] < 0.9 * seen.guessing or seen.rates[-1] > 1.5 * seen.rates[at]:
        return None
    rose = f"{figures.loss(float(means[low]))} → {figures.loss(float(means[-1]))}"
    words = f"Training loss {rose} since step {max(1, at):,}."
    return Remark("rate too high", "Learning rate too high.", words, (third_of_the_rate(seen),))


def _standing(seen: Seen) -> Remark | None:
    if seen.pace < HIGH or (still := standstill(seen, STANDS)) is None:
        return None
    times = f"{seen.pace:.0f} times the usual rate"
    words = f"Training loss stays at {figures.loss(still.loss)}, at {times}."
    return Remark("rate too high", "Learning rate too high.", words, (third_of_the_rate(seen),))
