"""Beside the run: the stack's first weights are shown while there is a run; said, greyed, and one click leads back."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.appearance.numerals import numeral
from gui.pieces.veil import Veil
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.line.saying import Saying, Way
from gui.window.pages import Pages


class BesideRun(QObject):
    """Says so in the line, and veils what is of the run, for as long as it is so."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._showing, self._line = shared, engine.showing, chrome.line
        self._veils = (Veil(panels.chart), Veil(pages.results))
        shared.workspace.shown_changed.connect(self.look)
        shared.run.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Whether it is so, in the words of this moment."""
        beside = self._showing.beside_run
        for veil in self._veils:
            veil.setVisible(beside)
        self._line.say("beside", self._saying() if beside else None)

    def _saying(self) -> Saying:
        run = self._shared.run.current
        step = 0 if run is None else run.step
        back = Way("Back to the run", self._showing.show_run, "Shows the weights that it has reached")
        return Saying(f"The run is at step {numeral(step)}.", "Showing the first weights.", ways=(back,))
