"""Looking displays: what wires the sub-pages of Inspect behind the first, of which only the one in front asks."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.network.addresses import parsed
from gui.inspect.parts import ARITHMETIC, LEARNED, STATISTICS
from gui.window.display.looking.enlarge_display import EnlargeDisplay
from gui.window.display.looking.hard_display import HardDisplay
from gui.window.display.looking.looks_for_display import LooksForDisplay
from gui.window.display.looking.map_display import MapDisplay
from gui.window.display.looking.mutes_display import MutesDisplay
from gui.window.display.looking.nearest_display import NearestDisplay
from gui.window.display.looking.own_filter_display import OwnFilterDisplay
from gui.window.display.looking.ranking_display import RankingDisplay
from gui.window.display.looking.sheet_display import SheetDisplay
from gui.window.display.looking.statistics_display import StatisticsDisplay
from gui.window.display.looking.survey_display import SurveyDisplay
from gui.window.display.looking.time_display import TimeDisplay
from gui.window.display.looking.value_display import ValueDisplay
from gui.window.display.looking.why_display import WhyDisplay
from gui.window.groups import Chrome, Engine, Panels, Shared
from gui.window.pages import Pages


class LookingDisplays(QObject):
    """Made with the pages, once the window has been painted."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, pages: Pages, chrome: Chrome) -> None:
        super().__init__()
        self._workspace = shared.workspace
        self._parts, self._frame = panels.parts_of_inspect, chrome.frame
        self.mutes = MutesDisplay(shared, engine, panels, chrome)  # first: it tells what is muted before others ask
        self.why = WhyDisplay(shared, engine, pages.why)
        self.ranking = RankingDisplay(shared, engine, panels)
        self.value = ValueDisplay(shared, engine, panels, pages.arithmetic)
        self._parts.put(ARITHMETIC, pages.arithmetic, scrolls=True)
        self._parts.put("why", pages.why, scrolls=True)
        self.time = TimeDisplay(shared, engine, panels.inspect, pages.through_time)
        self._parts.put("time", pages.through_time, scrolls=True)
        pages.through_time.chart_wanted.connect(lambda: panels.chart.set_folded(False))
        panels.chart.folded_changed.connect(lambda folded: pages.through_time.show_folded(folded=folded))
        pages.through_time.show_folded(folded=panels.chart.folded)
        self.nearest = NearestDisplay(shared, engine, panels)
        self.map = MapDisplay(shared, engine, pages.all_images)
        self._parts.put("all", pages.all_images, scrolls=True)
        self.statistics = StatisticsDisplay(shared, engine, panels.inspect, pages.statistics)
        self._parts.put(STATISTICS, pages.statistics, scrolls=True)
        self.enlarge = EnlargeDisplay(shared, engine, panels.inspect, pages.enlarged)
        self.looks_for = LooksForDisplay(shared, engine, panels.inspect, pages.enlarged)
        pages.enlarged.value_wanted.connect(lambda *at: self.value.hold(pages.enlarged.index, *at))
        self.survey = SurveyDisplay(shared, engine, panels.inspect, pages.survey)
        pages.survey.opened.connect(lambda index: self.enlarge.enlarge("filter", index))
        self.own_filter = OwnFilterDisplay(shared, engine, chrome, panels.inspect, pages.enlarged, pages.own_filter)
        self.sheet = SheetDisplay(shared, engine, panels.inspect, pages.sheet)
        pages.sheet.opened.connect(self._enlarge_of_sheet)
        self.hard, self._results = HardDisplay(shared, engine, pages.hard), pages.results.parts
        for changed in (self._parts.changed, self._results.changed, chrome.frame.page_changed):
            changed.connect(lambda _: self._follow())
        self._follow()

    def _follow(self) -> None:
        """What is in front."""
        front = self._parts.front if self._frame.page == "inspect" else ""
        for display in (self.enlarge, self.survey, self.sheet, self.own_filter, self.ranking):
            display.set_in_front(front == LEARNED)
        self.value.set_in_front(front == ARITHMETIC)
        self.statistics.set_in_front(front == STATISTICS)
        self.why.set_in_front(front == "why")
        self.time.set_in_front(front == "time")
        self.map.set_in_front(front == "all")
        self.hard.set_in_front(self._frame.page == "results" and self._results.front == "hard")
        self.nearest.follow()

    def _enlarge_of_sheet(self, address: str, index: int) -> None:
        """A map of a layer on the sheet, which is selected with it."""
        self._workspace.select((parsed(address)[0],))
        self.enlarge.enlarge("map", index)
