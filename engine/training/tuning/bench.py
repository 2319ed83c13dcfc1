"""Bench: throwaway copies of a training, to see how fast its steps are; what they learn is forgotten."""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable
from contextlib import closing, suppress

import torch
from msgspec.structs import replace

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Dataset
from engine.errors import ProjectError
from engine.machine.setup import Setup
from engine.model.weights import copy_tensors, trainable_parameters
from engine.project.data.data_settings import Constants
from engine.project.project import Project
from engine.project.training.budgets import Steps
from engine.project.training.legs import first_leg
from engine.training.recording.recorder import EMIT_SECONDS
from engine.training.steps.loop import Trainer
from engine.training.steps.precision import computing_in
from engine.training.steps.preparation import Prepared, feeder_of, prepare
from engine.training.tuning.first_steps import FirstSteps, distance
from engine.typed.document import changed

LONGEST_STEP = 0.1  # seconds: a batch that takes longer is tried in part
LEAST_IMAGES = 2  # batch norm wants more than one
WORTH = 1.5  # times as many images, at least, for which a larger part of the batch is tried
FIRST_STEPS = 2  # whose outcome is compared
ENDLESS = Steps(10**9)  # it is always still at its beginning


class Bench:
    """Real steps on the real images, by the thread that asks; one copy for each setup, however many threads.

    A step that takes long is tried on a part of the batch, so `batch` may be less than the project's: what makes it
    faster is much the same. It begins with few images, so that no step is long that need not be. `images` is how many
    the whole run learns from, each as often as it is seen; `step_seconds` is about how long a step of `batch` takes
    with the first setup. `go_on` is asked before each of the first steps; one of `longest` seconds is long. Raises as
    `prepare` does, and what `go_on` raises.
    """

    def __init__(
        self,
        project: Project,
        dataset: Dataset,
        device: torch.device,
        setup: Setup,
        go_on: Callable[[], None] = lambda: None,
        longest: float = LONGEST_STEP,
    ) -> None:
        self.device = device
        self._dataset = dataset
        torch.set_num_threads(setup.threads)
        first = prepare(project, dataset, device, setup=setup)
        self.images = project.training.batch * first.trainer.total
        self.has_maps = any(weights.dim() == 4 for weights in first.net.parameters())  # so that it matters how they lie
        self._project = project
        with closing(first):
            self.batch, self.step_seconds = self._sized(first, setup, go_on, longest)
        self._project = endless(project, first.normaliser, self.batch)
        self._copies = {_copy_of(setup): self._with_batch(first, setup, self.batch)}

    @property
    def run_seconds(self) -> float:
        """About how long the whole run takes with the first setup, evaluations and all else left out."""
        return self.images * self.step_seconds / self.batch

    def close(self) -> None:
        """Ends what works beside the copies."""
        for copy in self._copies.values():
            copy.close()

    def step(self, setup: Setup) -> int:
        """One step, of so many images; waits for the device."""
        return _step(self._ready(setup).trainer)

    def block(self, setup: Setup, seconds: float) -> float:
        """Images per second, over as many steps as fit in so many seconds, and one at least."""
        trainer = self._ready(setup).trainer
        begun, images, took = time.perf_counter(), 0, 0.0
        while took < seconds or not images:
            images += _steps(trainer, EMIT_SECONDS)
            took = time.perf_counter() - begun
        return images / took

    def first_steps(self, setup: Setup) -> FirstSteps:
        """From the very beginning."""
        with closing(self._prepared(setup)) as prepared:
            before, weights = copy_tensors(prepared.net), frozenset(trainable_parameters(prepared.net))
            seconds = [_timed(lambda: _step(prepared.trainer)) for _ in range(FIRST_STEPS)]
            after = copy_tensors(prepared.net)
            return FirstSteps(after, weights, distance(before, after, weights), min(seconds))

    def feeding_seconds(self, setup: Setup, seconds: float) -> float:
        """How long a batch takes until it can be learned from."""
        prepared = self._ready(setup)

        def feed() -> None:
            images, _ = prepared.feeder.batch(prepared.trainer.step)
            images.flatten()[0].item()

        return seconds_of(feed, seconds)

    def part_seconds(self, setup: Setup, batch: int, seconds: float) -> float:
        """How long a step of so many images takes."""
        training = changed(self._project.training, batch=batch)
        with closing(self._prepared(setup, changed(self._project, training=training))) as prepared:
            return seconds_of(lambda: _step(prepared.trainer), seconds)

    def forget(self, setup: Setup, others: set[Setup]) -> None:
        """It is not tried any more, while others are: what none of them needs goes."""
        key = _copy_of(setup)
        if key not in map(_copy_of, others) and key in self._copies:
            self._copies.pop(key).close()

    def _sized(self, first: Prepared, setup: Setup, go_on: Callable[[], None], longest: float) -> tuple[int, float]:
        """The largest part of the batch, found from few images on, whose step is not long, and seconds of a step."""
        whole = self._project.training.batch
        size, found, seconds = min(LEAST_IMAGES, whole), 0, 0.0
        while size >= WORTH * found:
            found, seconds = size, self._seconds(self._with_batch(first, setup, size), go_on)
            size = part(whole, seconds * whole / found, longest)
        return found, seconds

    def _seconds(self, sized: Prepared, go_on: Callable[[], None]) -> float:
        """Of one of its steps."""
        with closing(sized):
            return seconds_of(lambda: _step(sized.trainer), go_on=go_on)

    def _with_batch(self, prepared: Prepared, setup: Setup, batch: int) -> Prepared:
        """The same network, fed with another batch from its first step on."""
        project = endless(self._project, prepared.normaliser, batch)
        feeder = feeder_of(project, prepared.dataset.train, prepared.normaliser, self.device)
        legs = (first_leg(project, feeder.steps_per_epoch),)
        trainer = Trainer(prepared.net, legs, feeder, prepared.stepper, computing_in(setup.precision, self.device))
        return dataclasses.replace(prepared, feeder=feeder, trainer=trainer)

    def _ready(self, setup: Setup) -> Prepared:
        torch.set_num_threads(setup.threads)
        key = _copy_of(setup)
        if key not in self._copies:
            self._copies[key] = self._prepared(setup)
        return self._copies[key]

    def _prepared(self, setup: Setup, project: Project | None = None) -> Prepared:
        torch.set_num_threads(setup.threads)
        return prepare(project or self._project, self._dataset, self.device, setup=setup)


def _timed(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def seconds_of(work: Callable[[], object], seconds: float = 0.0, go_on: Callable[[], None] = lambda: None) -> float:
    """How long it takes, the fastest of as many times as fit, and of one at least, after a first one.

    It must wait for the device; `go_on` is asked before each time.
    """
    go_on()
    work()
    ends, fastest = time.perf_counter() + seconds, float("inf")
    while True:
        go_on()
        fastest = min(fastest, _timed(work))
        if time.perf_counter() >= ends:
            return fastest


def _copy_of(setup: Setup) -> Setup:
    """The same for all that differ in threads alone."""
    return replace(setup, threads=1)


def _steps(trainer: Trainer, seconds: float) -> int:
    """Steps for so long, of so many images, that are waited for together, as a run does."""
    ends = time.perf_counter() + seconds
    trainer.advance()
    while time.perf_counter() < ends:
        trainer.advance()
    return int(trainer.fetch()["images"].sum())


def _step(trainer: Trainer) -> int:
    """One step, of so many images; waits for the device."""
    trainer.advance()
    return int(trainer.fetch()["images"].sum())


def part(batch: int, seconds: float, longest: float = LONGEST_STEP) -> int:
    """How many images of a batch take as long as a step may, where the whole takes so many seconds."""
    if seconds <= longest:
        return batch
    return min(batch, max(LEAST_IMAGES, round(batch * longest / seconds)))


def endless(project: Project, normaliser: Normaliser, batch: int) -> Project:
    """The same without an end, in batches of another size, with constants in place of what takes time to measure."""
    training = changed(project.training, batch=batch, budget=ENDLESS)
    with suppress(ProjectError):  # beyond what a project may hold
        constants = changed(Constants(), mean=normaliser.mean, spread=normaliser.spread)
        return changed(project, training=training, data=changed(project.data, normalisation=constants))
    return changed(project, training=training)
