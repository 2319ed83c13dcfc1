"""The tuner: with which setup a training is fastest here, tried on real steps of a throwaway copy.

First threads; then the other memory format with the fastest numbers of them, as each changes what the other is worth;
the better half again, and again; then variants of the fastest; at last that against the usual setup, which is what new
runs took until now, in pairs. Only who wins all of these, and clearly, is taken.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
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
from engine.training.optimisers.optimiser import has_fused
from engine.training.steps.conditions import Conditions, conditions
from engine.training.steps.one_at_a_time import alone_or_refused
from engine.training.tuning.bench import Bench
from engine.training.tuning.chosen_precision import in_precision
from engine.training.tuning.contest import Asked
from engine.training.tuning.lateness import watching
from engine.training.tuning.limit import limit
from engine.training.tuning.proof import unproven
from engine.training.tuning.race import Race
from engine.training.tuning.remembered import forget, found_for, remember, remembered
from engine.training.tuning.tuned import KnownSetup, Tuned

SECONDS = 15.0  # within which all of it should end: nothing is tried any more that would take longer
LOWER: Precision = "bfloat16"
LONGEST_STEP = 0.25  # seconds of one: of few images of a batch more threads look worse than they are
FORMATS_OF = 2  # so many numbers of threads are tried with another memory format, the fastest


def tune(
    project: Project,
    dataset: Dataset,
    machine: Machine,
    tell: Callable[[str, int, int], None],
    stopped: Callable[[], bool],
) -> Tuned:
    """Tries, and remembers the best for new runs of the project on this machine; its threads are for the tuner to find.

    `tell(doing, done, total)` hears how far it is, and it ends with Stopped soon after `stopped()` becomes true. All is
    tried in the recipe's precision; a lower one too where the machine allows that, and the recipe then decides whether
    runs take it, as it changes what is learned. Raises InputError while something trains, NetworkError for what cannot
    be trained, and DeviceError for what is too large.
    """
    device = resolve(machine.device)
    with (
        alone_or_refused(),
        watching(wanted=machine.background) as watch,
        thread_settings(device, default_threads(), background=machine.background),
        deterministic(device),
    ):
        asked = Asked(watch, stopped, tell)
        on = in_precision(conditions(Machine(machine.device)), project, asked)
        in_full = project.training.precision == "float32"
        return _tuned(project, dataset, on, asked, lower_allowed=in_full and machine.lower_precision)


def _tuned(project: Project, dataset: Dataset, on: Conditions, asked: Asked, *, lower_allowed: bool) -> Tuned:
    device, precision = on.device, project.training.precision
    key = found_for(project, device, beside_window=asked.watch is not None)
    known = remembered(key)
    usual = known.for_precision(precision).setup if known else on.setup
    asked.tell("Building a copy to try", 0, 0)
    begun = time.perf_counter()
    with closing(Bench(project, dataset, device, usual, asked.go_on, LONGEST_STEP)) as bench:
        passed_over = _passed_over(project, usual, device, asked) if lower_allowed else ""
        lower = lower_allowed and not passed_over
        race = Race(bench, asked, usual, begun + SECONDS, finalists=1 + lower)
        forms = get_args(OptimiserForm) if has_fused(project.training.optimiser) else (usual.optimiser_form,)
        winners = _raced(race, threads_to_try(usual, device), forms, has_maps=bench.has_maps, lower=lower)
        (best,) = race.fastest(among=winners)
        limits = limit(bench, project, best)
    (full,) = race.fastest(among=_in_full(winners, usual))
    if precision == "float32":
        remember(key, _found(known, full, best if best != full else None, str(device), lower=lower))
    else:
        remember(key, _found_lower(known, best, str(device)))
    remarks, took = (passed_over,) if passed_over else (), time.perf_counter() - begun
    return Tuned(race.rows(), usual, best, best != usual, limits, remarks, took)


def _found(known: KnownSetup | None, full: Setup, lowered: Setup | None, device: str, *, lower: bool) -> KnownSetup:
    """What is remembered: where nothing was faster, what was known, but for a lower precision that was tried anew."""
    if known is None or full != known.setup or lowered:
        return KnownSetup(full, "tuned", device, lowered)
    return replace(known, lower=None) if lower else known


def _found_lower(known: KnownSetup | None, best: Setup, device: str) -> KnownSetup:
    """What is remembered for a recipe of a lower precision, beside what is known in full."""
    found = known or KnownSetup(replace(best, precision="float32"), "tuned", device)
    return replace(found, by="tuned", lower=best)


def _passed_over(project: Project, usual: Setup, device: torch.device, asked: Asked) -> str:
    """Why a lower precision is not tried; empty where it works here."""
    asked.tell(f"Trying whether {LOWER} works here", 0, 0)
    return unproven(project, replace(usual, precision=LOWER), device, asked)


def known_setup(project: Project, machine: Machine) -> KnownSetup | None:
    """With which setup the next run of a project trains where no threads are given; None where nothing was tried."""
    known = remembered(found_for(project, resolve(machine.device), beside_window=machine.background))
    return known and known.for_precision(project.training.precision)


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


def variants(setup: Setup, forms: Sequence[OptimiserForm], *, lower: bool) -> list[Setup]:
    """The same in a lower precision, where that may be tried, then with the other forms of the optimiser."""
    others = [form for form in forms if form != setup.optimiser_form]
    lowered = [replace(setup, precision=LOWER)] if lower else []
    return [*lowered, *(replace(setup, optimiser_form=form) for form in others)]


def _raced(
    race: Race, threads: Sequence[Setup], forms: Sequence[OptimiserForm], *, has_maps: bool, lower: bool
) -> list[Setup]:
    """Who has won against the usual one: the fastest in full precision, and one in a lower that was faster still."""
    later = 2 + len(variants(race.usual, forms, lower=lower))
    race.expect(len(threads) + FORMATS_OF + later + 1)
    race.climb(threads)
    if has_maps:
        most = FORMATS_OF if race.affords(1 + FORMATS_OF + later) else 1
        race.round(other for setup in race.fastest(most) for other in other_formats(setup))
    race.again(later)
    (leader,) = race.fastest()
    tried = variants(leader, forms, lower=lower)
    while len(tried) > lower and not race.affords(2 + len(tried)):  # what was asked for is tried, however late it is
        tried.pop()
    if tried:
        race.round([leader, *tried])
    in_full = race.fastest(among=_in_full(race.tried, race.usual))
    return race.winners(list(dict.fromkeys([*in_full, *race.fastest()])))


def _in_full(setups: Iterable[Setup], usual: Setup) -> list[Setup]:
    """Those in the precision of the usual one, which is never a lower one."""
    return [setup for setup in setups if setup.precision == usual.precision]
