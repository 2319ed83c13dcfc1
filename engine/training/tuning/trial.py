"""Trial: a throwaway copy of a training, to see how fast its steps are; what it learns is forgotten."""

from __future__ import annotations

import time

import torch

from engine.data.dataset import Dataset
from engine.project.project import Project
from engine.training.preparation import prepare
from engine.typed.document import changed

LONGEST_STEP = 0.25  # seconds: a batch that takes longer is tried in part
LEAST_IMAGES = 2  # batch norm wants more than one


class Trial:
    """Real steps on the real images, by the thread that asks and with its settings.

    A step that takes long is tried on a part of the batch, `share` of it: what makes it faster is much the same.
    `run_seconds` is about how long the whole run will take as the thread is set now, evaluations and all else left out.
    Raises as `prepare` does.
    """

    def __init__(self, project: Project, dataset: Dataset, device: torch.device, form: torch.memory_format) -> None:
        self._dataset, self._device, self._form = dataset, device, form
        self._begin(project)
        step = self._timed_step()
        self.run_seconds = step * self._trainer.total
        self.share = _part(project.training.batch, step) / project.training.batch
        if self.share < 1:
            part = changed(project.training, batch=round(self.share * project.training.batch))
            self._begin(changed(project, training=part))

    def _begin(self, project: Project) -> None:
        self._trainer = prepare(project, self._dataset, self._device, form=self._form).trainer

    def _timed_step(self) -> float:
        """Seconds of a step after a first one, which finds out how to compute."""
        self.step()
        begun = time.perf_counter()
        self.step()
        return time.perf_counter() - begun

    def step(self) -> None:
        """One step; waits for the device."""
        self._trainer.advance()
        self._trainer.fetch()

    def block(self, seconds: float) -> float:
        """Images per second, over as many steps as fit in so many seconds, and one at least."""
        begun, images = time.perf_counter(), 0
        while True:
            self._trainer.advance()
            images += int(self._trainer.fetch()["images"].sum())
            if (took := time.perf_counter() - begun) >= seconds:
                return images / took


def _part(batch: int, seconds: float) -> int:
    """How many images of a batch take as long as a step may, where the whole takes so many seconds."""
    if seconds <= LONGEST_STEP:
        return batch
    return min(batch, max(LEAST_IMAGES, round(batch * LONGEST_STEP / seconds)))
