"""Everything the chart knows of one run: a figure per step, evaluations, epochs. No Qt."""

import math
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from engine.project.data.splits import EvaluatedSplit
from engine.project.training.training_settings import LossKind
from engine.project.training.verdict import guessing_loss
from engine.service.answers import NOTHING_BEHIND
from gui.chart.plot.marks.mark import Mark
from gui.chart.plot.series import StepSeries, reduced_to_pixels

Measure = Literal["loss", "accuracy"]
Averaged: TypeAlias = tuple[float | None, float | None]  # loss and accuracy of averaged weights
NONE_AVERAGED: Averaged = (None, None)
SPLITS: tuple[EvaluatedSplit, ...] = ("validation", "test")


@dataclass
class Evaluations:
    """Loss and accuracy (fraction) on one split, at some steps in increasing order."""

    steps: list[int] = field(default_factory=list)
    loss: list[float] = field(default_factory=list)
    accuracy: list[float] = field(default_factory=list)
    averaged: list[Averaged] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.steps)

    def add(self, step: int, loss: float | None, accuracy: float | None, averaged: Averaged = NONE_AVERAGED) -> None:
        """Record an evaluation; what stood at this step or after it is replaced. None means not a number."""
        self.cut(step)
        self.steps.append(step)
        self.loss.append(float("nan") if loss is None else float(loss))
        self.accuracy.append(float("nan") if accuracy is None else float(accuracy))
        self.averaged.append(averaged)

    def cut(self, step: int) -> None:
        """Forget everything from `step` on."""
        while self.steps and self.steps[-1] >= step:
            for column in (self.steps, self.loss, self.accuracy, self.averaged):
                column.pop()

    def values(self, measure: Measure) -> list[float]:
        """The figures of one measure, in order of step."""
        return self.loss if measure == "loss" else self.accuracy

    def line(self, measure: Measure, first: float, last: float, columns: int) -> tuple[NDArray, NDArray, bool]:
        """Steps and figures as a chart of `columns` pixels shows them from step `first` to `last`, with one beyond each
        edge; and whether each stands for itself: of more than can be told apart, the lowest and highest of a pixel.
        """
        shown = slice(max(0, bisect_left(self.steps, first) - 1), bisect_right(self.steps, last) + 1)
        steps, figures = np.array(self.steps[shown], np.int64), np.array(self.values(measure)[shown], np.float64)
        if len(steps) <= 2 * columns:
            return steps.astype(np.float64), figures, True
        reduced = reduced_to_pixels(steps, figures, figures, np.linspace(first, last, columns + 1))
        return *reduced.outline(), False

    def between(self, measure: Measure, first: float, last: float) -> NDArray[np.float64]:
        """The figures from step `first` to `last`."""
        shown = slice(bisect_left(self.steps, first), bisect_right(self.steps, last))
        return np.array(self.values(measure)[shown], np.float64)

    def latest(self, measure: Measure, at: int | None = None) -> float | None:
        """The newest figure, or the newest up to a step; None before the first evaluation."""
        index = self.newest(math.inf if at is None else at)
        return None if index is None else self.values(measure)[index]

    def latest_averaged(self, measure: Measure, at: int | None = None) -> float | None:
        """The same of averaged weights, None where there is none."""
        index = self.newest(math.inf if at is None else at)
        return None if index is None else self.averaged[index][0 if measure == "loss" else 1]

    def value_at(self, step: int, measure: Measure) -> float | None:
        """The figure of the evaluation at exactly this step."""
        index = self.newest(step)
        return None if index is None or self.steps[index] != step else self.values(measure)[index]

    def newest(self, step: float) -> int | None:
        """Where the newest evaluation up to a step stands, None before the first."""
        index = bisect_right(self.steps, step)
        return index - 1 if index else None


class RunCurves:
    """The curves of one run. Accuracies are fractions; steps are counted from 1; figures may be NaN."""

    def __init__(
        self,
        run_id: str,
        name: str,
        steps_per_epoch: int | None = None,
        total_steps: int | None = None,
        classes: int = 0,
        loss_kind: LossKind = "cross-entropy",
    ) -> None:
        self.run_id = run_id
        self.name = name
        self.called = ""
        """What it is called beside others that have the same name."""
        self.steps_per_epoch = steps_per_epoch
        self.total_steps = total_steps
        self.classes = classes
        self.loss_kind = loss_kind
        self.seed: int | None = None
        """Of its training: of a seed that was trained twice the newest run counts; None where that is not known."""
        self.began = run_id
        """When it began, as an id begins with it."""
        self.behind = NOTHING_BEHIND
        """What was trained before its first step: a fork's curve begins there."""
        self.ended = False
        """Whether no further step will come, until it trains on."""
        self.tried_on: EvaluatedSplit | None = None
        """What it is evaluated on along the way, as far as that is known before the first time."""
        self.averages = False
        """Whether it averages its weights, which are evaluated, too."""
        self.complete = False
        """Whether that is an end that its recipe gives it: its steps are all there, or its patience was over."""
        self.loss, self.accuracy, self.learning_rate = StepSeries(), StepSeries(), StepSeries()
        self.seconds = StepSeries()
        """That training had taken after each step, without pauses and evaluations; empty where nobody measured it."""
        self.evaluations: dict[EvaluatedSplit, Evaluations] = {split: Evaluations() for split in SPLITS}
        self.marks: tuple[Mark, ...] = ()
        """What a person did, by rising step."""
        self.epochs: list[tuple[int, int]] = []
        """(last step, epoch) of each finished epoch, in order."""

    def __bool__(self) -> bool:
        """Whether there is anything to draw."""
        return bool(len(self.loss)) or any(len(evaluations) for evaluations in self.evaluations.values())

    @property
    def last_step(self) -> int:
        """The newest step with any figure, 0 before the first."""
        lasts = [int(self.loss.steps[-1])] if len(self.loss) else []
        lasts += [evaluations.steps[-1] for evaluations in self.evaluations.values() if evaluations.steps]
        return max(lasts, default=0)

    def add_steps(
        self,
        steps: NDArray,
        loss: NDArray,
        accuracy: NDArray | None = None,
        learning_rate: NDArray | None = None,
        seconds: NDArray | None = None,
    ) -> None:
        """Append a block of training steps (n,); one that starts at or before the last step replaces from there.

        `seconds` are those that each step took.
        """
        if not len(steps):
            return
        self._cut_after(int(steps[0]))
        missing = np.full(len(steps), np.nan, dtype=np.float32)
        self.loss.append(steps, loss)
        self.accuracy.append(steps, missing if accuracy is None else accuracy)
        self.learning_rate.append(steps, missing if learning_rate is None else learning_rate)
        if seconds is not None:
            self.seconds.cut(int(steps[0]))
            before = float(self.seconds.values[-1]) if len(self.seconds) else 0.0
            self.seconds.append(steps, before + np.cumsum(seconds, dtype=np.float64))

    def hold_steps(
        self, steps: NDArray, loss: NDArray, accuracy: NDArray, learning_rate: NDArray, seconds: NDArray, stride: int
    ) -> None:
        """Take whole arrays (n,) in place of what there is, `stride` steps to each value, without copying them."""
        self.loss = StepSeries.holding(steps, loss, stride)
        self.accuracy = StepSeries.holding(steps, accuracy, stride)
        self.learning_rate = StepSeries.holding(steps, learning_rate, stride)
        self.seconds = StepSeries.holding(steps, np.cumsum(seconds, dtype=np.float64).astype(np.float32), stride)

    def add_evaluation(
        self,
        split: EvaluatedSplit,
        step: int,
        loss: float | None,
        accuracy: float | None,
        averaged: Averaged = NONE_AVERAGED,
    ) -> None:
        """Record an evaluation after `step`."""
        self.evaluations[split].add(step, loss, accuracy, averaged)

    def mark_epoch(self, step: int, epoch: int) -> None:
        """Mark `step` as the last of `epoch` (counted from 1)."""
        while self.epochs and (self.epochs[-1][0] >= step or self.epochs[-1][1] >= epoch):
            self.epochs.pop()
        self.epochs.append((step, epoch))

    def take_but_steps(self, other: "RunCurves") -> None:
        """Everything of the same run as it was read anew, but its steps and what a person did to it."""
        self.evaluations, self.epochs, self.behind = other.evaluations, other.epochs, other.behind
        self.steps_per_epoch, self.total_steps = other.steps_per_epoch, other.total_steps

    def guess(self, measure: Measure) -> float | None:
        """What pure guessing among its classes reaches: one of them; None where they are unknown.

        Its loss is that of a network which finds all classes equally likely.
        """
        if self.classes < 2:
            return None
        return guessing_loss(self.classes, self.loss_kind) if measure == "loss" else 1 / self.classes

    def training(self, measure: Measure) -> StepSeries:
        """The training series of a measure."""
        return self.loss if measure == "loss" else self.accuracy

    def epoch_at(self, step: int) -> int | None:
        """The epoch `step` belongs to, None where the length of an epoch is unknown."""
        return (step - 1) // self.steps_per_epoch + 1 if self.steps_per_epoch and step > 0 else None

    def _cut_after(self, step: int) -> None:
        """Forget evaluations and marks that a block starting at `step` is about to make anew."""
        if not len(self.loss) or self.loss.steps[-1] < step:
            return
        for evaluations in self.evaluations.values():
            evaluations.cut(step)
        while self.epochs and self.epochs[-1][0] >= step:
            self.epochs.pop()
