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

    def _on_asked(self) -> None:
        """After a step that was tried already the engine has nothing to do."""
        run = self._run.current
        if run is None:
            return
        known = [one for one in run.evaluations if (one.split, one.step) == ("test", run.step)]
        if known and run.phase == "paused":
            self._messages.say(_answer(known[-1]))
            return
        self._asked = run.id
        self._messages.say(BEING_TRIED)

    def _on_evaluated(self, event: events.Evaluated) -> None:
        if event.split == "test" and event.run == self._asked:
            self._asked = ""
            self._messages.say(_answer(event))


def _answer(event: events.Evaluated) -> str:
    return f"Step {numeral(event.step)}: {reached(event)}."
