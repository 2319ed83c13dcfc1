"""Epoch ends: what is due at the end of an epoch beside its evaluation: its line in the log, and what comes of it."""

from __future__ import annotations

import time

import numpy as np

from engine.events import EpochDone, Noted
from engine.model.weights import named_tensors
from engine.project.training.watching import EpochFigures
from engine.runs.logs import Records
from engine.runs.step_figures import means, speed
from engine.training.recording.keeping import Keeping
from engine.training.recording.recorder import Recorder
from engine.training.steps.loop import finite
from engine.training.steps.preparation import Prepared


class EpochEnds:
    """All of it is done once: what the log or the watcher holds is not repeated by a run that goes on."""

    def __init__(self, prepared: Prepared, recorder: Recorder, keeping: Keeping) -> None:
        self._prepared, self._recorder, self._keeping = prepared, recorder, keeping
        self._trainer, self._watcher = prepared.trainer, prepared.trainer.watcher

    def log(self, epoch: int, step: int) -> None:
        """What the epoch came to as it was trained; raises OSError."""
        if self._recorder.epoch_is_done(epoch):
            return
        records = self._records(step)
        loss, accuracy = means(records)
        seconds = float(records["seconds"].sum(dtype=np.float64))
        run = self._recorder.run
        self._recorder.tell_steps()  # those of the epoch come before its end
        self._recorder.log(EpochDone(run, time.time(), epoch, step, loss, accuracy, speed(records), seconds))

    def take_figures(self, epoch: int, step: int) -> None:
        """What comes of its figures, once it was evaluated; raises OSError."""
        if not self._watcher.due(epoch):
            return
        last = step >= self._trainer.total
        for sentence in self._watcher.note(epoch, step, self._figures(step), self._trainer.rate_factor, last=last):
            self._recorder.log(Noted(self._recorder.run, time.time(), sentence, warns=False))
        if self._watcher.best_step == step:
            self._keep_best(step)

    def _figures(self, step: int) -> EpochFigures:
        """On the validation images; without any, of the epoch as it was trained."""
        tried = self._recorder.last_validation
        found = means(self._records(step)) if tried is None else (tried.beside_training, tried.accuracy)
        return EpochFigures.read(*found)

    def _records(self, step: int) -> Records:
        return self._recorder.records(step - self._trainer.steps_per_epoch, step)

    def _keep_best(self, step: int) -> None:
        """The weights of this step, the best so far, in place of the best before."""
        weights = named_tensors(self._prepared.net)
        if finite(weights):
            self._keeping.keep_best(step, weights)
