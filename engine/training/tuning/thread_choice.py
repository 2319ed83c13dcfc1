"""The choice of threads: what was found for the same network before, or is tried before the first step.

Nobody can know it by rule: on a quiet machine two threads were 1.2 to 2 times as fast as one, beside other work slower.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from msgspec.structs import replace

from engine.data.dataset import Dataset
from engine.figures import counted
from engine.machine.setup import Setup
from engine.machine.threads import thread_counts
from engine.project.project import Project
from engine.text import listed
from engine.training.steps.conditions import Conditions
from engine.training.tuning.bench import Bench
from engine.training.tuning.contest import Asked, Contest, Tried
from engine.training.tuning.remembered import found_for, remember, remembered
from engine.training.tuning.tuned import KnownSetup

SECONDS = 2.0  # that trying may take, at most
SHORT_RUN = 10.0  # seconds: for a run that is over sooner nothing is tried
ROUNDS = 4  # of blocks by turns
STEPS = 3  # with each number of threads, for which there is time also where a step is as long as it may be
BETTER = 1.05  # by how much more threads must be faster: they are taken from everything else


@dataclass(frozen=True)
class Settled:
    """What a new run is computed on, a sentence where that is news, and seconds of the run where steps were tried."""

    on: Conditions
    news: str = ""
    seconds: float | None = None  # evaluations left out


def settled(project: Project, dataset: Dataset, on: Conditions, asked: Asked) -> Settled:
    """As it is known, or found before the first step. Raises Stopped."""
    if on.setup_by == "given":
        return Settled(on)
    key = found_for(project, on.device, beside_window=asked.watch is not None)
    known = remembered(key)
    if known is None:
        return _measured(project, dataset, on, asked, key) if on.device.type == "cpu" else Settled(on)
    if known.by == "measured":
        return Settled(on.found(known.setup, "remembered"))
    known = known.for_precision(project.training.precision)
    news = "" if known.setup == on.setup else f"Trains as it was tuned: {known.setup_words}."
    return Settled(on.found(known.setup, "tuned"), news)


def _measured(project: Project, dataset: Dataset, on: Conditions, asked: Asked, key: str) -> Settled:
    """With as many threads as are fastest, unless the run is over before that pays."""
    ends = time.perf_counter() + SECONDS
    counts = sorted({*thread_counts(), on.setup.threads})
    if len(counts) == 1:
        return Settled(on)
    asked.go_on()
    asked.tell("Timing a first step", 0, 0)
    longest = SECONDS / (STEPS * len(counts))  # of few images more threads look worse than they are
    with closing(Bench(project, dataset, on.device, on.setup, asked.go_on, longest)) as bench:
        if bench.run_seconds < SHORT_RUN:
            return Settled(on)
        asked.tell(f"Trying {listed([str(count) for count in counts])} threads", 0, 0)
        contest = Contest(bench, asked)
        compete(contest, [replace(on.setup, threads=count) for count in counts], ends)
    found = best(contest.tried)
    remember(key, KnownSetup(found, "measured"))
    seconds = bench.images / contest.tried[found].speed
    return Settled(on.found(found, "measured"), in_words(found, contest.tried), seconds)


def compete(contest: Contest, setups: Sequence[Setup], ends: float) -> None:
    """Tries each of them until `ends`, by time.perf_counter, and once at least. Raises Stopped."""
    for done, setup in enumerate(_turns(setups)):
        left = ends - time.perf_counter()
        if left <= 0 and setup in contest.tried:
            return
        contest.turn(setup, max(0.0, left) / (ROUNDS * len(setups) - done))


def _turns(setups: Sequence[Setup]) -> Iterator[Setup]:
    """Who is next: none is always first."""
    for each in range(ROUNDS):
        yield from setups if each % 2 else reversed(setups)


def best(tried: Mapping[Setup, Tried]) -> Setup:
    """The fewest threads that are about as fast as any and leave a window fluid; the fewest of all where none do."""
    by_threads = sorted(tried, key=lambda setup: setup.threads)
    fluid = [setup for setup in by_threads if tried[setup].fluid] or by_threads[:1]
    found = fluid[0]
    for setup in fluid[1:]:
        if tried[setup].speed > BETTER * tried[found].speed:
            found = setup
    return found


def in_words(found: Setup, tried: Mapping[Setup, Tried]) -> str:
    """What was measured, against the fastest of the others."""
    rival = max((setup for setup in tried if setup != found), key=lambda setup: tried[setup].speed)
    trains = f"Trains on {counted(found.threads, 'thread')}, measured just now"
    return f"{trains}: {_against(rival, found, tried)}."


def _against(rival: Setup, found: Setup, tried: Mapping[Setup, Tried]) -> str:
    """Why the others were not taken."""
    ratio = tried[found].speed / tried[rival].speed
    if not tried[found].fluid:
        return "the window would stay fluid with no number of them, so it is the smallest"
    if ratio >= BETTER:
        return f"{ratio:.1f} times as fast as on {rival.threads}"
    if ratio >= 1:
        return f"about as fast as on {rival.threads}"
    if tried[rival].fluid:
        return f"{rival.threads} would be hardly faster"
    return f"with {rival.threads} the window would not stay fluid"
