"""Forecast: the estimate of a training from what was measured here, and measuring what was not yet."""

from __future__ import annotations

import psutil

from engine.machine.devices import Machine
from engine.machine.threads import thread_settings
from engine.project.project import Project, refuse_training
from engine.training.conditions import Conditions, conditions
from engine.training.estimate.estimate import Estimate, Pace, estimated
from engine.training.estimate.measurements import Found, Measurements, On
from engine.training.estimate.memory import image_bytes, training_bytes
from engine.training.estimate.rehearsal import GoOn, rehearsed
from engine.training.estimate.work import work_of
from engine.training.optimisers import states


class Forecast:
    """What one process has measured, and says of trainings in it. For any thread."""

    def __init__(self, measurements: Measurements | None = None) -> None:
        self._measurements = measurements or Measurements()
        self._held: int | None = None  # bytes of the process before anything was trained in it, without images

    def estimate(self, project: Project, machine: Machine) -> Estimate | None:
        """From what was measured so far, this very training or others; None where nothing was.

        Raises ProjectError or NetworkError for what cannot be trained, and DeviceError.
        """
        refuse_training(project)
        on = conditions(machine)
        work, place = work_of(project), place_of(on)
        measured = self._measurements.measured(work, place)
        found = measured or self._measurements.expected(work, place)
        if found is None:
            return None
        step = found.per_step + project.training.batch * found.per_image
        memory = self._memory(project, found, on)
        return estimated(project, Pace(step, found.tried), memory, measured=measured is not None)

    def measure(self, project: Project, machine: Machine, images: int, go_on: GoOn) -> None:
        """Rehearses the training, on the thread that asks, unless that was done; `images` are bytes held of such.

        Not beside a training. Raises as `estimate`, DeviceError for what does not fit into memory, and Stopped.
        """
        refuse_training(project)
        on = conditions(machine)
        if self._held is None:
            self._held = max(0, int(psutil.Process().memory_info().rss) - images)
        if self._measurements.measured(work_of(project), place_of(on)) is None:
            with thread_settings(on.device, on.setup.threads, background=machine.background):
                found = rehearsed(project, on, go_on)
            self._measurements.add(work_of(project), place_of(on), found)

    def _memory(self, project: Project, found: Found, on: Conditions) -> int:
        held = self._held or 0 if on.device.type == "cpu" else 0
        return held + image_bytes(project) + training_bytes(project, found.kept, states(project.training.optimiser))


def place_of(on: Conditions) -> On:
    """What a measurement holds for."""
    return On(str(on.device), on.setup.threads, on.setup.memory_format)
