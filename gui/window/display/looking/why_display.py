"""Why display: asks why the shown model answers so about the current image, while that page is in front."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.service.questions import Explain
from gui.inspect.why.page import WhyPage
from gui.window.display.looking.asking.following import Following
from gui.window.display.looking.asking.reasons import why_none, why_not
from gui.window.groups import Engine, Shared

FAILED = "The map could not be made."


class WhyDisplay(QObject):
    """What a person chooses is asked at once, another image or newer weights once the answer before is there, and those
    of a training so seldom that it does not notice.
    """

    def __init__(self, shared: Shared, engine: Engine, page: WhyPage) -> None:
        super().__init__()
        self._shared, self._page = shared, page
        self._in_front = False
        self._asks = Following(shared, engine, page, Explain, page.show_explained, self._fail)
        self._asks.due.connect(self._follow)
        self._asks.say_on(page, page.next_look)
        page.asked.connect(lambda: self._follow(patient=False))
        page.message.connect(shared.messages.say)
        page.problem.connect(shared.messages.warn)
        muted = shared.workspace.muted
        for changed in (shared.image.changed, shared.workspace.shown_changed, shared.document.changed, muted.changed):
            changed.connect(lambda *_: self._follow())

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        self._follow()

    def _follow(self, *, patient: bool = True) -> None:
        """Asks where something else is wanted than was asked."""
        shown = self._shared.workspace.shown
        if not self._in_front:
            return
        if shown is None or not shown.complete:
            self._asks.forget()
            self._page.say(why_none(self._shared))
        elif self._asks.follow(self._page.question, patient=patient):
            self._page.say_working()

    def _fail(self, error: Exception) -> None:
        self._page.say(why_not(error, self._shared, FAILED))
