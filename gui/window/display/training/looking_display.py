"""Looking display: the steps of a run under its chart, and that an earlier one is shown, with the way back to now."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.project.project import epoch_steps
from gui.appearance.numerals import numeral
from gui.chart.steps.stops import Stops
from gui.state.run.run import Run
from gui.state.run.training_words import NOW, NOW_TIP
from gui.window.display.training import best_weights
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.line.saying import Saying, Way


class LookingDisplay(QObject):
    """Wires the slider and the actions, and says which step is shown as long as it is not the newest."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, chrome: Chrome) -> None:
        super().__init__()
        self._shared, self._chart, self._chrome = shared, panels.chart, chrome
        self._looking, self._best, self._fork = engine.looking, engine.best, engine.fork
        steps = panels.chart.steps
        steps.stops_now = self._stops
        steps.wanted.connect(engine.looking.look_at)
        steps.play_wanted.connect(engine.looking.turn)
        panels.chart.menu.show_asked.connect(engine.looking.look_near)
        engine.looking.changed.connect(self.look)
        shared.run.changed.connect(self.look)
        engine.best.changed.connect(self.look)
        engine.fork.changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """How things stand now."""
        looking = self._looking
        self._chart.steps.look()
        run = self._shared.run.current
        told = looking.is_back and run is not None and not self._is_forked_from
        self._chrome.line.say("back", self._saying(run) if told and run is not None else None)
        for name in ("earlier step", "first step", "play steps"):
            self._chrome.actions[name].setEnabled(looking.can_look_back)
        for name in ("later step", "now"):
            self._chrome.actions[name].setEnabled(looking.is_back)
        self._chart.menu.show_step.setEnabled(looking.can_look_back)

    @property
    def _is_forked_from(self) -> bool:
        """Whether what is shown is what the next run begins from, which is said in its place."""
        source, shown = self._fork.source, self._shared.workspace.shown
        if source is None or shown is None:
            return False
        return (source.wish.run.name, source.point.step) == (shown.run, self._looking.at)

    def _stops(self) -> Stops:
        looking, run = self._looking, self._shared.run.current
        if run is None or self._chart.run is None or self._chart.run.run_id != run.id:
            return Stops()
        return Stops(looking.stops, looking.at, looking.is_back, looking.playing, epoch_steps(run.project))

    def _saying(self, run: Run) -> Saying:
        """What is shown, how far the run is, and of a run that keeps its best whether it is that."""
        shown, best = self._shared.workspace.shown, self._best.step
        words = f"“{run.title}” trains on." if run.phase == "running" else f"The run is at step {numeral(run.step)}."
        words += best_weights.in_words(run, shown, best)
        there = shown is not None and (shown.run, shown.step) == (run.id, self._looking.at)
        where = self._stops().words(self._looking.at)
        lead = f"Showing {where}." if there else f"{where[:1].upper()}{where[1:]}, is on its way."
        ways = (Way(NOW, self._looking.now, NOW_TIP), *best_weights.ways(run, shown, best, self._looking.look_at))
        return Saying(words, lead, ways=ways, matter="back")
