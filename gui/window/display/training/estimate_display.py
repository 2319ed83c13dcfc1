"""Estimate display: how long a training takes here, where it is planned, and in the line when a long one begins."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.events import Foreseen, StepsDone
from engine.project.project import epoch_steps
from engine.service.answers import LongRun, in_all, is_long
from gui.appearance.numerals import in_figures
from gui.state.run.run import Run
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.line.saying import Saying, Way
from gui.window.pages import Pages

WAITS = "How long it takes on this computer is measured as soon as nothing else goes on."
MEASURED = "How long it takes on this computer is being measured."
NOTHING = "How long it takes can be told once the stack can run."
LONG_TIP = "It may be stopped at any time; what it has learned is kept, and it can go on later"


class EstimateDisplay(QObject):
    """Listens to the estimate, and to runs that begin."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._pages, self._line = shared, engine, panels, pages, chrome.line
        self._watched: LongRun | None = None  # a run of which nothing was known when it began
        engine.estimating.changed.connect(self.show)
        shared.document.changed.connect(lambda *_: self.show())
        shared.run.began.connect(self._on_began)
        shared.run.foreseen.connect(self._on_foreseen)
        shared.run.steps.connect(self._on_steps)
        shared.run.epoch.connect(lambda _: self._say(""))
        shared.run.changed.connect(self._on_run)
        self.show()

    def show(self) -> None:
        """In the numerals of this moment."""
        found = self._engine.estimating.now
        sentence = in_figures(found.sentence) if found else ""
        self._panels.stack.show_takes(in_figures(found.short) if found else "", sentence)
        self._pages.training.show_takes(sentence or self._unknown)

    @property
    def _unknown(self) -> str:
        """Why nothing is known of it yet."""
        estimating = self._engine.estimating
        if self._shared.document.analysis.problems:
            return NOTHING
        if estimating.failure:
            return f"How long it takes could not be measured: {estimating.failure}"
        return MEASURED if estimating.measuring else WAITS

    def _on_began(self, run: Run) -> None:
        """Said before its first step where it is known, else as soon as its first steps show it."""
        found, left = self._engine.estimating.now, run.total - run.step
        self._watched = LongRun(run.total) if found is None else None
        seconds = 0.0 if found is None else min(self._allowed, found.epoch * left / epoch_steps(run.project))
        self._say(f"{in_all(seconds)}." if is_long(seconds) else "")

    def _on_foreseen(self, event: Foreseen) -> None:
        if self._watched is not None and (words := self._watched.foreseen(min(event.seconds, self._allowed))):
            self._say(words)

    def _on_steps(self, event: StepsDone) -> None:
        if self._watched is not None and (words := self._watched.told(event, self._allowed)):
            self._say(words)

    @property
    def _allowed(self) -> float:
        return self._engine.progress.allowed

    def _say(self, words: str) -> None:
        stop = Way("Stop", self._engine.control.press_stop, LONG_TIP)
        saying = Saying(in_figures(words), ways=(stop,), closes=True, matter="long")
        self._line.say("long", saying if words else None)

    def _on_run(self) -> None:
        if not self._shared.run.training:
            self._watched = None
            self._say("")
