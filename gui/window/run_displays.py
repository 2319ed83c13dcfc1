"""Run displays: everything that shows runs, made and wired once the window has been painted, as the pages are."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.window.display.comparison.comparison_display import ComparisonDisplay
from gui.window.display.comparison.second_display import SecondDisplay
from gui.window.display.results_display import ResultsDisplay
from gui.window.display.runs.beside_run import BesideRun
from gui.window.display.runs.followed_run import FollowedRun
from gui.window.display.runs.forking import Forking
from gui.window.display.runs.kept_runs import KeptRuns
from gui.window.display.runs.learning_display import LearningDisplay
from gui.window.display.runs.parent_curve import ParentCurve
from gui.window.display.runs.queue_display import QueueDisplay
from gui.window.display.runs.references import References
from gui.window.display.training.coach_line import CoachLine
from gui.window.display.training.estimate_display import EstimateDisplay
from gui.window.display.training.evaluate_display import EvaluateDisplay
from gui.window.display.training.looking_display import LookingDisplay
from gui.window.display.training.rate_display import RateDisplay
from gui.window.display.training.run_marks import RunMarks
from gui.window.display.training.step_notes import StepNotes
from gui.window.files.opened_runs import OpenedRuns
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.pages import Pages


class RunDisplays(QObject):
    """They listen in this order."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._compare = pages.compare
        self.results = ResultsDisplay(shared, engine, pages, chrome)
        self.opened = OpenedRuns(shared, engine, panels, pages, chrome)
        self.followed = FollowedRun(shared, engine, panels, self.opened)
        self.kept = KeptRuns(shared, engine, pages, chrome)
        self.queue = QueueDisplay(shared, engine, pages, chrome)
        self.references = References(shared, engine, panels, pages)
        self.comparison = ComparisonDisplay(shared, engine, pages, chrome)
        self.second = SecondDisplay(shared, engine, panels, pages, chrome, self.opened)
        self.estimate = EstimateDisplay(shared, engine, panels, pages, chrome)
        self.coach = CoachLine(shared, engine, chrome)
        self.beside = BesideRun(shared, engine, panels, pages, chrome)
        self.rate = RateDisplay(shared, engine, panels, pages, chrome)
        self.evaluate = EvaluateDisplay(shared, engine)
        self.marks = RunMarks(shared, panels)
        self.looking = LookingDisplay(shared, engine, panels, chrome)
        self.notes = StepNotes(shared, engine, panels, chrome)
        self.parent_curve = ParentCurve(shared, engine, panels, self.references)
        self.forking = Forking(shared, engine, panels, pages, chrome)
        self.learning = LearningDisplay(shared, engine, panels, chrome)

    def say_again(self) -> None:
        """All that they say, in the look and the numerals of this moment."""
        for say in (
            self.results.rewrite,
            self._compare.rewrite,
            self.second.say_again,
            self.forking.say_again,
            self.learning.say,
            self.beside.look,
            self.estimate.show,
            self.marks.look,
            self.looking.look,
            self.queue.show,
        ):
            say()
