"""Rate display: that a learning rate was changed by hand, and on the Training page how it really went."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer

from engine import events
from engine.project.training.rate.by_hand import one_in_words
from gui.appearance.numerals import in_figures
from gui.training.rates_to_draw import Went
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.pages import Pages

LOOK_MS = 500


class RateDisplay(QObject):
    """Draws only while the page is in front."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._panels, self._pages, self._frame = shared, panels, pages, chrome.frame
        self._control, self._fork = engine.control, engine.fork
        self._clock = QTimer(self, interval=LOOK_MS)
        self._clock.timeout.connect(self.look)
        shared.run.changed.connect(self.look)
        engine.fork.changed.connect(self.look)
        shared.run.rate_changed.connect(self._on_rate_changed)
        shared.document.changed.connect(lambda *_: self.look())
        chrome.frame.page_changed.connect(lambda _: self.look())
        panels.chart.menu.rate_asked.connect(chrome.actions["rate"].trigger)
        self.look()

    def look(self) -> None:
        """As things stand."""
        self._panels.chart.menu.rate.setEnabled(self._control.can_change_rate)
        run, in_front = self._shared.run.current, self._frame.page == "training"
        wanted = in_front and run is not None and run.phase == "running"
        if wanted != self._clock.isActive():
            self._clock.start() if wanted else self._clock.stop()
        if in_front:
            self._pages.training.show_went(self._went(), beside_a_run=run is not None)

    def _went(self) -> Went | None:
        """Of the run that trains, where it was told what stands on the page; else the page is of what Train will do."""
        run, curves = self._shared.run.current, self._panels.chart.run
        if run is None or not run.training or self._fork.source is not None or len(run.legs) > 1:
            return None
        if curves is None or curves.run_id != run.id:
            return None
        if run.project.training != self._shared.document.project.training:
            return None
        return Went(curves.learning_rate.values, run.rate_changes)

    def _on_rate_changed(self, event: events.RateChanged) -> None:
        self._shared.messages.say(in_figures(f"Learning rate {one_in_words(event)}."))
