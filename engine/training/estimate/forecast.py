"""Forecast: the estimate of a training from what was measured here, and measuring what was not yet."""

from __future__ import annotations

import psutil
from msgspec.structs import replace

from engine.data.memory_budget import MemoryBudget
from engine.machine.devices import Machine
from engine.machine.setup import Setup
from engine.machine.threads import thread_counts, thread_settings
from engine.project.project import Project, epoch_steps, images_in, refuse_training
from engine.project.training.optimiser_states import kept_beside
from engine.runs.folder import RunFolder
from engine.training.estimate.estimate import Estimate, Pace, estimated
from engine.training.estimate.measurements import Found, Measurements, place_of
from engine.training.estimate.memory import image_bytes, training_bytes
from engine.training.estimate.ran import ran
from engine.training.estimate.rehearsal import GoOn, rehearsed
from engine.training.estimate.work import work_of
from engine.training.steps.conditions import Conditions, conditions
from engine.training.tuning.remembered import found_for, remembered
from engine.training.tuning.thread_choice import BETTER, SHORT_RUN


class Forecast:
    """What one process has measured, and says of trainings in it. For any thread."""

    def __init__(self, measurements: Measurements | None = None, budget: MemoryBudget | None = None) -> None:
        self._measurements = measurements or Measurements()
        self._budget = budget or MemoryBudget()
        self._held: int | None = None  # bytes of the process before a run trained in it, without images

    def estimate(self, project: Project, machine: Machine) -> Estimate | None:
        """From what was measured so far, this very training or others; None where nothing was.

        Raises ProjectError or NetworkError for what cannot be trained, and DeviceError.
        """
        refuse_training(project)
        on, *others = _possible(project, machine)
        found = self._estimated(project, on)
        if found is None or found.whole < SHORT_RUN:
            return found
        for other in others:  # with more threads, where that is worth it; as a run tries before its first step
            more = self._estimated(project, other)
            if more is not None and more.whole * BETTER < found.whole:
                found = more
        return replace(found, measured=all(self._measured(project, one) for one in (on, *others)))

    def measure(self, project: Project, machine: Machine, images: int, go_on: GoOn, *, again: bool = False) -> None:
        """Rehearses the training, on the thread that asks, unless that was done; `images` are bytes held of such.

        With `again` also where it was done: the faster one counts. Not beside a training. Raises as `estimate`,
        DeviceError for what does not fit into memory, and Stopped.
        """
        refuse_training(project)
        for on in _possible(project, machine):
            if again or not self._measured(project, on):
                with thread_settings(on.device, on.setup.threads, background=machine.background):
                    found = rehearsed(project, on, go_on)
                self._measurements.add(work_of(project), place_of(on), self._faster(project, on, found))
            if self._held is None:  # with what the rehearsal has left behind, which stays
                self._held = max(0, int(psutil.Process().memory_info().rss) - images)
            estimate = self._estimated(project, on)
            if estimate is not None and estimate.whole < SHORT_RUN:
                return

    def learn(self, run: RunFolder) -> None:
        """Takes over how fast a run trains, or has trained, unless that is too short to tell."""
        if found := ran(run):
            self._measurements.note(found)

    def _faster(self, project: Project, on: Conditions, found: Found) -> Found:
        """The same, or what was measured before where that was faster: it was beside less of anything else."""
        before = self._measurements.measured(work_of(project), place_of(on)) or found
        return min(before, found, key=lambda one: one.step(project.training.batch))

    def _measured(self, project: Project, on: Conditions) -> bool:
        return self._measurements.measured(work_of(project), place_of(on)) is not None

    def _estimated(self, project: Project, on: Conditions) -> Estimate | None:
        """With a setup."""
        found = self._measurements.expected(work_of(project), place_of(on))
        if found is None:
            return None
        images = images_in(project, "train") / epoch_steps(project)  # of a step: the last may have fewer than a batch
        pace = Pace(found.step(images), found.tried)
        memory = self._memory(project, found, on)
        return estimated(project, pace, memory, measured=self._measured(project, on))

    def _memory(self, project: Project, found: Found, on: Conditions) -> int:
        held = self._held or 0 if on.device.type == "cpu" else 0
        images = image_bytes(project, self._budget)
        return held + images + training_bytes(project, found.kept, kept_beside(project.training))


def _possible(project: Project, machine: Machine) -> tuple[Conditions, ...]:
    """What a new run may be computed on: as was said or is known, else the usual and with other threads."""
    on = conditions(machine)
    if on.setup_by == "given":
        return (on,)
    if known := remembered(found_for(project, on.device, beside_window=machine.background)):
        setup = known.for_precision(project.training.precision).setup
        return (on.found(setup, "remembered"),)
    return (on, *(on.found(setup, "measured") for setup in _others(on)))


def _others(on: Conditions) -> tuple[Setup, ...]:
    if on.device.type != "cpu":
        return ()
    counts = (count for count in thread_counts() if count != on.setup.threads)
    return tuple(replace(on.setup, threads=count) for count in counts)
