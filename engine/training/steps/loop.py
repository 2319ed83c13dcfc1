"""The loop: one step after the other, and their figures in blocks, so that a GPU is not waited for at each step."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from math import inf, isfinite

import numpy as np
import torch
from torch import Tensor

from engine.data.batches.feeding import AnyFeeder
from engine.errors import Diverged
from engine.model.net import Net
from engine.project.training.legs import Leg, rates
from engine.project.training.rate.rates import slowed, warmed
from engine.project.training.training_settings import TrainingSettings
from engine.runs.logs import STEP, Records
from engine.training.optimisers.optimiser import Stepper
from engine.training.steps.average import Average
from engine.training.steps.dropout_reseeding import dropout_reseeder
from engine.training.steps.loss_scale import LossScale
from engine.training.steps.losses import loss_of
from engine.training.steps.watcher import Watcher

SLOW_START_STEPS = 100  # the training error is taken over so many


@dataclass
class Figures:
    """Tensors of the steps since the last fetch, left where they were computed."""

    begun: float = field(default_factory=time.perf_counter)
    losses: list[Tensor] = field(default_factory=list)
    logits: list[Tensor] = field(default_factory=list)
    labels: list[Tensor] = field(default_factory=list)
    rates: list[float] = field(default_factory=list)

    def records(self, first: int) -> Records:
        """One record a step, the first with the number `first`; waits for the device once."""
        right = (torch.cat(self.logits).argmax(1) == torch.cat(self.labels)).cpu().numpy()
        loss = torch.stack(self.losses).cpu().numpy()
        images = np.array([len(labels) for labels in self.labels])
        records = np.zeros(len(loss), STEP)
        records["step"] = np.arange(first, first + len(loss))
        records["images"], records["loss"], records["rate"] = images, loss, self.rates
        records["correct"] = np.add.reduceat(right, np.cumsum(images) - images, dtype=np.int64)
        records["seconds"] = (time.perf_counter() - self.begun) / len(loss)
        return records


@dataclass(frozen=True, eq=False)
class Extras:
    """What only some trainings have: how much an image of each class counts (classes,), an average that follows the
    weights, and in float16 the scale of the loss.
    """

    class_weights: Tensor | None = None
    average: Average | None = None
    loss_scale: LossScale | None = None


class Trainer:
    """A net and its optimiser at a position: `step` steps done of `total`, which is that of the last of the run's legs.

    What a step does depends on the weights, the optimiser's state, the training settings and the step's number alone.
    The layers compute inside `computing`, which may have them do so in another precision; the loss is of float32.
    """

    def __init__(
        self,
        net: Net,
        legs: Sequence[Leg],
        feeder: AnyFeeder,
        stepper: Stepper,
        computing: AbstractContextManager[object] = nullcontext(),  # noqa: B008  # it keeps nothing
        extras: Extras = Extras(),
    ) -> None:
        training = legs[-1].project.training
        self.net = net
        self._forward = net.straight()
        self.step = 0
        self.steps_per_epoch = feeder.steps_per_epoch
        self.total, self.budget = legs[-1].total, training.budget
        self.evaluate_every = training.evaluate_every
        self.rate_factor = 1.0  # by what the schedule is multiplied, as somebody changed the rate by hand
        self.loss_kind = training.loss
        self.slow_start = SlowStartWatch(training)
        self.watcher = Watcher(legs[-1].project)
        self.average, self.loss_scale = extras.average, extras.loss_scale
        self._training = training
        self._loss = loss_of(training, extras.class_weights)
        self._scheduled = rates(legs, feeder.steps_per_epoch)
        self._feeder = feeder
        self._stepper = stepper
        self._computing = computing
        self._figures: Figures | None = None
        self._reseed = dropout_reseeder(net, training.seed)

    def advance(self) -> None:
        """One step: batch, forward, loss, backward, optimiser."""
        figures = self._figures = self._figures or Figures()
        images, labels = self._feeder.batch(self.step)
        if self._reseed is not None:
            self._reseed(self.step)
        now = self.rate
        with self._computing:
            logits = self._forward(images).float()
        loss = self._loss(logits, labels)
        self._stepper.zero_grad()
        left_out = self._compute_gradients(loss)
        if self._training.clipping is not None:
            self._stepper.clip(self._training.clipping.norm)
        self._stepper.step(now, left_out)
        figures.losses.append(loss.detach())
        figures.logits.append(logits.detach())
        figures.labels.append(labels)
        figures.rates.append(now)
        self.step += 1
        if self.average is not None:
            self.average.note(self.step)

    def _compute_gradients(self, loss: Tensor) -> Tensor | None:
        """With a loss scale also whether the step is to be left out, as it was too large to leave any: 1, else 0."""
        if self.loss_scale is None:
            loss.backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
            return None
        self.loss_scale.of(loss).backward()  # type: ignore[no-untyped-call]  # torch leaves it untyped
        return self.loss_scale.divided(self._stepper.gradients)

    @property
    def rate(self) -> float:
        """The learning rate of the next step."""
        lowered = self.watcher.lowered
        if lowered is None:
            scheduled = self._scheduled(self.step)
        else:
            scheduled = lowered * warmed(self._training.warm_up, self.step, self.steps_per_epoch)
        return slowed(self._training, scheduled * self.rate_factor, ended=self.slow_start.ended)

    def change_rate(self, rate: float) -> bool:
        """Gives the next step another rate and multiplies those of all further ones alike; False where none can be."""
        now = self.rate
        factor = self.rate_factor * (rate / now) if now > 0 else inf
        if not isfinite(factor):
            return False
        self.rate_factor = factor
        return True

    @property
    def at_boundary(self) -> bool:
        """True where the figures must be fetched before the next step, whatever the time."""
        return self.step % self.steps_per_epoch == 0 or self.slow_start.decides_at(self.step)

    def fetch(self) -> Records:
        """The records of the steps since the last fetch; waits for the device once. See `check_finite`."""
        if self._figures is None:
            return np.zeros(0, STEP)
        figures, self._figures = self._figures, None
        records = figures.records(self.step - len(figures.losses) + 1)
        self.slow_start.add(records)
        return records

    def place(self, step: int, records: Records, *, slow_start_ended: bool) -> None:
        """Goes to a position; `records` are those of the steps before it."""
        self.step = step
        self.slow_start.ended = slow_start_ended
        self.slow_start.add(records[step - step % SLOW_START_STEPS : step])


class SlowStartWatch:
    """Ends slow start after the first hundred steps, counted from the run's first, whose error is low enough."""

    def __init__(self, training: TrainingSettings) -> None:
        self._settings = training.slow_start
        self.ended = training.slow_start is None
        self._correct = self._images = 0

    def decides_at(self, step: int) -> bool:
        """True where the error of the last hundred steps must be known."""
        return not self.ended and step % SLOW_START_STEPS == 0

    def add(self, records: Records) -> None:
        """Counts steps that follow each other; none may lie on both sides of a hundred."""
        if self.ended or self._settings is None or len(records) == 0:
            return
        self._correct += int(records["correct"].sum())
        self._images += int(records["images"].sum())
        if records["step"][-1] % SLOW_START_STEPS == 0:
            self.ended = 1 - self._correct / self._images < self._settings.until_error
            self._correct = self._images = 0


def check_finite(records: Records) -> None:
    """Raises Diverged, in words, when a loss is NaN or infinite."""
    bad = records["step"][~np.isfinite(records["loss"])]
    if len(bad):
        raise diverged(int(bad[0]))


def diverged(step: int) -> Diverged:
    """The sentence for a training that has run away, at a step counted from 1."""
    return Diverged(
        f"The training ran away at step {step:,}: the loss is no longer a number.",
        "Choose a learning rate ten times lower and train afresh.",
    )


def finite(tensors: dict[str, Tensor]) -> bool:
    """True when no weight, buffer or state is NaN or infinite; waits for the device once."""
    floating = [tensor for tensor in tensors.values() if tensor.is_floating_point()]
    return not floating or bool(torch.stack([tensor.isfinite().all() for tensor in floating]).all())
