"""Verdict: how what a training reached is to be judged, by its curves and figures, and what to try next.

One function decides for window, command line and whoever else wants to know. No torch.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Literal, TypeAlias, assert_never

import numpy as np
from numpy.typing import NDArray

from engine import figures
from engine.events import HOW_IT_ENDED, Failed, StoppedBy
from engine.project.data.sources import DIGITS
from engine.project.project import Project, epoch_steps
from engine.project.training.budgets import Budget, Epochs, Steps
from engine.project.training.rate.learning_rate import lower_rate, usual_rate, with_rate
from engine.project.training.training_settings import LossKind

Kind: TypeAlias = Literal["failed", "diverged", "guessing", "stopped", "falling", "good"]
TROUBLE: tuple[Kind, ...] = ("failed", "diverged", "guessing")

TIMES = 3.0  # above both guessing and the first step: a loss that ends higher has diverged, a bad one stays near them
LAST = 100  # steps at most whose middle is the end, so that one bad batch says nothing
SIGMAS = 3.0  # of the count of right answers that chance gives: what is within them may be chance
NEAR = 0.97  # of the loss of guessing: first weights alone may be right a little more often than chance
HARDLY = 0.9  # of the loss of guessing: a training loss above it is hardly better
FALLS = 0.1  # share of the loss that the last quarter of the steps took off: then there is more to come
FEWEST = 40  # steps by whose losses it can be told whether they still fall


@dataclass(frozen=True)
class Fix:
    """Something to try: what it is called, and a pure edit of a project; without one it is to train on."""

    title: str
    tip: str
    edit: Callable[[Project], Project] | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Verdict:
    """`figure` comes first and may be empty; `words` are the rest of the sentence."""

    kind: Kind
    figure: str
    words: str
    fixes: tuple[Fix, ...] = ()

    @property
    def sentence(self) -> str:
        """The whole of it."""
        return f"{self.figure} {self.words}".strip()

    @property
    def trouble(self) -> bool:
        """Whether what was made is of no use."""
        return self.kind in TROUBLE


@dataclass(frozen=True)
class Ended:
    """A training that has ended, as far as it must be known for a verdict.

    `losses` are those of all its steps, (steps,); `accuracy` is the newest on its test images, None where they were
    never tried, `tried_at` the step of that, and `test_losses` those of all times that they were; `validation_losses`
    are those on the validation images.
    """

    project: Project
    total: int
    losses: NDArray[np.float32]
    accuracy: float | None
    tried_at: int
    test_losses: tuple[float, ...]
    stopped_by: StoppedBy
    failure: Failed | None = None
    validation_losses: tuple[float, ...] = ()
    best_step: int | None = None  # the best on the validation images, whose weights are kept
    learned: int | None = None  # how many of its test images it learned from, as own drawings; None: nobody knows
    drawings: bool = False  # it, or a run that it goes on from, is known to have trained with own ones

    @property
    def steps(self) -> int:
        """That were taken."""
        return len(self.losses)

    @property
    def classes(self) -> int:
        """Among which the network chooses."""
        return len(self.project.facts.classes)

    @property
    def guessing(self) -> float:
        """The loss of guessing."""
        return guessing_loss(self.classes, self.project.training.loss)


def verdict(ended: Ended) -> Verdict:
    """The gravest that is true of it."""
    judges = (_diverged, _failed, _guessing, _above_guessing, _stopped, _falling)
    return next(filter(None, (judge(ended) for judge in judges)), None) or _good(ended)


def guessing_loss(classes: int, kind: LossKind = "cross-entropy") -> float:
    """The loss of whoever gives every class the same probability."""
    match kind:
        case "cross-entropy":
            return math.log(classes)
        case "squared-error":
            return (classes - 1) / classes**2
        case _:
            assert_never(kind)


# --- what went wrong ---


def _diverged(ended: Ended) -> Verdict | None:
    guessing = figures.loss(ended.guessing)
    if bad := _first_that_is_no_number(ended.losses):
        return Verdict("diverged", "No loss any more:", f"it ran away at step {bad:,}.", _lower(ended))
    loss = diverged_at(ended.losses, ended.guessing)
    if loss is None:
        return None
    return Verdict("diverged", f"Loss {figures.loss(loss)}:", f"it ran away; guessing has {guessing}.", _lower(ended))


def diverged_at(losses: NDArray[np.float32], guessing: float) -> float | None:
    """The loss (the middle of the last steps') that a training ended with, where it diverged; else None.

    `guessing` is the loss of guessing.
    """
    if len(losses) < 2:
        return None
    end = float(np.median(losses[-min(LAST, max(1, len(losses) // 4)) :]))
    return end if end > TIMES * max(guessing, float(losses[0])) else None


def _first_that_is_no_number(losses: NDArray[np.float32]) -> int | None:
    bad = np.flatnonzero(~np.isfinite(losses))
    return int(bad[0]) + 1 if len(bad) else None


def _failed(ended: Ended) -> Verdict | None:
    failure = ended.failure
    if failure is None:
        return None
    fixes = _lower(ended) if failure.diverged else ()
    return Verdict("diverged" if failure.diverged else "failed", "", f"It failed: {failure.what}", fixes)


def _guessing(ended: Ended) -> Verdict | None:
    if ended.accuracy is None or not _guesses(ended, ended.accuracy):
        return None
    figure = f"{figures.rounded_percent(ended.accuracy)}:"
    if ended.stopped_by != "budget" or ended.steps < epoch_steps(ended.project):
        words = f"no better than guessing after {figures.counted(ended.steps, 'step')}."
        return Verdict("guessing", figure, words, (_go_on(ended),))
    return Verdict("guessing", figure, "no better than guessing.", _other_rates(ended))


def _above_guessing(ended: Ended) -> Verdict | None:
    """Its test loss is worse than that of guessing, and its training loss is hardly better: it has not begun to learn.

    It may be right more often than chance all the same.
    """
    if ended.stopped_by != "budget" or ended.steps < max(LAST, epoch_steps(ended.project)) or ended.accuracy is None:
        return None
    loss, tried = float(np.median(ended.losses[-LAST:])), ended.test_losses
    if not tried or not tried[-1] > ended.guessing or not loss > HARDLY * ended.guessing:
        return None
    words = f"test loss {figures.loss(tried[-1])}, guessing has {figures.loss(ended.guessing)}."
    return Verdict("guessing", f"{_figure(ended)}:", words, _other_rates(ended))


def _guesses(ended: Ended, accuracy: float) -> bool:
    """Its right answers are as many as chance gives; or hardly more, and its loss is that of guessing.

    Of few images chance may get nearly all right, so that the loss alone can tell.
    """
    images, chance, tried = max(1, ended.project.facts.test_images), 1 / ended.classes, ended.test_losses
    by_luck = SIGMAS * math.sqrt(chance * (1 - chance) / images)
    if by_luck < chance and accuracy <= chance + by_luck:
        return True
    return accuracy < chance + max(chance, by_luck) and bool(tried) and tried[-1] > NEAR * ended.guessing


# --- what came out ---


def _stopped(ended: Ended) -> Verdict | None:
    if ended.stopped_by == "budget" or ended.steps >= ended.total:
        return None
    where = f"{HOW_IT_ENDED[ended.stopped_by]} at step {ended.steps:,} of {ended.total:,}"
    if ended.accuracy is None:
        return Verdict("stopped", "", f"{where}. It was not tested yet.", (_go_on(ended),))
    at = "" if ended.tried_at == ended.steps else f" at step {ended.tried_at:,}"
    return Verdict("stopped", _figure(ended), f"{_on_images(ended)}{at}. {where}.{_kept(ended)}", (_go_on(ended),))


def _falling(ended: Ended) -> Verdict | None:
    """The training's alone is no reason to go on where that on other images has begun to rise."""
    others = (ended.test_losses, ended.validation_losses)
    if ended.accuracy is None or not _still_falls(ended.losses) or any(map(_rises, others)):
        return None
    return Verdict("falling", _figure(ended), f"{_on_images(ended)}. The loss still falls.{_kept(ended)}", (TRAIN_ON,))


def _rises(losses: tuple[float, ...]) -> bool:
    return bool(losses) and losses[-1] > min(losses)


def _still_falls(losses: NDArray[np.float32]) -> bool:
    """The middle of its last eighth is well below that of the eighth before the last quarter."""
    if len(losses) < FEWEST:
        return False
    eighth = len(losses) // 8
    before, last = np.median(losses[-3 * eighth : -2 * eighth]), np.median(losses[-eighth:])
    return bool(last < (1 - FALLS) * before)


def _good(ended: Ended) -> Verdict:
    if ended.accuracy is None:
        return Verdict("good", "", f"Trained {figures.counted(ended.steps, 'step')}; it was not tried on test images.")
    return Verdict("good", _figure(ended), f"{_on_images(ended)}.{_kept(ended)}", (TRAIN_ON,))


def _kept(ended: Ended) -> str:
    """Of which step the best weights are, where the recipe keeps them."""
    if ended.best_step is None:
        return ""
    if ended.best_step == ended.steps:
        return " On the validation images its last epoch was the best."
    return f" Step {ended.best_step:,}, the best on the validation images, is kept."


def _figure(ended: Ended) -> str:
    return "" if ended.accuracy is None else figures.rounded_percent(ended.accuracy)


def _on_images(ended: Ended) -> str:
    facts = ended.project.facts
    return on_test_images(facts.test_images, ended, "digits" if facts.classes == DIGITS else "images")


def on_test_images(count: int, ended: Ended, noun: str) -> str:
    """That it never saw them, where that is so: own drawings may be some of them."""
    if ended.learned:
        return f"on {count:,} test {noun}, {ended.learned:,} of which it learned from"
    unseen = never_saw(ended.project, ended.learned, drawings=ended.drawings)
    return f"on {count:,} {noun} it never saw" if unseen else f"on {count:,} test {noun}"


def never_saw(project: Project, learned: int | None, *, drawings: bool) -> bool:
    """Whether it can be said of its test images; arguments as in `Ended`."""
    return learned == 0 or (learned is None and project.training.drawings is None and not drawings)


# --- what to try ---

TRAIN_ON = Fix("Train on", "As many epochs again, with the weights and the optimiser of the run that has ended")


FINISH_TIP = "What is left of what was planned, with the weights and the optimiser of the run that was stopped"


def finish_words(budget: Budget) -> str:
    """“Train on to 10 epochs”."""
    match budget:
        case Epochs(epochs=epochs):
            end = figures.counted(epochs, "epoch")
        case Steps(steps=steps):
            end = figures.counted(steps, "step")
        case _:
            assert_never(budget)
    return f"{TRAIN_ON.title} to {end}"


def _go_on(ended: Ended) -> Fix:
    """To the end of what was planned first, where that was not reached."""
    return Fix(finish_words(ended.project.training.budget), FINISH_TIP) if ended.steps < ended.total else TRAIN_ON


def _lower(ended: Ended) -> tuple[Fix, ...]:
    return (_rate(lower_rate(ended.project.training.optimiser)),)


def _other_rates(ended: Ended) -> tuple[Fix, ...]:
    """Lower where it may have been too high, the usual one where it was far below."""
    optimiser = ended.project.training.optimiser
    usual = usual_rate(optimiser)
    return (_rate(usual if optimiser.rate < usual / 10 else lower_rate(optimiser)),)


def _rate(rate: float) -> Fix:
    tip = "Changes the recipe, and can be undone; Train then starts a new run"
    return Fix(f"Learning rate {figures.setting(rate)}", tip, partial(with_rate, rate=rate))


def to_try(found: Verdict) -> str:
    """What to try, as a sentence."""
    titles = [f"{fix.title[:1].lower()}{fix.title[1:]}" for fix in found.fixes]
    return f"Try: {', '.join(titles)}." if titles else ""
