"""Pages: those that are not in front at the start. They are made, and wired, once the window has been painted.

Nothing that is needed before may import this: what the pages import would hold up the first paint.
"""

from __future__ import annotations

import msgspec
from PySide6.QtWidgets import QWidget

from gui.data.browser.page import ImagesPage
from gui.data.check_up.page import CheckUpPage
from gui.data.drawings.page import DrawingsPage
from gui.data.page import DataPage
from gui.inspect.all_images.page import MapPage
from gui.inspect.arithmetic.page import ArithmeticPage
from gui.inspect.enlarged.own_filter_page import OwnFilterPage
from gui.inspect.enlarged.page import EnlargedPage
from gui.inspect.enlarged.sheet_page import SheetPage
from gui.inspect.enlarged.survey_page import SurveyPage
from gui.inspect.statistics.page import StatisticsPage
from gui.inspect.through_time.page import ThroughTimePage
from gui.inspect.why.page import WhyPage
from gui.pieces.pages.sub_pages import SubPages
from gui.results.comparison.page import ComparePage
from gui.results.hard.page import TITLE as HARD
from gui.results.hard.page import HardPage
from gui.results.page import ResultsPage
from gui.runs.page import RunsPage
from gui.runs.queue.queue_page import QueuePage
from gui.training.page import TrainingPage
from gui.window.groups import Engine, Shared


class Pages(msgspec.Struct, frozen=True, eq=False):
    """The pages behind the first; those of `parts_of_data` share a place, and those of `parts_of_runs`."""

    data: DataPage
    images: ImagesPage
    check_up: CheckUpPage
    drawings: DrawingsPage
    training: TrainingPage
    results: ResultsPage
    hard: HardPage
    runs: RunsPage
    queue: QueuePage
    compare: ComparePage
    arithmetic: ArithmeticPage
    statistics: StatisticsPage
    enlarged: EnlargedPage
    survey: SurveyPage
    sheet: SheetPage
    own_filter: OwnFilterPage
    why: WhyPage
    through_time: ThroughTimePage
    all_images: MapPage
    parts_of_data: SubPages
    parts_of_runs: SubPages

    def by_place(self) -> dict[str, QWidget]:
        """What stands in each place."""
        return {
            "data": self.parts_of_data,
            "training": self.training,
            "results": self.results,
            "runs": self.parts_of_runs,
        }


def make_pages(shared: Shared, engine: Engine) -> Pages:
    """All of them, showing the document as it is."""
    parts_of_data, parts_of_runs = SubPages("Data"), SubPages("Runs")
    pages = Pages(
        data=DataPage(shared.document, engine.samples, engine.downloads, engine.importing),
        images=ImagesPage(shared.document),
        check_up=CheckUpPage(shared.document),
        drawings=DrawingsPage(),
        training=TrainingPage(
            shared.document,
            shared.settings,
            engine.tuning,
            engine.rate_finding,
            engine.class_weights,
            shared.run,
            engine.control,
        ),
        results=ResultsPage(),
        hard=HardPage(shared.workspace, shared.image, shared.run),
        runs=RunsPage(shared.settings),
        queue=QueuePage(engine.queue),
        compare=ComparePage(),
        arithmetic=ArithmeticPage(shared.workspace, shared.run),
        statistics=StatisticsPage(),
        enlarged=EnlargedPage(shared.workspace, shared.run),
        survey=SurveyPage(shared.workspace, shared.run),
        sheet=SheetPage(shared.workspace, shared.run),
        own_filter=OwnFilterPage(shared.workspace, shared.run),
        why=WhyPage(shared.workspace, shared.image, shared.run),
        through_time=ThroughTimePage(),
        all_images=MapPage(shared.workspace, shared.image, shared.run),
        parts_of_data=parts_of_data,
        parts_of_runs=parts_of_runs,
    )
    pages.results.add_part("hard", HARD, pages.hard, pages.hard.head)
    parts_of_data.add("settings", "Settings", pages.data)
    parts_of_data.add("images", "Images", pages.images, scrolls=True)
    parts_of_data.add("check-up", "Check-up", pages.check_up)
    parts_of_data.add("drawings", "Own drawings", pages.drawings, scrolls=True)
    parts_of_runs.add("list", "All runs", pages.runs, scrolls=True)
    parts_of_runs.add("compare", "Compare", pages.compare, scrolls=True)
    parts_of_runs.add("queue", "Queue", pages.queue, scrolls=True)
    return pages
