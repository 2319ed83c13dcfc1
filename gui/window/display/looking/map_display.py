"""Map display: asks how the test images lie to the shown model, while the page “All images” is in front."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QObject

from engine.service.answers import ImageOf
from engine.service.questions import EmbedImages, ReadEmbedded
from gui.appearance import theme
from gui.inspect.all_images.cloud_painting import PICTURE
from gui.inspect.all_images.page import WORKING, MapPage
from gui.state.bridge import Told
from gui.window.display.looking.asking.following import Following
from gui.window.display.looking.asking.reasons import why_none, why_not
from gui.window.groups import Engine, Shared

FAILED = "The images could not be laid out."
STOPPED = "It was ended. Choose how many images, or a layout, to begin again."
SOON_MS = 400  # what takes less tells no progress

MEND = "Mend the stack to see where the test images lie to it."


class MapDisplay(QObject):
    """PCA follows the weights, newer ones of a training so seldom that it does not notice; t-SNE is made when a person
    asks for it, and stays until then.
    """

    def __init__(self, shared: Shared, engine: Engine, page: MapPage) -> None:
        super().__init__()
        self._shared, self._jobs, self._page = shared, engine.jobs, page
        self._in_front = self._stopped = False
        self._weights: object = None  # which were asked for
        self._asks = Following(shared, engine, page, EmbedImages, page.show_embedded, self._fail)
        self._asks.left.connect(self._leave)
        self._asks.due.connect(self._follow)
        self._asks.say_on(page, page.next_look, lambda: page.choices.layout_chosen == "PCA")
        page.asked.connect(self._begin)
        page.stopped.connect(self._stop)
        page.image_wanted.connect(self._look_at)
        page.message.connect(shared.messages.say)
        page.problem.connect(shared.messages.warn)
        page.list.thumbnails.wanted.connect(self._read)
        engine.bridge.progress.connect(self._show_far)
        for changed in (shared.workspace.shown_changed, shared.document.changed, shared.workspace.muted.changed):
            changed.connect(lambda *_: self._follow())

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing, and what takes long is given up."""
        if self._in_front and not in_front:
            self._asks.give_up()
        self._in_front = in_front
        self._follow()

    # --- asking ---

    def _begin(self) -> None:
        """A person wants it now."""
        self._stopped = False
        self._asks.forget()
        self._follow()
        if self._asks.busy and self._page.choices.layout_chosen == "t-SNE":
            self._page.show_far(WORKING)

    def _leave(self) -> None:
        """Another network begins with PCA: t-SNE is made on demand."""
        self._stopped = False
        self._page.show_far(None)
        self._page.lost = self._page.lost or self._page.choices.layout_chosen == "t-SNE"
        self._page.choices.choose_layout("PCA")

    def _follow(self) -> None:
        """Asks where something else is to be seen than was asked for."""
        shown, question = self._shared.workspace.shown, self._page.choices.question
        if not self._in_front:
            return
        if shown is None or not shown.complete:
            self._asks.forget()
            self._page.say(why_none(self._shared, MEND))
        elif not self._stopped and not self._stays() and self._asks.follow(question):
            self._weights = self._weights_now
            self._page.say_working()
        stays = self._stays() and not self._asks.busy and self._weights != self._weights_now
        self._page.show_stale(stale=self._stopped or stays)

    @property
    def _weights_now(self) -> object:
        """Which are shown, as far as they make another map."""
        workspace = self._shared.workspace
        step = None if workspace.shown is None else workspace.shown.step
        return step, workspace.muted.value, workspace.own_filters.value

    def _stays(self) -> bool:
        """Whether it is a t-SNE of this network, by other weights."""
        question, asked = self._page.choices.question, self._asks.asked
        same = asked is not None and asked.question == question and asked != self._asks.wanted(question)
        return same and question.layout == "t-SNE"

    def _stop(self) -> None:
        """What is shown stays, until a person wants it again; PCA follows on, and without any there is nothing."""
        self._asks.forget()
        found = self._page.found
        self._stopped = found is None or found.layout != "PCA"
        if found is None:
            self._page.say(STOPPED)
        else:
            self._page.choices.choose_layout(found.layout)
        self._page.show_far(None)
        self._follow()

    # --- answers ---

    def _fail(self, error: Exception) -> None:
        self._page.show_far(None)
        self._page.say(why_not(error, self._shared, FAILED))

    def _show_far(self, told: Told) -> None:
        """Of what a person waits for: a map that follows the weights stays in sight, and where it is."""
        waits = self._page.found is None or self._page.choices.layout_chosen == "t-SNE"
        long = waits and time.monotonic() - self._asks.asked_at > SOON_MS / 1000
        if told.unit == "points" and told.words and long and self._asks.busy:
            self._page.show_far(told.words, told.share)

    # --- its images ---

    def _look_at(self, image: ImageOf) -> None:
        self._shared.image.look_at(image)

    def _read(self, ats: tuple[int, ...]) -> None:
        found, thumbnails = self._page.found, self._page.list.thumbnails
        if found is None:
            thumbnails.give_up()
            return
        question = ReadEmbedded(tuple(found.indexes[list(ats)].tolist()), theme.px(PICTURE))
        self._jobs.ask(question, partial(thumbnails.take, ats), lambda _: thumbnails.give_up())
