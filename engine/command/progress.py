"""Progress of a training on standard error: a bar on a terminal, else a line an epoch and now and then one between."""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Iterator
from typing import NoReturn, Protocol, assert_never

from tqdm import tqdm

from engine.command.arguments import say
from engine.events import (
    CheckpointSaved,
    ComputedOn,
    DataFound,
    EpochDone,
    Evaluated,
    Event,
    Failed,
    Finished,
    Foreseen,
    NotBegun,
    Noted,
    Progress,
    RatesTried,
    Reply,
    Resumed,
    StateChanged,
    StepsDone,
    ThreadsChanged,
)
from engine.figures import duration, loss, percent, speed
from engine.project.training.budgets import Budget, Epochs
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
    return f"; averaged weights: {percent(event.averaged_accuracy)} right, loss {loss(event.averaged_loss)}"


def _resumed(event: Resumed) -> Iterator[str]:
    for damaged in event.skipped:
        yield left_out(damaged)
    if event.passed_over:
        yield lines_passed_over(event.passed_over)
    yield f"Going on from step {event.step:,}."


class ProgressTold:
    """A sink that tells what the engine says; `total` counts the steps of the whole budget.

    `named` stands before each line, where one run of several is told of.
    """

    def __init__(self, total: int, budget: Budget, named: str = "") -> None:
        self._teller: Teller = (Bar if sys.stderr.isatty() else Lines)(total, named)
        self._long, self._allowance, self._budget = LongRun(total), Allowance(), budget
        self._epochs = budget.epochs if isinstance(budget, Epochs) else 0  # 0: counted in something else

    def __call__(self, event: Event) -> None:
        """Tells this one."""
        self._allowance.hear(event)
        match event:
            case StepsDone():
                text = f"loss {loss(float(event.loss.mean()))}, {speed(event.images_per_second)}"
                allowed = self._allowance.left(self._budget)
                self._teller.steps(int(event.steps[-1]), text, allowed)
                self._say_how_long(self._long.told(event, allowed))
            case EpochDone():
                self._teller.line(self._epoch(event))
            case Evaluated():
                reached = f"{percent(event.accuracy)} right, loss {loss(event.loss)}"
                self._teller.line(f"{event.split.capitalize()}: {reached}{_averaged(event)}")
            case Resumed():
                for line in _resumed(event):
                    self._teller.line(line)
            case StateChanged():
                self._state(event)
            case Noted():
                self._teller.line(event.what)
            case Foreseen():
                self._say_how_long(self._long.foreseen(min(event.seconds, self._allowance.left(self._budget))))
            case (
                CheckpointSaved()
                | Failed()
                | Finished()
                | Progress()
                | DataFound()
                | ComputedOn()
                | NotBegun()
                | RatesTried()
                | ThreadsChanged()
                | Reply()
            ):
                pass  # how it ends is said by the subcommand; the rest is no news on a terminal
            case _:
                assert_never(event)

    def close(self) -> None:
        """Takes the bar away."""
        self._teller.close()

    def _say_how_long(self, words: str) -> None:
        if words:
            self._teller.line(words)

    def _state(self, event: StateChanged) -> None:
        if event.state == "preparing":
            self._teller.line(f"{event.doing} …")
        elif event.state == "paused":  # by a word in its folder: else it would seem to hang
            self._teller.line(f"Paused at step {event.step:,}.")

    def _epoch(self, event: EpochDone) -> str:
        of = f" of {self._epochs}" if self._epochs else ""
        reached = f"{percent(event.train_accuracy)} right, loss {loss(event.train_loss)}"
        return f"Epoch {event.epoch:,}{of}: {reached}, {speed(event.images_per_second)}"
