"""Following: asks anew as weights are trained, but so seldom that the training does not notice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from engine.service.questions import AnyQuestion
from gui.pieces.next_look import NextLook
from gui.window.display.looking.asking.asking import Asking
from gui.window.groups import Engine, Shared

LONG_MS = 10_000  # of a rest: longer ones are said


class Following(Asking):
    """How seldom is the `ProcessorShare`'s to say, for all together.

    turned(seconds)   see `turn`, which may be another one
    """

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
        super().__init__(shared, engine, kind, take, fail)
        self._least_ms = least_ms
        self._processor = engine.bridge.processor_share
        self._rest = QTimer(self, singleShot=True)
        self._rest.timeout.connect(self.due)
        self._rests_long = self._hidden = False
        self._has_turns: Callable[[], bool] = lambda: True
        page.destroyed.connect(self._end_rest)
        shared.run.changed.connect(self._on_run)

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
        return live and self._shared.run.under_way

    def ask(self, question: AnyQuestion, sent: AnyQuestion | None = None) -> None:
        """In any case."""
        super().ask(question, sent)
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
        """Nor does it rest for it."""
        super().forget()
        self._end_rest()
        self._processor.leave(self._kind.channel)
        self._say_turn()

    def _on_run(self) -> None:
        """A training that stands still is held up by nothing."""
        if self._rest.isActive() and not self._shared.run.under_way:
            self._rest.stop()
            self.due.emit()
        self._say_turn()

    def _on_shown(self) -> None:
        super()._on_shown()
        self._say_turn()

    def _go_on(self) -> None:
        if self._shared.run.under_way:
            self._begin_rest()
        super()._go_on()
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
