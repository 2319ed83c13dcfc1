"""Events: everything the engine says, through `sink(event)` alone: the window gives a queue's put, a test list.append.

LogEvents are plain and are written to the run's log, one JSON object a line; figures that may not be a number are
None there. StepsDone carries arrays and goes to the binary step log. Replies answer one request and are never logged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import prod
from typing import Annotated, Any, Literal, TypeAlias

import msgspec
import numpy as np
from msgspec import Meta
from numpy.typing import NDArray

State: TypeAlias = Literal["preparing", "running", "paused", "stopping", "finished", "failed"]
StoppedBy: TypeAlias = Literal["budget", "patience", "time", "user", "interrupt", "failure"]
OF_ITSELF: tuple[StoppedBy, ...] = ("budget", "patience", "time")  # it came to an end that its recipe gives it
HOW_IT_ENDED: dict[StoppedBy, str] = {
    "budget": "Finished",
    "patience": "Ended early",
    "time": "Its time was over",
    "user": "Stopped",
    "interrupt": "Interrupted",
    "failure": "Failed",
}

MATRIX_CLASSES = 200


class LogEvent(msgspec.Struct, frozen=True, tag_field="event"):
    """Base of the logged events: the run's id and the time in seconds since the epoch."""

    run: str
    time: float


class StateChanged(LogEvent, frozen=True, tag="state"):
    """The session went into another state; `doing` says in words what it is at, e.g. "Reading MNIST"."""

    state: State
    step: int
    doing: str = ""


class EpochDone(LogEvent, frozen=True, tag="epoch"):
    """One pass through the training images; loss and accuracy are means over its images as they were trained."""

    epoch: Annotated[int, Meta(ge=1)]  # counted from 1
    step: Annotated[int, Meta(ge=1)]  # steps done in the whole run
    train_loss: float | None
    train_accuracy: float | None
    images_per_second: float | None  # of the training steps alone
    seconds: float | None = None  # that its steps took; an earlier program did not say


class Evaluated(LogEvent, frozen=True, tag="evaluated"):
    """The network was tried on a split; for each image, see the run's predictions of the same step.

    `confusion[i][j]`: images of class i taken for class j. It is left out, (), of more than MATRIX_CLASSES, as it grows
    with their square. `RunReader.confusion` counts it again. All figures are of the weights as they were trained, but
    for the `averaged` ones, which are None where the recipe averages none. `loss` is the cross-entropy, by which runs
    can be compared; `trained_loss` is what training makes smaller, where that is another. `learned` counts the images
    of the split that the run learned from, as own drawings; None where an earlier program did not look, or a stop
    ended the look.
    """

    split: Literal["validation", "test"]
    epoch: int
    step: int
    loss: float | None
    accuracy: float
    confusion: tuple[tuple[int, ...], ...]
    seconds: float
    averaged_loss: float | None = None
    averaged_accuracy: float | None = None
    trained_loss: float | None = None
    learned: int | None = None

    @property
    def beside_training(self) -> float | None:
        """The loss that can stand beside that of the training."""
        return self.loss if self.trained_loss is None else self.trained_loss

    @property
    def averaged_beside_training(self) -> float | None:
        """The same of averaged weights; None where there are none, or only their cross-entropy is known."""
        return self.averaged_loss if self.trained_loss is None else None

    def __post_init__(self) -> None:
        """A damaged line of a log is none: a row for each class, and in each row a count for each."""
        if any(len(row) != len(self.confusion) for row in self.confusion):
            raise ValueError("the matrix is not square")


class CheckpointSaved(LogEvent, frozen=True, tag="checkpoint"):
    """A checkpoint is complete on disk."""

    step: int


class Resumed(LogEvent, frozen=True, tag="resumed"):
    """The run goes on from a checkpoint; `skipped` names newer ones that were damaged.

    `bit_equal` is false from the first time on that it goes on under other conditions: other threads, another device.
    Of the log before it, `passed_over` lines are of a newer program, or damaged. `seconds` are those that its steps and
    evaluations up to there have taken, which count for a limit in minutes.
    """

    step: int
    skipped: tuple[str, ...] = ()
    bit_equal: bool = True
    passed_over: int = 0
    seconds: float = 0.0


class Noted(LogEvent, frozen=True, tag="noted"):
    """A sentence that a person should read with the run's figures, and that is no mistake.

    It says what of the promise to be repeatable does not hold, or what was found beside the images and not read. One
    that is to be known and wants nothing done, such as what was measured, has `warns` false.
    """

    what: str
    warns: bool = True


class ThreadsChanged(LogEvent, frozen=True, tag="threads"):
    """All steps after `step` are computed with another number of CPU threads than those before, until this comes again.

    So it is where a training had become slow and others are faster, and where a further leg is begun with others.
    """

    step: int
    before: int
    threads: int


class RateChanged(LogEvent, frozen=True, tag="rate"):
    """Somebody changed the learning rate by hand: `before` is that which the step after `step` would have had.

    It has `after`, and from there on the schedule is multiplied by `after / before`, and by all such changes before.
    """

    step: int
    before: Annotated[float, Meta(gt=0)]
    after: Annotated[float, Meta(gt=0)]


class Failed(LogEvent, frozen=True, tag="failed"):
    """The run cannot go on; `kept_step` is the step of the last good checkpoint.

    `diverged` is true where its loss was no number any more.
    """

    what: str
    hint: str
    step: int
    kept_step: int | None = None
    diverged: bool = False


class Finished(LogEvent, frozen=True, tag="finished"):
    """The run has ended and its last checkpoint is on disk."""

    stopped_by: StoppedBy
    epoch: int
    step: int


AnyLogEvent: TypeAlias = (
    StateChanged
    | EpochDone
    | Evaluated
    | CheckpointSaved
    | Resumed
    | Noted
    | ThreadsChanged
    | RateChanged
    | Failed
    | Finished
)


class StepsDone(msgspec.Struct, frozen=True, eq=False):
    """Figures of consecutive steps, at most five times a second, and before an epoch ends; arrays of one length."""

    run: str
    steps: NDArray[np.int64]  # numbers of the steps, counted from 1
    loss: NDArray[np.float32]  # mean over the batch
    accuracy: NDArray[np.float32]  # share of the batch answered rightly
    rate: NDArray[np.float32]  # learning rate of the step
    seconds: float  # that these steps took, without pauses and evaluations
    images_per_second: float  # over these steps


class Progress(msgspec.Struct, frozen=True):
    """How far a long preparation or evaluation is; `total` 0 while unknown. Never logged.

    `run` is empty while the service does something for the window, such as reading images; 0 of 0 then says that it is
    over.
    """

    run: str
    doing: str
    done: int
    total: int
    unit: str = "images"  # what is counted


class DataFound(msgspec.Struct, frozen=True):
    """How many images the data set of a run has where it lies, told before anything else of the run. Never logged.

    Images kept back for validation are counted among those of the training part.
    """

    run: str
    train_images: int
    test_images: int


class ComputedOn(msgspec.Struct, frozen=True):
    """The device that a run is computed on, "cpu" or "cuda:0", and CPU threads, once both are sure. Never logged.

    Told before the first step, each time it trains; the run's environment has it too. See also `ThreadsChanged`.
    """

    run: str
    device: str
    threads: int


class EvaluatedAlready(msgspec.Struct, frozen=True):
    """Somebody asked for an evaluation, and the log has one on this split after this very step. Never logged."""

    run: str
    split: Literal["validation", "test"]
    step: int


class Foreseen(msgspec.Struct, frozen=True):
    """How long a new run will take, evaluations left out, as steps have shown before its first one. Never logged."""

    run: str
    seconds: float


class RatesTried(msgspec.Struct, frozen=True, eq=False):
    """The curve of a search for a learning rate so far: arrays of one length, the lowest rate first. Never logged."""

    rates: NDArray[np.float64]
    losses: NDArray[np.float64]  # of the batch of each step; all are finite
    smoothed: NDArray[np.float64]
    total: int  # rates that will be tried, unless training runs away before


class NotBegun(msgspec.Struct, frozen=True, eq=False):
    """A run that was asked for never began: `error` says why, None where it was taken back. Never logged."""

    run: str
    error: Exception | None = None


class Reply(msgspec.Struct, frozen=True, eq=False):
    """The answer to one request: a result, or an error in words. Never logged.

    `seconds` is what the thread that found it had of a processor for that.
    """

    request: int
    result: Any = None
    error: Exception | None = None
    seconds: float = 0.0


Event: TypeAlias = (
    AnyLogEvent
    | StepsDone
    | Progress
    | DataFound
    | ComputedOn
    | EvaluatedAlready
    | Foreseen
    | RatesTried
    | NotBegun
    | Reply
)
Sink: TypeAlias = Callable[[Event], None]


def failed_at_last(log: Iterable[object]) -> Failed | None:
    """The failure that a run stands at by its events; None where it never failed, or went on since."""
    ends = [event for event in log if isinstance(event, Failed | Resumed | Finished)]
    return ends[-1] if ends and isinstance(ends[-1], Failed) else None


def stopped_at_last(log: Iterable[object]) -> StoppedBy | None:
    """How a run ended by its events; None where it never did, or went on since."""
    ends = [event for event in log if isinstance(event, Failed | Resumed | Finished)]
    return ends[-1].stopped_by if ends and isinstance(ends[-1], Finished) else None


def threads_at_last(log: Iterable[object], begun_with: int) -> int:
    """CPU threads that a run was computed with last, by its events; `begun_with` are those that it, or its leg, had."""
    changes = [event.threads for event in log if isinstance(event, ThreadsChanged)]
    return changes[-1] if changes else begun_with


def rate_changes(log: Iterable[object]) -> tuple[RateChanged, ...]:
    """Where the learning rate was changed by hand, by a run's events."""
    return tuple(event for event in log if isinstance(event, RateChanged))


def cross_entropy_alone(log: Iterable[object]) -> bool | None:
    """Whether the evaluations of a run tell no other loss, whatever it made smaller, as those of an earlier program.

    The first that came to a number decides; None where none did.
    """
    tried = (event for event in log if isinstance(event, Evaluated))
    return next((one.trained_loss is None for one in tried if (one.loss, one.trained_loss) != (None, None)), None)


def rate_factor(changes: Iterable[RateChanged]) -> float:
    """By what the schedule is multiplied after these changes."""
    return prod(change.after / change.before for change in changes)
