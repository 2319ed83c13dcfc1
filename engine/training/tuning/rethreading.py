"""Rethreading: a run that has become slow tries other numbers of CPU threads between steps, and may go on with them.

Where something else computes on the machine, threads wait for each other, and fewer may be faster. Nothing but their
number changes, so what is learned is the same but for rounding; what is remembered for new runs stays, as a busy hour
is not what a machine is.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass

from msgspec.structs import replace

from engine.errors import DeviceError, Stopped
from engine.figures import counted
from engine.log import LOG
from engine.machine.setup import Setup
from engine.machine.threads import thread_counts
from engine.platform import HERE
from engine.project.project import Project
from engine.runs.logs import Records
from engine.text import listed
from engine.training.steps.conditions import Conditions
from engine.training.steps.preparation import Prepared
from engine.training.tuning.bench import Bench, endless, part
from engine.training.tuning.contest import FLUID, Asked, Contest, Tried
from engine.training.tuning.lateness import p99
from engine.training.tuning.slowness import Slowness
from engine.training.tuning.thread_choice import SECONDS, compete

CLEARLY = 1.2  # times as fast: less is not worth a run that cannot be repeated


@dataclass(frozen=True)
class Retried:
    """What came of trying: the threads before and after, and how many times as fast these were in the trial.

    `times_as_slow` is what the training had become; None where it had not, and threads were tried to go back to.
    """

    before: int
    threads: int
    times_as_fast: float
    times_as_slow: float | None

    @property
    def changed(self) -> bool:
        """Whether the run goes on with other threads."""
        return self.threads != self.before

    def words(self, step: int) -> str:
        """What a person is told after a step; empty where nothing has happened."""
        on = f"On {counted(self.threads, 'thread')} it goes on {self.times_as_fast:.1f} times as fast"
        repeat = f"From step {step + 1:,} on the run cannot be repeated bit for bit."
        if self.times_as_slow is None:
            return f"Threads were tried again. {on}. {repeat}" if self.changed else ""
        busy = f"The computer is busy: training had become {self.times_as_slow:.1f} times as slow"
        return f"{busy}. {on}. {repeat}" if self.changed else f"{busy}, and other threads would be no faster."


class Rethreading:
    """The threads of a run, which `slowness` may have it try again; None: they stay, as somebody chose them.

    `settled` are those that it was begun with, to which it may come back. `recorded` is what a checkpoint says of them:
    other ones that somebody gave for a while are not written down. `take` has the calling thread compute on so many.
    """

    def __init__(
        self,
        project: Project,
        prepared: Prepared,
        on: Conditions,
        slowness: Slowness | None,
        take: Callable[[int], None],
        settled: int,
        recorded: int,
    ) -> None:
        self.setup = on.setup
        self.recorded = recorded
        self._project, self._prepared, self._device = project, prepared, on.device
        self._slowness, self._take, self._settled = slowness, take, settled

    def note(self, records: Records) -> None:
        """Takes over the figures of the steps that were done since, of one at least."""
        if self._slowness is not None and len(records):
            self._slowness.add(records)

    @property
    def due(self) -> bool:
        """Whether threads are to be tried before the next step."""
        slowness = self._slowness
        return slowness is not None and slowness.knows and (slowness.fallen or self.setup.threads != self._settled)

    def tried(self, asked: Asked) -> Retried | None:
        """Tries for two seconds where it is due, and takes the fastest from now on; None where nothing came of it.

        So where it is told to stop: then it stays due.
        """
        slowness = self._slowness
        if slowness is None:
            return None
        times_as_slow = slowness.times_as_slow if slowness.fallen else None
        try:
            tried = self._measured(asked, slowness.speed)
        except Stopped:
            return None
        finally:
            self._take(self.setup.threads)
            HERE.give_memory_back()
        slowness.begin_anew()
        return self._taken(tried, times_as_slow) if tried else None

    def _measured(self, asked: Asked, speed: float) -> Mapping[Setup, Tried]:
        """All that were tried; none where that failed: what a copy comes to is nothing to the run. Raises Stopped."""
        asked.go_on()
        try:
            return self._competed(asked, speed)
        except (DeviceError, RuntimeError, MemoryError) as error:  # there may be no memory for a copy
            LOG.warning("other threads could not be tried: %s", error)
            return {}

    def _competed(self, asked: Asked, speed: float) -> Mapping[Setup, Tried]:
        ends = time.perf_counter() + SECONDS
        counts = sorted({*thread_counts(), self.setup.threads})
        asked.tell(f"Trying {listed([str(count) for count in counts])} threads", 0, 0)
        with closing(self._bench(speed, asked)) as bench:
            contest = Contest(bench, asked)
            compete(contest, [replace(self.setup, threads=count) for count in counts], ends)
        return contest.tried

    def _bench(self, speed: float, asked: Asked) -> Bench:
        """A copy to try, where the run trains so many images per second; of a long step it takes a part at once."""
        batch = self._project.training.batch
        small = endless(self._project, self._prepared.normaliser, part(batch, batch / speed))
        fewest = replace(self.setup, threads=thread_counts()[0])  # its steps never wait for each other
        return Bench(small, self._prepared.dataset, self._device, fewest, asked.go_on)

    def _taken(self, tried: Mapping[Setup, Tried], times_as_slow: float | None) -> Retried:
        before, found = self.setup, faster(tried, self.setup)
        if found != before:
            self.setup, self.recorded = found, found.threads
            self._take(found.threads)
        times_as_fast = tried[found].speed / tried[before].speed
        return Retried(before.threads, found.threads, times_as_fast, times_as_slow)


def may_change(on: Conditions) -> bool:
    """Whether the threads of a run may be others later: nobody said how many, and there are others."""
    free = on.setup_by not in ("given", "unknown")
    return free and on.device.type == "cpu" and len(thread_counts()) > 1


def faster(tried: Mapping[Setup, Tried], now: Setup) -> Setup:
    """The fastest of those that are clearly faster than how it goes now and leave a window no less fluid; else that."""
    fluid = max(FLUID, p99(tried[now].late))
    better = [
        setup for setup, one in tried.items() if one.speed > CLEARLY * tried[now].speed and p99(one.late) <= fluid
    ]
    return max(better, key=lambda setup: tried[setup].speed, default=now)
