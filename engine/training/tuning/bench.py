"""Bench: throwaway copies of a training, to see how fast its steps are; what they learn is forgotten."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import torch
from msgspec.structs import replace
from torch import Tensor

from engine.data.dataset import Dataset
from engine.data.normalise import Normaliser
from engine.errors import ProjectError
from engine.machine.setup import Setup
from engine.model.weights import copy_tensors
from engine.project.data_settings import Constants
from engine.project.project import Project
from engine.project.training_settings import Steps
from engine.training.loop import Trainer
from engine.training.preparation import Prepared, prepare
from engine.training.recorder import EMIT_SECONDS
from engine.typed.document import changed

LONGEST_STEP = 0.1  # seconds: a batch that takes longer is tried in part
LEAST_IMAGES = 2  # batch norm wants more than one
FIRST_STEPS = 2  # whose outcome is compared
ENDLESS = Steps(10**9)  # it is always still at its beginning


@dataclass(frozen=True)
class FirstSteps:
    """What a few steps come to: all weights and buffers, copies by name, and the seconds of the quickest step."""

    weights: dict[str, Tensor]
    seconds: float


class Bench:
    """Real steps on the real images, by the thread that asks; one copy for each setup, however many threads.

    A step that takes long is tried on a part of the batch, so `batch` may be less than the project's: what makes it
    faster is much the same. `step_seconds` is about how long a step takes with the first setup, and `run_seconds` the
    whole run, evaluations and all else left out. Raises as `prepare` does.
    """

    def __init__(self, project: Project, dataset: Dataset, device: torch.device, setup: Setup) -> None:
        self.device = device
        self._dataset = dataset
        self._copies: dict[Setup, Prepared] = {}
        torch.set_num_threads(setup.threads)
        first = prepare(project, dataset, device, setup=setup)
        whole = seconds_of(lambda: _step(first.trainer))
        self.run_seconds = whole * first.trainer.total
        self.batch = part(project.training.batch, whole)
        self.step_seconds = whole * self.batch / project.training.batch
        self.has_maps = any(weights.dim() == 4 for weights in first.net.parameters())  # so that it matters how they lie
        self._project = endless(project, first.normaliser, self.batch)

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
        prepared = self._prepared(setup)
        seconds = [_timed(lambda: _step(prepared.trainer)) for _ in range(FIRST_STEPS)]
        return FirstSteps(copy_tensors(prepared.net), min(seconds))

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
        trainer = self._prepared(setup, changed(self._project, training=training)).trainer
        return seconds_of(lambda: _step(trainer), seconds)

    def forget(self, setup: Setup, others: set[Setup]) -> None:
        """It is not tried any more, while others are: what none of them needs goes."""
        if _copy_of(setup) not in map(_copy_of, others):
            self._copies.pop(_copy_of(setup), None)

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


def seconds_of(work: Callable[[], object], seconds: float = 0.0) -> float:
    """How long it takes, the fastest of as many times as fit, and of one at least, after a first one.

    It must wait for the device.
    """
    work()
    ends, fastest = time.perf_counter() + seconds, float("inf")
    while True:
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


def part(batch: int, seconds: float) -> int:
    """How many images of a batch take as long as a step may, where the whole takes so many seconds."""
    if seconds <= LONGEST_STEP:
        return batch
    return min(batch, max(LEAST_IMAGES, round(batch * LONGEST_STEP / seconds)))


def endless(project: Project, normaliser: Normaliser, batch: int) -> Project:
    """The same without an end, in batches of another size, with constants in place of what takes time to measure."""
    training = changed(project.training, batch=batch, budget=ENDLESS)
    with suppress(ProjectError):  # beyond what a project may hold
        constants = changed(Constants(), mean=normaliser.mean, spread=normaliser.spread)
        return changed(project, training=training, data=changed(project.data, normalisation=constants))
    return changed(project, training=training)
