"""The tuner: with which setup a training is fastest here, tried on real steps of a throwaway copy.

First threads and memory format together, as each changes what the other is worth, in rounds of which the slower half
goes; then variants of the fastest; at last the winner against the untuned setup in pairs. Only who wins all of these,
and clearly, is taken.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from itertools import product
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

SECONDS = 15.0  # that all of it may take
LOWER: Precision = "bfloat16"


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
    bench = Bench(project, dataset, device, usual)
    begun = time.perf_counter()
    passed_over = ""
    if lower_precision:
        asked.tell(f"Trying whether {LOWER} works here", 0, 0)
        passed_over = unproven(project, replace(usual, precision=LOWER), str(device), asked)
    lower = lower_precision and not passed_over
    race = Race(bench, asked, usual, begun + SECONDS)
    best = _raced(race, candidates(usual, device, has_maps=bench.has_maps), lower=lower)
    rows = race.rows()
    speed = next(row.images_per_second for row in rows if row.setup == best)
    tuned = Tuned(
        rows,
        usual,
        best,
        best != usual,
        limit(bench, project, best, speed),
        (passed_over,) if passed_over else (),
        time.perf_counter() - begun,
    )
    key = found_for(project, device, beside_window=asked.watch is not None)
    remember(key, KnownSetup(best, "tuned", tuned.best_row.times_as_fast))
    return tuned


def known_setup(project: Project, machine: Machine) -> KnownSetup | None:
    """With which setup the next run of a project trains where no threads are given; None where nothing was tried."""
    return remembered(found_for(project, resolve(machine.device), beside_window=machine.background))


def forget_setup(project: Project, machine: Machine) -> None:
    """Its next run begins as if nothing had been tried."""
    forget(found_for(project, resolve(machine.device), beside_window=machine.background))


def candidates(usual: Setup, device: torch.device, *, has_maps: bool) -> list[Setup]:
    """Threads and memory formats, where they make a difference; the usual setup first."""
    counts = thread_counts() if device.type == "cpu" else (usual.threads,)
    formats: tuple[MemoryFormat, ...] = get_args(MemoryFormat) if has_maps else (usual.memory_format,)
    found = [replace(usual, threads=count, memory_format=form) for count, form in product(counts, formats)]
    return [usual, *(setup for setup in found if setup != usual)]


def variants(setup: Setup, *, lower: bool) -> list[Setup]:
    """The same with another precision, then with another form of the optimiser."""
    forms = [form for form in get_args(OptimiserForm) if form != setup.optimiser_form]
    lowered = [replace(setup, precision=LOWER)] if lower else []
    return [*lowered, *(replace(setup, optimiser_form=form) for form in forms)]


def _raced(race: Race, setups: Sequence[Setup], *, lower: bool) -> Setup:
    race.expect(setups, len(variants(race.usual, lower=lower)))
    leader = race.halved(setups)
    leader = race.varied(leader, variants(leader, lower=lower))
    return leader if leader != race.usual and race.wins(leader) else race.usual
