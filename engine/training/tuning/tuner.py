"""The tuner: with which setup a training is fastest here, tried on real steps of a throwaway copy.

First threads; then the other memory format with the fastest numbers of them, as each changes what the other is worth;
the better half again, and again; then variants of the fastest; at last that against the untuned setup, in pairs. Only
who wins all of these, and clearly, is taken.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import closing
from typing import get_args

import torch
from msgspec.structs import replace

from engine.data.dataset import Dataset
from engine.machine.determinism import deterministic
from engine.machine.devices import Machine, resolve
from engine.machine.setup import MemoryFormat, OptimiserForm, Precision, Setup
from engine.machine.threads import default_threads, thread_counts, thread_settings
from engine.project.project import Project
from engine.training.conditions import untuned
from engine.training.one_at_a_time import alone_or_refused
from engine.training.tuning.bench import Bench
from engine.training.tuning.contest import Asked
from engine.training.tuning.lateness import watching
from engine.training.tuning.limit import limit
from engine.training.tuning.proof import unproven
from engine.training.tuning.race import Race
from engine.training.tuning.remembered import forget, found_for, remember, remembered
from engine.training.tuning.tuned import KnownSetup, Tuned

SECONDS = 15.0  # within which all of it should end: nothing is tried any more that would take longer
LOWER: Precision = "bfloat16"
FORMATS_OF = 2  # so many numbers of threads are tried with another memory format, the fastest


def tune(
    project: Project,
    dataset: Dataset,
    machine: Machine,
    tell: Callable[[str, int, int], None],
    stopped: Callable[[], bool],
    *,
    lower_precision: bool,
) -> Tuned:
    """Tries, and remembers the best for new runs of the project on this machine; its threads are for the tuner to find.

    `tell(doing, done, total)` hears how far it is, and it ends with Stopped soon after `stopped()` becomes true. A
    lower precision is tried only where wanted, as it changes what is learned. Raises InputError while something trains,
    NetworkError for what cannot be trained, and DeviceError for what is too large.
    """
    device = resolve(machine.device)
    with (
        alone_or_refused(),
        watching(wanted=machine.background) as watch,
        thread_settings(device, default_threads(), background=machine.background),
        deterministic(device),
    ):
        return _tuned(project, dataset, device, Asked(watch, stopped, tell), lower_precision=lower_precision)


def _tuned(project: Project, dataset: Dataset, device: torch.device, asked: Asked, *, lower_precision: bool) -> Tuned:
    usual = untuned(device)
    asked.tell("Building a copy to try", 0, 0)
    begun = time.perf_counter()
    with closing(Bench(project, dataset, device, usual, asked.go_on)) as bench:
        passed_over = _passed_over(project, usual, device, asked) if lower_precision else ""
        race = Race(bench, asked, usual, begun + SECONDS)
        lower = lower_precision and not passed_over
        best = _raced(race, threads_to_try(usual, device), has_maps=bench.has_maps, lower=lower)
        limits = limit(bench, project, best)
    remarks, took = (passed_over,) if passed_over else (), time.perf_counter() - begun
    tuned = Tuned(race.rows(), usual, best, best != usual, limits, remarks, took)
    key = found_for(project, device, beside_window=asked.watch is not None)
    remember(key, KnownSetup(best, "tuned", str(device)))
    return tuned


def _passed_over(project: Project, usual: Setup, device: torch.device, asked: Asked) -> str:
    """Why a lower precision is not tried; empty where it works here."""
    asked.tell(f"Trying whether {LOWER} works here", 0, 0)
    return unproven(project, replace(usual, precision=LOWER), device, asked)


def known_setup(project: Project, machine: Machine) -> KnownSetup | None:
    """With which setup the next run of a project trains where no threads are given; None where nothing was tried."""
    return remembered(found_for(project, resolve(machine.device), beside_window=machine.background))


def forget_setup(project: Project, machine: Machine) -> None:
    """Its next run begins as if nothing had been tried."""
    forget(found_for(project, resolve(machine.device), beside_window=machine.background))


def threads_to_try(usual: Setup, device: torch.device) -> list[Setup]:
    """The same with other threads, where these make a difference; fewest first."""
    counts = thread_counts() if device.type == "cpu" else (usual.threads,)
    return [replace(usual, threads=count) for count in counts]


def other_formats(setup: Setup) -> list[Setup]:
    """The same with maps that lie otherwise."""
    return [replace(setup, memory_format=form) for form in get_args(MemoryFormat) if form != setup.memory_format]


def variants(setup: Setup, *, lower: bool) -> list[Setup]:
    """The same in a lower precision, where that may be tried, then with another form of the optimiser."""
    forms = [form for form in get_args(OptimiserForm) if form != setup.optimiser_form]
    lowered = [replace(setup, precision=LOWER)] if lower else []
    return [*lowered, *(replace(setup, optimiser_form=form) for form in forms)]


def _raced(race: Race, threads: Sequence[Setup], *, has_maps: bool, lower: bool) -> Setup:
    """The best: the untuned one, or who has won against it."""
    race.expect(len(threads) + FORMATS_OF + 2 + len(variants(race.usual, lower=lower)) + 1)
    later = 2 + len(variants(race.usual, lower=lower))
    race.climb(threads)
    if has_maps:
        most = FORMATS_OF if race.affords(1 + FORMATS_OF + later) else 1
        race.round(other for setup in race.fastest(most) for other in other_formats(setup))
    race.again(later)
    (leader,) = race.fastest()
    tried = variants(leader, lower=lower)
    while len(tried) > lower and not race.affords(2 + len(tried)):  # what was asked for is tried, however late it is
        tried.pop()
    if tried:
        race.round([leader, *tried])
    (leader,) = race.fastest()
    return leader if leader != race.usual and race.wins(leader) else race.usual
