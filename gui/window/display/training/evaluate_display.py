"""Evaluate display: that a run is tried on its test images because somebody asked, and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine import events
from gui.appearance.numerals import numeral
from gui.window.display.run_announcements import reached
from gui.window.groups import Engine, Shared

BEING_TRIED = "The test images are being tried."


class EvaluateDisplay(QObject):
    """Says it in the status line; what a recipe tries by itself is told elsewhere."""

    def __init__(self, shared: Shared, engine: Engine) -> None:
        super().__init__()
        self._run, self._messages = shared.run, shared.messages
        self._asked = ""  # of which run, until there is an answer
        engine.control.evaluation_asked.connect(self._on_asked)
        shared.run.evaluated.connect(self._on_evaluated)
        engine.bridge.evaluated_already.connect(self._on_known)

    def _on_asked(self) -> None:
        """It is said again where it was asked for before, as somebody pressed once more."""
        if run := self._run.current:
            self._asked = run.id
            self._messages.say(BEING_TRIED)

    def _on_evaluated(self, event: events.Evaluated) -> None:
        if event.split == "test" and event.run == self._asked:
            self._asked = ""
            self._messages.say(_answer(event))

    def _on_known(self, event: events.EvaluatedAlready) -> None:
        """The engine had nothing to do: what it found then is the answer."""
        run = self._run.current
        known = () if run is None or run.id != event.run else run.evaluations
        for one in known:
            if (one.split, one.step) == (event.split, event.step):
                self._on_evaluated(one)


def _answer(event: events.Evaluated) -> str:
    return f"Step {numeral(event.step)}: {reached(event)}."
