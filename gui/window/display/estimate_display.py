"""Estimate display: how long a training takes here, where it is planned, and in the line when a long one begins."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.project.project import epoch_steps
from engine.service.answers import in_all, is_long
from gui.appearance.numerals import in_figures
from gui.state.run import Run
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.line.saying import Saying, Way
from gui.window.pages import Pages

UNKNOWN = "How long it takes on this computer is measured as soon as nothing else goes on."
NOTHING = "How long it takes can be told once the stack can run."
LONG_TIP = "It may be stopped at any time; what it has learned is kept, and it can go on later"


class EstimateDisplay(QObject):
    """Listens to the estimate, and to runs that begin."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._engine, self._panels, self._pages, self._line = shared, engine, panels, pages, chrome.line
        engine.estimating.changed.connect(self.show)
        shared.document.changed.connect(lambda *_: self.show())
        shared.run.began.connect(self._on_began)
        shared.run.epoch.connect(lambda _: self._line.say("long", None))
        shared.run.changed.connect(self._on_run)
        self.show()

    def show(self) -> None:
        """In the numerals of this moment."""
        found = self._engine.estimating.now
        sentence = in_figures(found.sentence) if found else ""
        self._panels.stack.show_takes(in_figures(found.short) if found else "", sentence)
        unknown = NOTHING if self._shared.document.analysis.problems else UNKNOWN
        self._pages.training.show_takes(sentence or unknown)

    def _on_began(self, run: Run) -> None:
        """Said before its first step; a run that goes on is told from what it has left."""
        found = self._engine.estimating.now
        seconds = 0.0 if found is None else found.epoch * (run.total - run.step) / epoch_steps(run.project)
        words = in_figures(f"{in_all(seconds)}.")
        stop = Way("Stop", self._engine.control.press_stop, LONG_TIP)
        self._line.say("long", Saying(words, ways=(stop,), closes=True) if is_long(seconds) else None)

    def _on_run(self) -> None:
        if not self._shared.run.training:
            self._line.say("long", None)
