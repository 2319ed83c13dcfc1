"""Rate too high: the training loss rises again, or at a rate far above the usual one begins or comes no further."""

from __future__ import annotations

from engine import figures
from engine.coaching.chance import only_guesses
from engine.coaching.levelling import standstill
from engine.coaching.remark import Remark
from engine.coaching.remedies import third_of_the_rate, usual_or_tenth
from engine.coaching.seen import Seen
from engine.coaching.spread import falls, stretches
from engine.project.training.verdict import Fix

STRETCHES, SHORTEST = 16, 20  # steps of a stretch
RISEN = 1.3  # times the lowest: so far the last stretches lie above it
SIGMAS = 4.0
HIGH, STANDS = 3.0, 0.1  # times the usual rate; at such a one a fall by less than this share is none
FAR, SOON, HALF = 15.0, 300, 2  # times the usual rate: where so few steps tell it, half of all that were taken
BEGUN, LAST = 400, 200  # steps by which any network has left guessing behind; those that are looked at
NEARLY = 0.9  # of the loss of guessing: what stays above it has not begun to learn


def rate_too_high(seen: Seen) -> Remark | None:
    """Of the loss of training alone: what rises on other images is overfitting."""
    if seen.steps < STRETCHES * SHORTEST:
        return None
    return _rising(seen) or _not_begun(seen) or _standing(seen)


def _rising(seen: Seen) -> Remark | None:
    """The last two stretches are well above the lowest, which was learned, and no schedule raised the rate since."""
    found = stretches(seen.losses, STRETCHES)
    means, errors = found.means, found.errors
    low = int(means[:-2].argmin())
    bound = max(RISEN * means[low], means[low] + SIGMAS * (errors[low] + errors[-2:].max()))
    at = low * seen.steps // STRETCHES
    rises = means[-2:].min() > bound and means[low] < seen.towards_guessing(NEARLY)
    if not rises or seen.rates[-1] > 1.5 * seen.rates[at]:
        return None
    rose = f"{figures.loss(float(means[low]))} → {figures.loss(float(means[-1]))}"
    words = f"Training loss {rose} since step {max(1, at):,}."
    return _too_high(words, third_of_the_rate(seen))


def _not_begun(seen: Seen) -> Remark | None:
    """Its loss is hardly better than that of guessing, however far it ran away before.

    One that only guesses is `guessing`'s to speak of.
    """
    if seen.pace < HIGH or seen.steps < max(BEGUN, seen.per_epoch) or not seen.at_full_rate(LAST):
        return None
    loss = float(seen.losses[-LAST:].mean())
    begun = loss < seen.towards_guessing(NEARLY) or (loss < seen.guessing and falls(seen.losses))
    if begun or only_guesses(seen, LAST):
        return None
    words = f"Loss {figures.loss(loss)}, guessing {figures.loss(seen.guessing)}: {_times(seen)}."
    return _too_high(words, usual_or_tenth(seen))


def _standing(seen: Seen) -> Remark | None:
    if seen.pace < HIGH:
        return None
    sooner = standstill(seen, STANDS, share=HALF, fewest=SOON) if seen.pace >= FAR else None
    still = sooner or standstill(seen, STANDS)
    if still is None:
        return None
    words = f"Loss stays at {figures.loss(still.loss)}: {_times(seen)} rate."
    return _too_high(words, third_of_the_rate(seen))


def _times(seen: Seen) -> str:
    """In so few words that the line has room for them in a small window."""
    return f"{seen.pace:.0f} × the usual"


def _too_high(words: str, fix: Fix) -> Remark:
    return Remark("rate too high", "Learning rate too high.", words, (fix,))
