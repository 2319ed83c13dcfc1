"""Asking: asks one kind of question about the shown model as fast as answers come; takes no answer of another."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QObject, Signal

from engine.service.answers import Shown
from engine.service.question import Question
from engine.service.questions import AnyQuestion, CompareSteps, ExplainStep, MeasureUpdates, Mutes, TryFilter
from gui.window.groups import Engine, Shared

UNMUTED = (CompareSteps, ExplainStep, MeasureUpdates, TryFilter)  # what is muted does not change the answers


class Wanted(NamedTuple):
    """What is asked, of which weights, with what muted; of None before there is a model."""

    question: Any  # one of AnyQuestion
    shown: Shown | None
    mutes: Mutes


class Asking(QObject):
    """What a person chooses is asked at once; newer weights of the same network once the answer before is there.

    left()   another model is shown, also while nothing of it is in sight: what is known is not of this one
    due()    something else may be wanted: an answer is there, newer weights are to be followed, or the images of the
             data are there again, or are not
    """

    left = Signal()
    due = Signal()

    def __init__(
        self,
        shared: Shared,
        engine: Engine,
        kind: type[AnyQuestion],
        take: Callable[[Any], None],
        fail: Callable[[Exception], None],
    ) -> None:
        super().__init__()
        self._shared, self._jobs, self._kind = shared, engine.jobs, kind
        self._do_take, self._do_fail = take, fail
        self.asked: Wanted | None = None
        self.asked_at = 0.0
        self._of = self._model
        shared.workspace.shown_changed.connect(self._on_shown)
        shared.image.missing_changed.connect(self._on_images)

    @property
    def busy(self) -> bool:
        """True while the answer is on its way."""
        return self._jobs.busy(self._kind)

    @property
    def resting(self) -> bool:
        """True while newer weights wait, though no answer is on its way."""
        return False

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

    def forget(self) -> None:
        """What was asked is of no interest any more, nor what is on its way."""
        if self.asked is not None:
            self._jobs.drop(self._kind)
            self.asked = None

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

    def _on_shown(self) -> None:
        if self._model != self._of:
            self._of = self._model
            self.forget()
            self.left.emit()

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
        """An answer is there."""
        self.due.emit()
