"""Evaluations: the network as it stands is tried on a split, and what was found is kept and logged."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeAlias

from engine.data.dataset import Split
from engine.errors import Stopped
from engine.events import Evaluated, EvaluatedAlready
from engine.model.net import Net
from engine.project.data.splits import EvaluatedSplit
from engine.runs.family.learned_images import learned_images
from engine.runs.folder import RunFolder
from engine.runs.plain import plain
from engine.training.recording.keeping import Keeping
from engine.training.recording.recorder import Recorder
from engine.training.steps.evaluation import Evaluation, evaluate
from engine.training.steps.preparation import Prepared

GoOn: TypeAlias = Callable[[EvaluatedSplit, int, int], bool]


class Evaluations:
    """`go_on(split, images done, of how many)` is asked in between; it may keep it waiting, and ends it by a no."""

    def __init__(
        self, folder: RunFolder, prepared: Prepared, recorder: Recorder, keeping: Keeping, go_on: GoOn
    ) -> None:
        self.trying: EvaluatedSplit | None = None  # the split that the network is tried on just now
        self.unheld = False  # whether that goes on through a pause
        self._prepared, self._trainer = prepared, prepared.trainer
        self._recorder, self._keeping = recorder, keeping
        self._go_on = go_on
        self._folder, self._learned = folder, dict[EvaluatedSplit, int]()

    @property
    def usual(self) -> EvaluatedSplit:
        """The split that is tried along the way."""
        return "validation" if self._prepared.dataset.validation else "test"

    def is_due(self, step: int) -> bool:
        """Whether the recipe wants one after a step within an epoch."""
        every = self._trainer.evaluate_every
        return every > 0 and step % every == 0

    def done(self, name: EvaluatedSplit) -> bool:
        """Tries the network on a split unless the log says it was tried after this step; False when stopped."""
        if self._recorder.evaluated(name, self._trainer.step):
            return True
        split, before = self._split(name), self.trying
        self.trying = name
        found = self._tried(self._prepared.net, name, split)
        averaged = None if found is None else self._average_tried(name, split)
        if found is not None and averaged is not None:
            self._keep(name, self._learned_of(name, split), found, *averaged)
        self.trying, self.unheld = before, False
        return averaged is not None

    def asked(self, name: EvaluatedSplit) -> None:
        """The same because somebody wants it now, who hears where there is nothing to do."""
        if self._recorder.evaluated(name, self._trainer.step):
            self._recorder.tell(EvaluatedAlready(self._recorder.run, name, self._trainer.step))
        else:
            self.done(name)

    def _tried(self, net: Net, name: EvaluatedSplit, split: Split) -> Evaluation | None:
        """None when it was stopped."""
        return evaluate(net, split, self._prepared.normaliser, lambda done: self._go_on(name, done, len(split)))

    def _average_tried(self, name: EvaluatedSplit, split: Split) -> tuple[Evaluation, ...] | None:
        """The averaged weights, as soon as there are any; None when it was stopped."""
        average = self._trainer.average
        if average is None or not average.begun:
            return ()
        found = self._tried(average.net, name, split)
        return None if found is None else (found,)

    def _keep(
        self, name: EvaluatedSplit, learned: int | None, found: Evaluation, averaged: Evaluation | None = None
    ) -> None:
        """Its predictions come before the event, so that whoever hears of it finds them."""
        step = self._trainer.step
        self._keeping.keep_predictions(step, name, found.predicted)
        event = Evaluated(
            run=self._recorder.run,
            time=time.time(),
            split=name,
            epoch=step // self._trainer.steps_per_epoch,
            step=step,
            loss=plain(found.loss),
            accuracy=found.accuracy,
            confusion=found.rows,
            seconds=found.seconds + (averaged.seconds if averaged else 0.0),
            averaged_loss=plain(averaged.loss) if averaged else None,
            averaged_accuracy=averaged.accuracy if averaged else None,
            trained_loss=self._trained_loss(found),
            learned=learned,
        )
        self._recorder.log(event)
        self._keeping.thin_predictions(step, self._recorder.best_step)

    def _learned_of(self, name: EvaluatedSplit, split: Split) -> int | None:
        """How many images the run learned from, looked for once; None, for nobody knows, when that was stopped."""

        def go_on() -> None:
            if not self._go_on(name, len(split), len(split)):
                raise Stopped

        if name not in self._learned:
            with suppress(Stopped):
                self._learned[name] = learned_images(self._folder, split, go_on)
        return self._learned.get(name)

    def _trained_loss(self, found: Evaluation) -> float | None:
        """None where the run began without it: what is watched, and the best so far, is then the cross-entropy."""
        return None if self._recorder.cross_entropy_alone else found.trained_loss(self._trainer.loss_kind)

    def _split(self, name: EvaluatedSplit) -> Split:
        dataset = self._prepared.dataset
        return dataset.validation if name == "validation" and dataset.validation else dataset.test
