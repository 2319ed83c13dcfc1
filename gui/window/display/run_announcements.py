"""Run announcements: what a run comes to, for whoever hears it: beginning, epochs, the best, problems, end."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import assert_never

from PySide6.QtCore import QObject

from engine import events
from engine.project.project import epoch_steps
from engine.project.training.budgets import Budget, Epochs, Steps
from gui.appearance.numerals import counted, losses, numeral, rounded_percent
from gui.state import error_words
from gui.state.message_queue import Message, MessageQueue
from gui.state.run.run import Run, RunState
from gui.window.display.announcing import Announcer

APART_S = 3.0  # between epochs that are told: short ones would be told over one another


class RunAnnouncements(QObject):
    """Listens to the current run and to all messages."""

    def __init__(
        self,
        run: RunState,
        messages: MessageQueue,
        announcer: Announcer,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._run, self._announcer, self._clock = run, announcer, clock
        self._best: dict[str, float] = {}
        self._told, self._phase = 0.0, ""
        run.began.connect(self._on_began)
        run.changed.connect(self._on_changed)
        run.evaluated.connect(self._on_evaluated)
        run.failed.connect(lambda event: self._say(f"The run failed. {error_words.in_words(event)}", at_once=True))
        run.finished.connect(self._on_finished)
        messages.posted.connect(self._on_message)

    def _say(self, sentence: str, *, at_once: bool = False) -> None:
        self._announcer.say(sentence.strip(), at_once=at_once)

    def _on_began(self, run: Run) -> None:
        goes_on = len(run.legs) > 1
        self._best, self._told = self._best if goes_on else {}, self._clock()
        how = "Training on" if goes_on else "Training"
        self._say(f"{how}: {run.title}, {in_words(run.project.training.budget)}.")

    def _on_changed(self) -> None:
        """Paused, and going on again."""
        run = self._run.current
        before, self._phase = self._phase, run.phase if run is not None else ""
        if run is not None and self._phase == "paused" and before != "paused":
            self._say(f"Paused at step {numeral(run.step)}.")
        elif self._phase == "running" and before == "paused":
            self._say("Training goes on.")

    def _on_evaluated(self, event: events.Evaluated) -> None:
        best = self._best.get(event.split)
        is_best = best is not None and event.accuracy > best
        self._best[event.split] = event.accuracy if best is None else max(best, event.accuracy)
        now = self._clock()
        if now - self._told >= APART_S:
            self._told = now
            self._say(f"{self._where(event)}: {reached(event)}.{' The best so far.' * is_best}")

    def _where(self, event: events.Evaluated) -> str:
        """After which epoch; within one after which step."""
        run = self._run.current
        within = run is not None and event.step % epoch_steps(run.project)
        return f"Step {numeral(event.step)}" if within else f"Epoch {event.epoch}"

    def _on_finished(self, event: events.Finished) -> None:
        run = self._run.current
        figures = f": {reached(run.evaluation)}" if run is not None and run.evaluation is not None else ""
        self._say(f"{_ended(event.stopped_by)} after {counted(event.step, 'step')}{figures}.")

    def _on_message(self, message: Message) -> None:
        grave = message.level in ("error", "unexpected")
        self._say(f"{message.text} {message.hint}", at_once=grave)


def reached(event: events.Evaluated) -> str:
    """Test accuracy 93 %, loss 0.231; of averaged weights theirs, too."""
    told = f"{event.split} accuracy {rounded_percent(event.accuracy)}, {losses(event.loss, event.trained_loss)}"
    if event.averaged_accuracy is None:
        return told
    return f"{told}, of averaged weights {rounded_percent(event.averaged_accuracy)}"


def in_words(budget: Budget) -> str:
    """6 epochs; 1,500 steps."""
    limit = f", {counted(budget.minutes, 'minute')} at most" if budget.minutes else ""
    match budget:
        case Epochs(epochs=epochs):
            return f"{counted(epochs, 'epoch')}{limit}"
        case Steps(steps=steps):
            return f"{counted(steps, 'step')}{limit}"
        case _:
            assert_never(budget)


def _ended(by: events.StoppedBy) -> str:
    return events.HOW_IT_ENDED["budget" if by in events.OF_ITSELF else by]
