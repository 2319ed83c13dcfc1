"""Why display: asks why the shown model answers so about the current image, while that page is in front."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from engine.service.answers import Shown
from engine.service.looking.looking_answers import Explained
from engine.service.questions import Explain, Mutes
from gui.inspect.why.page import WhyPage
from gui.window.display.looking.reasons import why_none, why_not
from gui.window.groups import Engine, Shared

FAILED = "The map could not be made."
SHARE = 0.05  # of the time that following a training may take
LEAST_MS, MOST_MS = 300, 5000  # the second: the first map of all takes long, and whoever watches wants to see it move


class WhyDisplay(QObject):
    """What a person chooses is asked at once, another image or model once the answer before is there, and newer weights
    of a training so seldom that it does not notice.
    """

    def __init__(self, shared: Shared, engine: Engine, page: WhyPage) -> None:
        super().__init__()
        self._shared, self._jobs, self._page = shared, engine.jobs, page
        self._in_front = False
        self._asked: tuple[Explain, Shown, Mutes] | None = None  # and of which weights, with what muted
        self._asked_at = 0.0
        self._rest = QTimer(page)  # until newer weights of a training are followed; it ends with the page
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._follow)
        page.asked.connect(self._ask)
        page.message.connect(shared.messages.say)
        page.problem.connect(shared.messages.warn)
        shared.image.missing_changed.connect(self._ask_again)
        muted = shared.workspace.muted
        for changed in (shared.image.changed, shared.workspace.shown_changed, shared.document.changed, muted.changed):
            changed.connect(lambda *_: self._follow())

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        self._follow()

    def _follow(self) -> None:
        """Asks where something else is wanted than was asked; an answer on its way leads on, and so does a rest."""
        shown = self._shared.workspace.shown
        if not self._in_front or self._jobs.busy(Explain) or self._asked == (self._page.question, shown, self._mutes):
            return
        if not (self._rest.isActive() and self._is_training_further(shown)):
            self._ask()

    def _is_training_further(self, shown: Shown | None) -> bool:
        """Whether nothing is new but the weights, as they are being trained."""
        question, asked, mutes = self._asked or (None, None, None)
        live = shown is not None and asked is not None and shown.source == asked.source == "live"
        return live and question == self._page.question and mutes == self._mutes

    @property
    def _mutes(self) -> Mutes:
        return self._shared.workspace.muted.value

    def _ask(self) -> None:
        shown = self._shared.workspace.shown
        if not self._in_front:
            return
        if shown is None or not shown.complete:
            self._jobs.drop(Explain)
            self._asked = None
            self._page.say(why_none(self._shared.document))
            return
        question = self._page.question
        self._asked, self._asked_at = (question, shown, self._mutes), time.monotonic()
        self._page.say_working()
        self._jobs.ask(question, self._take, self._fail)

    def _ask_again(self) -> None:
        """The image is there again, or is not."""
        self._asked = None
        self._follow()

    def _take(self, explained: Explained) -> None:
        asked, shown = self._asked, self._shared.workspace.shown
        if asked is not None and shown is not None and shown.model == asked[1].model:
            self._page.show_explained(explained)
        self._go_on()

    def _fail(self, error: Exception) -> None:
        self._page.say(why_not(error, self._shared, FAILED))
        self._go_on()

    def _go_on(self) -> None:
        taken = time.monotonic() - self._asked_at
        self._rest.start(min(MOST_MS, max(LEAST_MS, round(1000 * taken / SHARE))))
        self._follow()
