"""Rehearsal: a few real steps of a throwaway copy of a training, on invented images, to see what they take.

Two sizes of batch are tried, a few images and the whole batch, so that what a step takes is told from what each image
takes; where the whole batch would take long, the largest part of it that does not: few images of a deep network lie in
the caches, where they are quicker than many. One size after the other: by turns each would find the caches full of the
other's. It can end between any two steps.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from math import prod
from statistics import median

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.data.dataset import Dataset, Split, whole
from engine.model.capacity import TRIED_AT_ONCE
from engine.project.data.facts import Facts
from engine.project.project import Project
from engine.project.training.budgets import Steps
from engine.project.training.legs import first_leg
from engine.project.training.rate.schedules import Constant
from engine.training.estimate.measurements import Found
from engine.training.steps.conditions import Conditions
from engine.training.steps.evaluation import evaluate
from engine.training.steps.loop import Trainer
from engine.training.steps.own_randomness import own_randomness
from engine.training.steps.precision import computing_in
from engine.training.steps.preparation import Prepared, feeder_of, prepare
from engine.typed.document import changed

SECONDS = 1.0  # that all blocks take together, about
PIECE = 1.0  # seconds: the longest that one step should take
TRIED = 0.2  # seconds: the longest that those images take to learn from, on which it is tried
BLOCK = 0.03  # seconds: the shortest that is timed
OF_FEW = 0.25  # of it, for the small ones
LEAST = 2  # times that each is timed, also where it takes longer
FEW = 2  # images: batch norm wants more than one
WORTH = 1.5  # times as many, at least
MOST_PIXELS = 2**23  # of all invented images, unless a batch has more

GoOn = Callable[[], None]  # raises Stopped where nobody waits any more


def rehearsed(project: Project, on: Conditions, go_on: GoOn) -> Found:
    """Measures on the thread that asks, whose settings are those of the run. Raises as `prepare` does, and Stopped."""
    go_on()
    prepared = _prepared(project, on)
    with own_randomness(on.device):
        return Rehearsal(project, on, prepared, go_on).measured()


@dataclass
class Sized:
    """Steps with batches of a size, and how long those took that were timed."""

    batch: int
    trainer: Trainer
    go_on: GoOn
    seconds: list[float] = field(default_factory=list)

    def block(self) -> float:
        """A step, and more where they are quick; gives the seconds of one."""
        begun, steps = time.perf_counter(), 0
        while steps == 0 or time.perf_counter() - begun < BLOCK:
            self.go_on()
            self.trainer.advance()
            steps += 1
        self.trainer.fetch()
        return (time.perf_counter() - begun) / steps

    def begin(self) -> None:
        """A block that does not count, as it makes what such batches need, and the first that does."""
        self.block()
        self.seconds.append(self.block())

    def time(self, seconds: float) -> None:
        """Further blocks, for so long or a few at least."""
        ends = time.perf_counter() + seconds
        while len(self.seconds) < LEAST or time.perf_counter() < ends:
            self.seconds.append(self.block())

    @property
    def step(self) -> float:
        """Seconds that a step usually takes."""
        return median(self.seconds)


class Rehearsal:
    """Small batches of one network, then large ones."""

    def __init__(self, project: Project, on: Conditions, prepared: Prepared, go_on: GoOn) -> None:
        self._project, self._on, self._prepared, self._go_on = project, on, prepared, go_on
        self._batch = project.training.batch

    def measured(self) -> Found:
        """All of it."""
        kept = self._kept()
        few = self._sized(min(FEW, self._batch))
        many = self._many(few)
        for sized, share in ((few, OF_FEW), (many, 1 - OF_FEW)):
            sized.time(share * SECONDS)
        per_image = _slope(few, many)
        per_step = max(0.0, many.step - per_image * many.batch)
        tried = self._tried(many.step / many.batch)
        return Found(per_step, per_image, tried, kept)

    def _many(self, few: Sized) -> Sized:
        """The whole batch, or the largest part of it that takes no longer than a piece may, as far as that is clear."""
        few.begin()
        found = few
        while found.batch < self._batch:
            size = int(found.batch * PIECE / found.step)
            size = min(self._batch, max(size, 2 * FEW) if found is few else size)
            if size < WORTH * found.batch:
                break
            found = self._sized(size)
            found.begin()
        return found

    def _sized(self, batch: int) -> Sized:
        """A trainer of the same network that goes on with its weights, with another batch."""
        training = changed(self._project.training, batch=batch, budget=Steps(10**6), schedule=Constant())
        project, prepared = changed(self._project, training=training), self._prepared
        split = _whole_batches(prepared.dataset.train, batch)
        feeder = feeder_of(project, split, prepared.normaliser, self._on.device)
        computing = computing_in(self._on.setup.precision, self._on.device)
        legs = (first_leg(project, feeder.steps_per_epoch),)
        return Sized(batch, Trainer(prepared.net, legs, feeder, prepared.stepper, computing), self._go_on)

    def _tried(self, image: float) -> float:
        """Seconds for each image of an evaluation; the first one shows how to compute."""
        dataset, net = self._prepared.dataset, self._prepared.net
        count = max(1, min(TRIED_AT_ONCE, len(dataset.test), int(TRIED / max(image, 1e-9))))
        part = dataset.test.first(count)
        found = []
        for _ in range(1 + LEAST):
            self._go_on()
            done = evaluate(net, part, self._prepared.normaliser)
            found.append(done.seconds / count if done else 0.0)
        return min(found[1:])

    def _kept(self) -> float:
        """Bytes that autograd keeps of each image until the way back."""
        net, split = self._prepared.net, self._prepared.dataset.train
        own = {parameter.untyped_storage().data_ptr() for parameter in net.parameters()}
        storages: dict[int, int] = {}

        def note(kept: Tensor) -> Tensor:
            storage = kept.untyped_storage()
            if storage.data_ptr() not in own:
                storages[storage.data_ptr()] = storage.nbytes()
            return kept

        count, device = min(FEW, len(split)), self._on.device
        images = self._prepared.normaliser(split.part(0, count).to(device))
        computing = computing_in(self._on.setup.precision, device)
        with torch.autograd.graph.saved_tensors_hooks(note, lambda kept: kept), computing:
            loss = F.cross_entropy(net(images), split.labels[:count].to(device))
            del loss
        return sum(storages.values()) / count


def _slope(few: Sized, many: Sized) -> float:
    """Seconds for each image: where one size alone could be tried, half of its step."""
    if many is few:
        return few.step / (2 * few.batch)
    return max(0.0, (many.step - few.step) / (many.batch - few.batch))


def _prepared(project: Project, on: Conditions) -> Prepared:
    """On invented images; of each batch size as many as there are in whole batches."""
    return prepare(project, _invented(project), on.device, setup=on.setup)


def _invented(project: Project) -> Dataset:
    """Images of the right shape, and any labels: what is in them costs nothing."""
    facts = project.facts
    count = max(project.training.batch, min(2_000, MOST_PIXELS // prod(facts.shape)), FEW)
    generator = torch.Generator().manual_seed(0)
    images = torch.randint(0, 256, (count, *facts.shape), dtype=torch.uint8, generator=generator)
    labels = torch.randint(0, len(facts.classes), (count,), generator=generator)
    split = whole(images, labels)
    return Dataset(split, None, split, Facts(facts.shape, facts.classes, count, count))


def _whole_batches(split: Split, batch: int) -> Split:
    """So that every batch has this size."""
    count = len(split) // batch * batch
    return split.first(count)
