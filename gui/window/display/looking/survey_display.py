"""Survey display: asks how the filters of the selected layer differ, while their list fills the page."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.errors import DataError, InputError
from engine.service.questions import SurveyFilters
from gui.inspect.enlarged.survey_page import SurveyPage
from gui.inspect.page import InspectPage
from gui.window.display.looking.asking.following import Following
from gui.window.display.looking.asking.reasons import why_not
from gui.window.groups import Engine, Shared

LEAST_MS = 1000  # a list stands still as long, to be read and pressed
FAILED = "The filters could not be told apart."


class SurveyDisplay(QObject):
    """Another layer is asked at once, newer weights of the same so seldom that a training does not notice."""

    def __init__(self, shared: Shared, engine: Engine, inspect: InspectPage, page: SurveyPage) -> None:
        super().__init__()
        self._shared, self._inspect, self._page = shared, inspect, page
        self._in_front = False
        self._asks = Following(shared, engine, page, SurveyFilters, page.show_surveyed, self._fail, LEAST_MS)
        self._asks.left.connect(self._forget)
        self._asks.due.connect(self._follow)
        self._asks.say_on(page, page.next_look)
        inspect.filling_changed.connect(self._follow)
        inspect.openers.survey_wanted.connect(self._open)
        page.left.connect(self._leave)
        shared.messages.follow(page.export)
        engine.live.layer_view.connect(page.show_layer)  # asked for in any case
        workspace = shared.workspace
        for changed in (workspace.selection_changed, inspect.address_changed):
            changed.connect(self._follow)
        for changed in (workspace.shown_changed, workspace.muted.changed):
            changed.connect(self._follow)

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        self._follow()

    def _open(self) -> None:
        self._inspect.fill(self._page)
        self._follow()

    def _leave(self) -> None:
        self._asks.forget()
        self._inspect.leave(self._page, self._inspect.openers.more)

    def _follow(self) -> None:
        if not self._in_front or self._inspect.filling is not self._page:
            return
        at, shown = self._inspect.address(), self._shared.workspace.shown
        if at is None or shown is None:
            self._leave()
            return
        before = self._asks.asked
        if self._asks.follow(SurveyFilters(at)) and (before is None or before.question != SurveyFilters(at)):
            self._page.wait(shown, at)

    def _forget(self) -> None:
        """Of another model nothing is said until its own answer is there."""
        self._page.wait(None, "")

    def _fail(self, error: Exception) -> None:
        """A layer without filters has its sections all the same."""
        if isinstance(error, InputError) and not isinstance(error, DataError):
            self._leave()
        else:
            self._page.say(why_not(error, self._shared, FAILED))
