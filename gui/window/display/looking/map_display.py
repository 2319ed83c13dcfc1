"""Map display: asks how the test images lie to the shown model, while the page “All images” is in front."""

from __future__ import annotations

import time
from functools import partial

from PySide6.QtCore import QObject, QTimer

from engine.errors import DataError, LayerscopeError
from engine.service.answers import ImageOf, Shown
from engine.service.looking.embedding_answers import Embedded
from engine.service.questions import EmbedImages, Mutes, ReadEmbedded
from gui.appearance import theme
from gui.inspect.all_images.cloud_painting import PICTURE
from gui.inspect.all_images.page import MapPage
from gui.state.bridge import Told
from gui.state.data.missing_data import what_is_wrong
from gui.state.error_words import in_words
from gui.state.showing import ADD, MEND
from gui.state.workspace import PREPARING
from gui.window.groups import Engine, Shared

FAILED = "The images could not be laid out."
STOPPED = "It was ended. Choose how many images, or a layout, to begin again."
SHARE = 0.05  # of the time that following a training may take
LEAST_MS, MOST_MS = 300, 10_000
SOON_MS = 400  # what takes less tells no progress


class MapDisplay(QObject):
    """PCA follows the weights, newer ones of a training so seldom that it does not notice; t-SNE is made when a person
    asks for it, and stays until then.
    """

    def __init__(self, shared: Shared, engine: Engine, page: MapPage) -> None:
        super().__init__()
        self._shared, self._jobs, self._page = shared, engine.jobs, page
        self._in_front = self._stopped = False
        self._asked: tuple[EmbedImages, Shown, Mutes] | None = None  # and of which weights, with what muted
        self._asked_at = 0.0
        self._rest = QTimer(page, singleShot=True)  # until newer weights of a training are followed
        self._rest.timeout.connect(self._follow)
        page.asked.connect(self._begin)
        page.stopped.connect(self._stop)
        page.image_wanted.connect(self._look_at)
        page.message.connect(shared.messages.say)
        page.problem.connect(shared.messages.warn)
        page.list.thumbnails.wanted.connect(self._read)
        engine.bridge.progress.connect(self._show_far)
        shared.image.missing_changed.connect(self._ask_again)
        for changed in (shared.workspace.shown_changed, shared.document.changed, shared.workspace.muted.changed):
            changed.connect(lambda *_: self._follow())

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        self._follow()

    # --- asking ---

    def _begin(self) -> None:
        """A person wants it now."""
        self._stopped = False
        self._ask()

    def _ask_again(self) -> None:
        """The images are there again, or are not."""
        self._asked = None
        self._follow()

    def _follow(self) -> None:
        """Asks where something else is to be seen than was asked for; an answer on its way leads on."""
        shown = self._shared.workspace.shown
        wanted = self._page.choices.question, shown, self._mutes
        if not self._in_front or self._asked == wanted:
            self._page.show_stale(stale=False)
        elif self._stays(shown):
            self._page.show_stale(stale=not self._jobs.busy(EmbedImages))
        elif not self._stopped and not self._jobs.busy(EmbedImages) and not self._rests(shown):
            self._ask()

    @property
    def _mutes(self) -> Mutes:
        return self._shared.workspace.muted.value

    def _stays(self, shown: Shown | None) -> bool:
        """Whether it is a t-SNE of this network, by other weights."""
        question, asked, _ = self._asked or (None, None, None)
        same = shown is not None and asked is not None and shown.complete and shown.model == asked.model
        return same and question == self._page.choices.question and self._page.choices.layout_chosen == "t-SNE"

    def _rests(self, shown: Shown | None) -> bool:
        """Whether nothing is new but the weights, as they are being trained, and that was followed a moment ago."""
        question, asked, mutes = self._asked or (None, None, None)
        live = shown is not None and asked is not None and shown.source == asked.source == "live"
        same = question == self._page.choices.question and mutes == self._mutes
        return live and same and self._rest.isActive()

    def _ask(self) -> None:
        shown = self._shared.workspace.shown
        if not self._in_front:
            return
        if shown is None or not shown.complete:
            self._jobs.drop(EmbedImages)
            self._asked = None
            self._page.say(self._why_none())
            return
        question = self._question_for(shown)
        self._asked, self._asked_at = (question, shown, self._mutes), time.monotonic()
        self._page.say_working()
        self._page.show_stale(stale=False)
        self._jobs.ask(question, self._take, self._fail)

    def _question_for(self, shown: Shown) -> EmbedImages:
        """Another network begins with PCA: t-SNE is made on demand."""
        if self._asked is not None and self._asked[1].model != shown.model:
            self._page.choices.choose_layout("PCA")
        return self._page.choices.question

    def _why_none(self) -> str:
        document = self._shared.document
        if not document.network.nodes:
            return ADD
        return MEND if document.analysis.problems else PREPARING

    def _stop(self) -> None:
        """What is shown stays; without it there is nothing."""
        self._jobs.drop(EmbedImages)
        self._stopped = True
        self._page.show_far(None)
        found = self._page.found
        if found is None:
            self._page.say(STOPPED)
        else:
            self._page.choices.choose_layout(found.layout)

    # --- answers ---

    def _take(self, found: Embedded) -> None:
        asked, shown = self._asked, self._shared.workspace.shown
        if asked is not None and shown is not None and shown.model == asked[1].model:
            self._page.show_embedded(found)
        self._go_on()

    def _fail(self, error: Exception) -> None:
        self._page.show_far(None)
        self._page.say(self._why_not(error))
        self._go_on()

    def _why_not(self, error: Exception) -> str:
        if isinstance(error, DataError):
            return what_is_wrong(error, self._shared.image.project.data.source)
        return in_words(error) if isinstance(error, LayerscopeError) else FAILED

    def _go_on(self) -> None:
        taken = time.monotonic() - self._asked_at
        self._rest.start(min(MOST_MS, max(LEAST_MS, round(1000 * taken / SHARE))))
        self._follow()

    def _show_far(self, told: Told) -> None:
        """Of what a person waits for: a map that follows the weights stays in sight, and where it is."""
        waits = self._page.found is None or self._page.choices.layout_chosen == "t-SNE"
        long = waits and time.monotonic() - self._asked_at > SOON_MS / 1000
        if told.unit == "points" and told.words and long and self._jobs.busy(EmbedImages):
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
