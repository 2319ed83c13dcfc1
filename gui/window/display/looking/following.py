"""Following: asks one kind of question about the shown model, anew as weights change; takes no answer of another."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from engine.service.answers import Shown
from engine.service.question import Question
from engine.service.questions import AnyQuestion, CompareSteps, ExplainStep, MeasureUpdates, Mutes
from gui.pieces.next_look import NextLook
from gui.window.groups import Engine, Shared

UNMUTED = (CompareSteps, ExplainStep, MeasureUpdates)  # what is muted does not change the answers
LONG_MS = 10_000  # of a rest: longer ones are said


class Wanted(NamedTuple):
    """What is asked, of which weights, with what muted; of None before there is a model."""

    question: Any  # one of AnyQuestion
    shown: Shown | None
    mutes: Mutes


class Following(QObject):
    """What a person chooses is asked at once; newer weights of the same network once the answer before is there, and
    while a training runs so seldom that it does not notice: that is the `ProcessorShare`'s to say, for all together.

    left()   another model is shown, also while nothing of it is in sight: what is known is not of this one
    due()    something else may be wanted: an answer is there, newer weights are to be followed, or the images of the
             data are there again, or are not
    turned(seconds)   see `turn`, which may be another one
    """

    left = Signal()
    due = Signal()
    turned = Signal(object)

    def __init__(
        self,
        shared: Shared,
        engine: Engine,
        page: QWidget,
        kind: type[AnyQuestion],
        take: Callable[[Any], None],
        fail: Callable[[Exception], None],
        least_ms: int = 0,
    ) -> None:
        """`least_ms` pass between an answer and newer weights of a training, where what is shown should stand still."""
        super().__init__()
        self._shared, self._jobs, self._kind, self._least_ms = shared, engine.jobs, kind, least_ms
        self._processor = engine.bridge.processor_share
        self._do_take, self._do_fail = take, fail
        self.asked: Wanted | None = None
        self.asked_at = 0.0
        self._of = self._model
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self.due)
        self._rests_long = self._hidden = False
        self._has_turns: Callable[[], bool] = lambda: True
        page.destroyed.connect(self._end_rest)
        shared.run.changed.connect(self._on_run)
        shared.workspace.shown_changed.connect(self._on_shown)
        shared.image.missing_changed.connect(self._on_images)

    @property
    def busy(self) -> bool:
        """True while the answer is on its way."""
        return self._jobs.busy(self._kind)

    @property
    def resting(self) -> bool:
        """True while weights are trained of which some were followed a moment ago."""
        return self._follows_training and self._rest.isActive()

    @property
    def turn(self) -> float | None:
        """In how many seconds a view that rests long looks again, 0 while it is about to; None where none does."""
        left = max(0, self._rest.remainingTime()) / 1000
        return left if self._rests_long and self._follows_training and self._has_turns() else None

    @property
    def _follows_training(self) -> bool:
        """Whether what was asked is of weights that are trained on, and these are shown."""
        now, before = self._shared.workspace.shown, self.asked and self.asked.shown
        live = now is not None and before is not None and now.source == before.source == "live"
        return live and self._trains

    @property
    def _model(self) -> Hashable:
        """Of what is shown."""
        shown = self._shared.workspace.shown
        return None if shown is None else shown.model

    def wanted(self, question: AnyQuestion) -> Wanted:
        """Of what is shown now."""
        workspace = self._shared.workspace
        return Wanted(question, workspace.shown, Mutes() if self._kind in UNMUTED else workspace.muted.value)

    def follow(self, question: AnyQuestion, *, patient: bool = False) -> bool:
        """Asks where that was not asked, and is not to wait; True where it does.

        `patient` is what changes as fast as a hand draws: it waits for the answer on its way, which else never came.
        """
        wanted = self.wanted(question)
        if wanted == self.asked or self._may_wait(wanted, patient=patient):
            return False
        self.ask(question)
        return True

    def ask(self, question: AnyQuestion, sent: AnyQuestion | None = None) -> None:
        """In any case; `sent` in its words, where the same is asked in several ways."""
        self.asked, self.asked_at = self.wanted(question), time.monotonic()
        self._jobs.ask(cast("Question[Any]", sent or question), self._take, self._fail)
        self._say_turn()

    def watch(self, view: QWidget) -> None:
        """Where alone the answers are seen: hidden, it does not count among those that follow."""
        view.installEventFilter(self)

    def say_on(self, view: QWidget, next_look: NextLook, has_turns: Callable[[], bool] = lambda: True) -> None:
        """When it looks next is said there, unless what is chosen follows no weights, and it is asked for now."""
        self.watch(view)
        self._has_turns = has_turns
        self.turned.connect(next_look.show_turn)
        next_look.wanted.connect(self.look_now)

    def look_now(self) -> None:
        """A person does not wait for the rest to end."""
        self._rest.stop()
        self.due.emit()
        self._say_turn()

    def forget(self) -> None:
        """What was asked is of no interest any more, nor what is on its way."""
        if self.asked is not None:
            self._jobs.drop(self._kind)
            self.asked = None
        self._end_rest()
        self._processor.leave(self._kind.channel)
        self._say_turn()

    def give_up(self) -> None:
        """What is on its way is not waited for, and is to be asked again."""
        if self.busy:
            self.forget()

    def _may_wait(self, wanted: Wanted, *, patient: bool) -> bool:
        """Whether nothing is new but the weights, and those before are on their way or were followed a moment ago."""
        before = self.asked
        if before is None or (before.question, before.mutes) != (wanted.question, wanted.mutes):
            return before is not None and patient and self.busy
        return self.busy or self.resting

    @property
    def _trains(self) -> bool:
        """Whether steps are taken, or are about to be, that asking would hold up."""
        run = self._shared.run.current
        return run is not None and run.training and run.phase != "paused"

    def _on_run(self) -> None:
        """A training that stands still is held up by nothing."""
        if self._rest.isActive() and not self._trains:
            self._rest.stop()
            self.due.emit()
        self._say_turn()

    def _on_shown(self) -> None:
        if self._model != self._of:
            self._of = self._model
            self.forget()
            self.left.emit()
        self._say_turn()

    def _on_images(self) -> None:
        self.forget()
        self.due.emit()

    def _take(self, answer: Any) -> None:
        self._do_take(answer)
        self._go_on()

    def _fail(self, error: Exception) -> None:
        self._do_fail(error)
        self._go_on()

    def _go_on(self) -> None:
        if self._trains:
            self._begin_rest()
        self.due.emit()
        self._say_turn()

    def _begin_rest(self) -> None:
        """What is asked beside one does not cut it short."""
        rest = self._processor.rest(self._kind.channel, self._jobs.took(self._kind))
        ms = max(self._least_ms, round(1000 * rest))
        if self._hidden:
            self._processor.leave(self._kind.channel)
        if ms > self._rest.remainingTime():
            self._rest.start(ms)
            self._rests_long = ms >= LONG_MS

    def _end_rest(self) -> None:
        self._rest.stop()
        self._rests_long = False

    def _say_turn(self) -> None:
        self.turned.emit(self.turn)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Out of sight it takes nothing of what all who follow may take together."""
        if event.type() in (QEvent.Type.Hide, QEvent.Type.Show):
            self._hidden = event.type() == QEvent.Type.Hide
            if self._hidden:
                self._processor.leave(self._kind.channel)
        return super().eventFilter(watched, event)
