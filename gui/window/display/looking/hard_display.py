"""Hard display: asks what the shown model makes of distorted images, while “Test it hard” is in front."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QObject

from engine.service.questions import Distort, MeasureRobustness, ReadDistorted
from gui.appearance import theme
from gui.pieces.images.answer_tile import PICTURE
from gui.results.hard.page import WORKING, HardPage
from gui.state.bridge import Told
from gui.window.display.looking.asking.asking import Asking
from gui.window.display.looking.asking.following import Following
from gui.window.display.looking.asking.reasons import why_none, why_not
from gui.window.groups import Engine, Shared

FAILED = "It could not be measured."
STOPPED = "It was ended. “Again” begins it anew."
SOON_MS = 400  # what takes less tells no progress

MEND = "Mend the stack to see how it stands distorted images."


class HardDisplay(QObject):
    """The current image follows at once, the curve the weights; newer ones of a training so seldom that it does not
    notice.
    """

    def __init__(self, shared: Shared, engine: Engine, page: HardPage) -> None:
        super().__init__()
        self._shared, self._jobs, self._page = shared, engine.jobs, page
        self._in_front = self._stopped = False
        self._image = Asking(shared, engine, Distort, page.show_distorted, self._fail_image)
        self._image.due.connect(self._follow_image)
        self._asks = Following(shared, engine, page, MeasureRobustness, page.show_measured, self._fail)
        self._asks.left.connect(self._leave)
        self._asks.due.connect(self._follow)
        self._asks.say_on(page, page.next_look)
        page.asked.connect(self._begin)
        page.moved.connect(self._follow_image)
        page.stopped.connect(self._stop)
        page.image_wanted.connect(shared.image.look_at)
        page.message.connect(shared.messages.say)
        page.problem.connect(shared.messages.warn)
        page.examples.list.thumbnails.wanted.connect(self._read)
        engine.bridge.progress.connect(self._show_far)
        shared.image.changed.connect(self._follow_image)
        for changed in (shared.workspace.shown_changed, shared.document.changed, shared.workspace.muted.changed):
            changed.connect(lambda *_: self._follow())
            changed.connect(lambda *_: self._follow_image())

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing, and what takes long is given up."""
        if self._in_front and not in_front:
            self._asks.give_up()
        self._in_front = in_front
        self._follow()
        self._follow_image()

    # --- the current image ---

    def _follow_image(self) -> None:
        """Another image, strength, or newer weights: as often as answers come."""
        shown = self._shared.workspace.shown
        if self._in_front and shown is not None and shown.complete:
            self._image.follow(Distort(self._shared.image.ref, self._page.choice.distortion), patient=True)

    def _fail_image(self, error: Exception) -> None:
        self._page.pair.say(why_not(error, self._shared, FAILED))

    # --- the test images ---

    def _begin(self) -> None:
        """A person wants it now."""
        self._stopped = False
        self._asks.forget()
        self._follow()

    def _leave(self) -> None:
        """Another model is measured though that before was ended."""
        self._stopped = False
        self._page.show_far(None)

    def _follow(self) -> None:
        """Asks where something else is to be seen than was asked for."""
        shown = self._shared.workspace.shown
        if not self._in_front:
            return
        if shown is None or not shown.complete:
            self._image.forget()
            self._asks.forget()
            self._page.say(why_none(self._shared, MEND))
            self._page.pair.say("")
        elif not self._stopped and self._asks.follow(MeasureRobustness(self._page.choice.kind)):
            self._say_working()
        self._page.show_stopped(stopped=self._stopped and shown is not None and shown.complete)

    def _say_working(self) -> None:
        """A curve that is shown stays until the next comes."""
        if self._page.measured is None:
            self._page.say(WORKING)

    def _stop(self) -> None:
        """What is shown stays; without it there is nothing."""
        self._asks.forget()
        self._stopped = True
        self._page.show_far(None)
        if self._page.measured is None:
            self._page.say(STOPPED)
        self._follow()

    def _fail(self, error: Exception) -> None:
        self._page.show_far(None)
        self._page.say(why_not(error, self._shared, FAILED))

    def _show_far(self, told: Told) -> None:
        long = time.monotonic() - self._asks.asked_at > SOON_MS / 1000
        if told.unit == "looks" and told.words and long and self._asks.busy:
            self._page.show_far(told.words, told.share)

    # --- its images ---

    def _read(self, rows: tuple[int, ...]) -> None:
        page, thumbnails = self._page, self._page.examples.list.thumbnails
        if page.measured is None:
            thumbnails.give_up()
            return
        question = ReadDistorted(page.choice.distortion, page.examples.places(rows), theme.px(PICTURE))
        self._jobs.ask(question, partial(thumbnails.take, rows), lambda _: thumbnails.give_up())
