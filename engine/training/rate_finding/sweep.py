"""The sweep: real steps of a throwaway copy on the real training images, each with a higher rate than the one before.

All else is as the training would be: batch, augmentation, first weights, optimiser, loss, precision, seed. The schedule
and what makes a beginning gentle are left out, as the sweep sets every rate. No test image is looked at.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing

import numpy as np

from engine.data.dataset import Dataset
from engine.events import RatesTried
from engine.machine.determinism import deterministic
from engine.machine.devices import Machine
from engine.machine.threads import thread_settings
from engine.project.project import Project, analysed, epoch_steps, training_images
from engine.project.training.legs import Hold, Leg
from engine.project.training.rate.learning_rate import without_rates
from engine.training.rate_finding.found_rate import Ended, FoundRate
from engine.training.rate_finding.reading import Curve, planned, read, runs_away
from engine.training.recording.recorder import EMIT_SECONDS
from engine.training.steps.conditions import Conditions, conditions
from engine.training.steps.one_at_a_time import alone_or_refused
from engine.training.steps.own_randomness import own_randomness
from engine.training.steps.preparation import Prepared, prepare
from engine.training.tuning.chosen_precision import in_precision
from engine.training.tuning.contest import Asked
from engine.training.tuning.remembered import found_for, remembered
from engine.typed.document import changed

MOST_STEPS, LEAST_STEPS = 350, 70  # fifty and ten a decade
MULTIPLY_ADDS = 1.2e12  # of all steps together, if those are no fewer than the least: about a minute of two slow cores
PASSES = 3  # forward, and the two products of the way back
SECONDS = 600.0  # after which it ends where it is, however few rates were tried


def find_rate(
    project: Project,
    dataset: Dataset,
    machine: Machine,
    asked: Asked,
    hear: Callable[[RatesTried], None] = lambda _: None,
) -> FoundRate:
    """Tries rates on the thread that asks; `hear` gets the curve as it grows, and `asked.tell` how far it is.

    How many there are depends on what the project costs, and on nothing else, so the same project gives the same curve.
    Raises InputError while something trains, NetworkError and DeviceError as a training would, and Stopped.
    """
    on = _known(project, conditions(machine), beside_window=machine.background)
    with (
        alone_or_refused(),
        thread_settings(on.device, on.setup.threads, background=machine.background),
        deterministic(on.device, wanted=project.training.deterministic),
        own_randomness(on.device),
    ):
        on = in_precision(on, project, asked)
        asked.tell("Building a copy to try", 0, 0)
        rates = planned(steps_for(project))
        legs = _legs(project, rates)
        with closing(prepare(legs[0].project, dataset, on.device, legs=legs, setup=on.setup)) as prepared:
            return _swept(prepared, rates, asked, hear)


def steps_for(project: Project) -> int:
    """How many rates are tried: fewer of a network that takes long."""
    images = min(project.training.batch, max(1, training_images(project) // max(1, epoch_steps(project))))
    step = PASSES * max(1, analysed(project).multiply_adds) * images
    return int(min(MOST_STEPS, max(LEAST_STEPS, MULTIPLY_ADDS // step)))


def _legs(project: Project, rates: Curve) -> tuple[Leg, ...]:
    """A leg of one step for each rate, which it holds."""
    bare = changed(project, training=without_rates(project.training))
    return tuple(Leg(bare, at, at + 1, Hold(float(rate))) for at, rate in enumerate(rates))


def _known(project: Project, on: Conditions, *, beside_window: bool) -> Conditions:
    """The setup that is known to be fastest for the recipe, unless somebody chose one."""
    known = remembered(found_for(project, on.device, beside_window=beside_window))
    return (
        on.found(known.for_precision(project.training.precision).setup, "remembered")
        if known and on.setup_by != "given"
        else on
    )


def _swept(prepared: Prepared, rates: Curve, asked: Asked, hear: Callable[[RatesTried], None]) -> FoundRate:
    losses = np.zeros(0)
    ends = time.perf_counter() + SECONDS
    ended: Ended = "all tried"
    while len(losses) < len(rates) and not runs_away(losses, len(rates)):
        if time.perf_counter() >= ends:
            ended = "out of time"
            break
        losses = np.concatenate((losses, _some(prepared, len(rates), asked)))
        asked.tell("Trying learning rates", len(losses), len(rates))
        hear(read(rates, losses))
    return read(rates, losses, ended)


def _some(prepared: Prepared, total: int, asked: Asked) -> Curve:
    """The losses of the next steps, as many as take no longer than somebody wants to wait for news."""
    trainer, until = prepared.trainer, time.perf_counter() + EMIT_SECONDS
    while trainer.step < total:
        asked.go_on()
        trainer.advance()
        if time.perf_counter() >= until:
            break
    return trainer.fetch()["loss"].astype(np.float64)
