"""Nearest display: asks which training images are nearest to the current image, behind the answer about it."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from engine.errors import DataError, LayerscopeError
from engine.service.answers import ImageRef, Shown
from engine.service.looking.images.embedding_answers import Nearest
from engine.service.questions import FindNearest, Mutes
from gui.pieces.classes.names import shown as shown_names
from gui.state.error_words import in_words
from gui.state.shown.image import EMPTY
from gui.window.groups import Engine, Panels, Shared

MISSING = "Its training images are not here to hold it against."
FAILED = "The nearest training images could not be found."
SHARE = 0.04  # of the time that following a training may take
LEAST_MS, MOST_MS = 2000, 60_000
SETTLE_MS = 400  # that other weights stay before they are looked at


class NearestDisplay(QObject):
    """Another image is held against what is known of the weights at once. Other weights are looked at once they have
    stayed for a moment, as the slider passes by many, and those of a training so seldom that it does not notice. Of a
    network that is not trained nothing is said.
    """

    def __init__(self, shared: Shared, engine: Engine, panels: Panels) -> None:
        super().__init__()
        self._shared, self._jobs, self._panel = shared, engine.jobs, panels.try_it
        self._row = panels.try_it.nearest
        self._asked: tuple[ImageRef, Shown, Mutes] | None = None
        self._anew: tuple[Shown, Mutes] | None = None  # which weights were looked at last
        self._asked_at = 0.0
        self._rest = QTimer(self._row, singleShot=True)  # until newer weights of a training are looked at
        self._rest.timeout.connect(self.follow)
        self._settle = QTimer(self._row, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._ask_anew)
        self._row.image_wanted.connect(shared.image.look_at)
        engine.live.prediction.connect(lambda _: self.follow())  # the answer comes first
        for changed in (shared.workspace.shown_changed, shared.workspace.muted.changed):
            changed.connect(lambda *_: self._follow_weights())

    def _follow_weights(self) -> None:
        """What is on its way about weights that are not shown any more is of no interest."""
        shown, asked = self._shared.workspace.shown, self._asked
        if shown is not None and asked is not None and shown.source == "saved" and shown != asked[1]:
            self._drop()
        self.follow()

    def _drop(self) -> None:
        """What is on its way; weights that it was to look at are not known then."""
        if self._jobs.busy(FindNearest):
            self._jobs.drop(FindNearest)
            self._anew = None
        self._asked = None

    def follow(self) -> None:
        """Asks, while Try it is in sight, where something else is to be held against than was."""
        shown, image = self._shared.workspace.shown, self._shared.image.ref
        if shown is None or not shown.complete or not shown.trained or image == EMPTY:
            self._forget()
            return
        wanted = image, shown, self._shared.workspace.muted.value
        if self._jobs.busy(FindNearest) or wanted == self._asked or not self._panel.isVisible():
            return
        if self._are_known(*wanted[1:]):
            self._ask(*wanted, anew=False)
        elif not self._rests(*wanted[1:]):
            self._settle.start()
        elif self._asked is None or self._asked[0] != image:
            self._ask(*wanted, anew=False)

    def _ask_anew(self) -> None:
        """Of weights that have stayed for a moment."""
        shown, image = self._shared.workspace.shown, self._shared.image.ref
        is_there = shown is not None and shown.complete and shown.trained and image != EMPTY
        if shown is not None and is_there and self._panel.isVisible() and not self._jobs.busy(FindNearest):
            self._ask(image, shown, self._shared.workspace.muted.value, anew=True)

    def _are_known(self, shown: Shown, mutes: Mutes) -> bool:
        """Whether just these were looked at."""
        return self._anew == (shown, mutes)

    def _rests(self, shown: Shown, mutes: Mutes) -> bool:
        """Whether nothing is new but weights that are being trained, and others were looked at a moment ago."""
        if self._anew is None or not self._rest.isActive():
            return False
        before, muted = self._anew
        return shown.source == before.source == "live" and shown.model == before.model and mutes == muted

    def _ask(self, image: ImageRef, shown: Shown, mutes: Mutes, *, anew: bool) -> None:
        self._asked, self._asked_at = (image, shown, mutes), time.monotonic()
        if anew:
            self._anew = shown, mutes
        self._jobs.ask(FindNearest(image, anew), self._take, self._fail)

    def _forget(self) -> None:
        """There is nothing to say, nor of what is on its way."""
        self._drop()
        self._settle.stop()
        self._row.show_nearest(None, ())

    def _take(self, found: Nearest | None) -> None:
        shown, asked = self._shared.workspace.shown, self._asked
        if asked is not None and shown is not None and shown.model == asked[1].model:
            stays = found is None or found.image == self._shared.image.ref
            if stays:
                self._row.show_nearest(found, shown_names(shown.project.facts.classes))
        self._go_on()

    def _fail(self, error: Exception) -> None:
        missing = isinstance(error, DataError)
        words = MISSING if missing else in_words(error) if isinstance(error, LayerscopeError) else FAILED
        self._row.say(words)
        self._go_on()

    def _go_on(self) -> None:
        if not self._rest.isActive():
            taken = time.monotonic() - self._asked_at
            self._rest.start(min(MOST_MS, max(LEAST_MS, round(1000 * taken / SHARE))))
        self.follow()
