"""Progress of a training on standard error: a bar on a terminal, else a line an epoch and now and then one between."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterable, Iterator
from typing import NoReturn, Protocol, assert_never

from tqdm import tqdm

from engine.command.arguments import say
from engine.command.telling.mean_losses import MeanLosses
from engine.events import (
    CheckpointSaved,
    ComputedOn,
    DataFound,
    EpochDone,
    Evaluated,
    EvaluatedAlready,
    Event,
    Failed,
    Finished,
    Foreseen,
    NotBegun,
    Noted,
    Progress,
    RateChanged,
    RatesTried,
    Reply,
    Resumed,
    StateChanged,
    StepsDone,
    ThreadsChanged,
)
from engine.figures import counted, duration, loss, losses, percent, speed
from engine.project.training.budgets import Budget, Epochs
from engine.project.training.rate.by_hand import one_in_words
from engine.text import left_out, lines_passed_over
from engine.training.estimate.allowance import Allowance
from engine.training.estimate.long_run import LongRun

QUIET_SECONDS = 30.0  # between two lines within an epoch


class Teller(Protocol):
    """How progress reaches a person."""

    def line(self, text: str) -> None:
        """Something that stays."""

    def steps(self, step: int, text: str, allowed: float) -> None:
        """How far the training is; a limit still leaves `allowed` seconds."""

    def close(self) -> None:
        """The end."""


class Lines:
    """Sparse lines, for a file or another program."""

    def __init__(self, total: int, named: str) -> None:
        self._total, self._named = total, named
        self._told = time.monotonic()

    def line(self, text: str) -> None:
        """Said at once."""
        self._told = time.monotonic()
        say(f"{self._named}{text}")

    def steps(self, step: int, text: str, allowed: float) -> None:
        """Said when nothing was for a while."""
        if time.monotonic() - self._told >= QUIET_SECONDS:
            self.line(f"Step {step:,} of {self._total:,}: {text}")

    def close(self) -> None:
        """Nothing is left to say."""


class Bar:
    """A bar on a terminal."""

    def __init__(self, total: int, named: str) -> None:
        self._total, self._named = total, named
        self._bar: tqdm[NoReturn] | None = None  # from the first step on, so that reading is not taken for training

    def line(self, text: str) -> None:
        """Above the bar."""
        tqdm.write(f"{self._named}{text}", file=sys.stderr)

    def steps(self, step: int, text: str, allowed: float) -> None:
        """Moves it."""
        bar = self._bar = self._bar or _begun(step, self._total, self._named)
        bar.set_postfix_str(f"{_left(bar, allowed)}{text}", refresh=False)
        bar.update(step - bar.n)

    def close(self) -> None:
        """Takes it away."""
        if self._bar is not None:
            self._bar.close()


def _begun(step: int, total: int, named: str) -> tqdm[NoReturn]:
    tqdm.monitor_interval = 0  # no thread of its own: it is updated often enough
    desc = named.removesuffix(": ") or None  # it writes a colon of its own
    look = "{l_bar}{bar}| step {n_fmt} of {total_fmt}{postfix}"
    return tqdm(total=total, initial=step, desc=desc, bar_format=look, dynamic_ncols=True, file=sys.stderr, leave=False)


def _left(bar: tqdm[NoReturn], allowed: float) -> str:
    """How long it still takes by the pace of late, or may take, as the beginning of a list."""
    pace = bar.format_dict["rate"]  # steps a second; None before two of them
    seconds = min(allowed, (bar.total - bar.n) / pace if pace else allowed)
    return f"{duration(seconds)} left, " if math.isfinite(seconds) else ""


def _averaged(event: Evaluated) -> str:
    if event.averaged_accuracy is None:
        return ""
    name = "loss" if event.trained_loss is None else "cross-entropy"
    return f"; averaged weights: {percent(event.averaged_accuracy)} right, {name} {loss(event.averaged_loss)}"


def _resumed(event: Resumed) -> Iterator[str]:
    for damaged in event.skipped:
        yield left_out(damaged)
    if event.passed_over:
        yield lines_passed_over(event.passed_over)
    yield f"Going on from step {event.step:,}."


def _state(event: StateChanged) -> Iterator[str]:
    if event.state == "preparing":
        yield f"{event.doing} …"
    elif event.state == "paused":  # by a word in its folder: else it would seem to hang
        yield f"Paused at step {event.step:,}."


def _computed_on(event: ComputedOn) -> str:
    threads = counted(event.threads, "thread")
    return f"On the CPU with {threads}." if event.device == "cpu" else f"On {event.device}, with {threads} of the CPU."


def _rate_changed(event: RateChanged) -> str:
    return f"Learning rate {one_in_words(event)}, by hand."


class ProgressTold:
    """A sink that tells what the engine says; `total` counts the steps of the whole budget.

    `named` stands before each line, where one run of several is told of. The mean loss is told of `every` steps.
    """

    def __init__(self, total: int, budget: Budget, named: str = "", every: int | None = None) -> None:
        self._means, self._total = MeanLosses(every) if every else None, total
        self._teller: Teller = (Bar if sys.stderr.isatty() else Lines)(total, named)
        self._long, self._allowance, self._budget = LongRun(total), Allowance(), budget
        self._epochs = budget.epochs if isinstance(budget, Epochs) else 0  # 0: counted in something else

    def __call__(self, event: Event) -> None:
        """Tells this one."""
        self._allowance.hear(event)
        match event:
            case StepsDone():
                text = f"loss {loss(float(event.loss.mean()))}, {speed(event.images_per_second)}"
                self._tell_means(event)
                self._teller.steps(int(event.steps[-1]), text, self._allowed)
                self._say_how_long(self._long.told(event, self._allowed))
            case Foreseen():
                self._say_how_long(self._long.foreseen(min(event.seconds, self._allowed)))
            case _:
                self._tell(self._lines(event))

    @property
    def _allowed(self) -> float:
        """Seconds that a limit in minutes still leaves."""
        return self._allowance.left(self._budget)

    def _lines(self, event: Event) -> Iterator[str]:
        """What is told of an event in lines that stay."""
        match event:
            case EpochDone():
                yield self._epoch(event)
            case Evaluated():
                reached = f"{percent(event.accuracy)} right, {losses(event.loss, event.trained_loss)}"
                yield f"{event.split.capitalize()}: {reached}{_averaged(event)}"
            case Resumed():
                yield from _resumed(event)
            case StateChanged():
                yield from _state(event)
            case Noted():
                yield event.what
            case ComputedOn():
                yield _computed_on(event)
            case RateChanged():
                yield _rate_changed(event)
            case (
                CheckpointSaved()
                | StepsDone()
                | EvaluatedAlready()
                | Foreseen()
                | Failed()
                | Finished()
                | Progress()
                | DataFound()
                | NotBegun()
                | RatesTried()
                | ThreadsChanged()
                | Reply()
            ):
                pass  # how it ends is said by the subcommand; the rest is no news on a terminal
            case _:
                assert_never(event)

    def close(self) -> None:
        """Tells what is left to tell, and takes the bar away."""
        if self._means is not None:
            self._tell(self._means.rest())
        self._teller.close()

    def _tell(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._teller.line(line)

    def _tell_means(self, event: StepsDone) -> None:
        """At the last step of the budget also of those since the last line: before what all of it came to is told."""
        if self._means is None:
            return
        self._tell(self._means.of(event))
        if event.steps[-1] >= self._total:
            self._tell(self._means.rest())

    def _say_how_long(self, words: str) -> None:
        if words:
            self._teller.line(words)

    def _epoch(self, event: EpochDone) -> str:
        of = f" of {self._epochs}" if self._epochs else ""
        took = "" if event.seconds is None else f"{event.seconds:,.1f} s, "
        reached = f"loss {loss(event.train_loss)}, {percent(event.train_accuracy)} right"
        where = f"Epoch {event.epoch:,}{of}, step {event.step:,}"
        return f"{where}: {reached}, {took}{speed(event.images_per_second)}"
