"""Survey display: asks how the filters of the selected layer differ, while their list fills the page."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from engine.errors import DataError, InputError, LayerscopeError
from engine.service.answers import Shown
from engine.service.looking.enlarge_questions import Surveyed
from engine.service.questions import Mutes, SurveyFilters
from gui.inspect.enlarged.survey_page import SurveyPage
from gui.inspect.page import InspectPage
from gui.state.data.missing_data import what_is_wrong
from gui.state.error_words import in_words
from gui.window.groups import Engine, Shared

SHARE = 0.05  # of the time that it may take while weights are trained
LEAST_MS, MOST_MS = 1000, 10_000
FAILED = "The filters could not be told apart."


class SurveyDisplay(QObject):
    """Another layer is asked at once, newer weights of the same so seldom that a training does not notice."""

    def __init__(self, shared: Shared, engine: Engine, inspect: InspectPage, page: SurveyPage) -> None:
        super().__init__()
        self._shared, self._jobs, self._inspect, self._page = shared, engine.jobs, inspect, page
        self._in_front = False
        self._asked: tuple[SurveyFilters, Shown, Mutes] | None = None
        self._asked_at = 0.0
        self._rest = QTimer(page)
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._follow)
        inspect.filling_changed.connect(self._follow)
        inspect.openers.survey_wanted.connect(self._open)
        page.left.connect(self._leave)
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
        self._jobs.drop(SurveyFilters)
        self._asked = None
        self._inspect.leave(self._page)
        self._inspect.openers.more.setFocus()

    def _follow(self) -> None:
        if not self._in_front or self._inspect.filling is not self._page:
            return
        at, shown = self._inspect.address(), self._shared.workspace.shown
        if at is None or shown is None:
            self._leave()
            return
        wanted, asked = (SurveyFilters(at), shown, self._shared.workspace.muted.value), self._asked
        same = asked is not None and (asked[0], asked[1].model) == (wanted[0], shown.model)
        if asked == wanted or (same and (self._rest.isActive() or self._jobs.busy(SurveyFilters))):
            return
        if not same:
            self._page.wait(shown, at)
        self._asked, self._asked_at = wanted, time.monotonic()
        self._jobs.ask(wanted[0], self._take, self._fail)

    def _take(self, surveyed: Surveyed) -> None:
        self._page.show_surveyed(surveyed)
        taken = time.monotonic() - self._asked_at
        self._rest.start(min(MOST_MS, max(LEAST_MS, round(1000 * taken / SHARE))))

    def _fail(self, error: Exception) -> None:
        """A layer without filters has its sections all the same."""
        if isinstance(error, DataError):
            self._page.say(what_is_wrong(error, self._shared.image.project.data.source))
        elif isinstance(error, InputError):
            self._leave()
        else:
            self._page.say(in_words(error) if isinstance(error, LayerscopeError) else FAILED)
