"""Looks-for display: asks what the enlarged filter, map or unit looks for, and for an image that is made for it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.errors import LayerscopeError
from engine.service.looking.images.preference_questions import LookedFor, MadeFor
from engine.service.questions import LookForImages, MakeImage
from gui.appearance.numerals import in_figures
from gui.inspect.enlarged.page import EnlargedPage
from gui.inspect.looks_for.part import LooksForPart
from gui.inspect.page import InspectPage
from gui.pieces.classes.names import shown as shown_names
from gui.state.bridge import Told
from gui.state.error_words import in_words
from gui.window.display.looking.asking.following import Following
from gui.window.display.looking.asking.reasons import why_not
from gui.window.groups import Engine, Shared

LEAST_MS = 1000  # a list stands still as long, to be read and pressed
FAILED = "It could not be looked for."
NOT_MADE = "The image could not be made."


class LooksForDisplay(QObject):
    """Asks where another filter is enlarged, and for other weights: of a training so seldom that it does not notice."""

    def __init__(self, shared: Shared, engine: Engine, inspect: InspectPage, page: EnlargedPage) -> None:
        super().__init__()
        self._shared, self._jobs, self._inspect, self._page = shared, engine.jobs, inspect, page
        self._part: LooksForPart = page.looks_for
        self._made: dict[LookForImages, MadeFor] = {}  # of the shown model
        self._asks = Following(shared, engine, page, LookForImages, self._take, self._fail, LEAST_MS)
        self._asks.left.connect(self._forget)
        self._asks.due.connect(self._follow)
        self._asks.say_on(self._part, self._part.next_look)
        self._part.make_asked.connect(self._make)
        self._part.stopped.connect(self._stop)
        self._part.image_wanted.connect(shared.image.look_at)
        self._part.message.connect(shared.messages.say)
        self._part.problem.connect(shared.messages.warn)
        page.shown.connect(self._follow)
        page.left.connect(self._leave)
        shared.workspace.muted.changed.connect(self._follow)
        engine.bridge.progress.connect(self._show_far)

    @property
    def _wanted(self) -> LookForImages | None:
        at, enlarged = self._inspect.address(), self._page.enlarged
        return None if at is None or enlarged is None else LookForImages(at, self._page.index)

    # --- the images ---

    def _follow(self) -> None:
        """What is enlarged by now."""
        wanted, shown = self._wanted, self._shared.workspace.shown
        if wanted is None or shown is None or not self._page.isVisible():
            return
        before = self._asks.asked
        if self._asks.follow(wanted) and (before is None or before.question != wanted):
            self._turn_to(wanted)

    def _turn_to(self, wanted: LookForImages) -> None:
        """Another filter, maybe one for which an image was made."""
        self._jobs.drop(MakeImage)
        self._part.forget()
        if (made := self._made.get(wanted)) is not None:
            self._part.show_made(made, self._page.noun)

    def _forget(self) -> None:
        """Another model."""
        self._jobs.drop(MakeImage)
        self._made.clear()
        self._part.forget()

    def _leave(self) -> None:
        self._jobs.drop(MakeImage)
        self._asks.forget()

    def _take(self, found: LookedFor) -> None:
        shown = self._shared.workspace.shown
        if shown is not None:
            self._part.show_found(found, self._page.noun, shown_names(shown.project.facts.classes))

    def _fail(self, error: Exception) -> None:
        self._part.say(why_not(error, self._shared, FAILED))

    # --- the one that is made ---

    def _make(self) -> None:
        wanted = self._wanted
        if wanted is not None:
            self._part.forget_made()
            self._made.pop(wanted, None)
            self._part.show_begun("Making an image")
            self._jobs.ask(MakeImage(wanted.address, wanted.of_channel), self._take_made, self._fail_to_make)

    def _stop(self) -> None:
        self._jobs.drop(MakeImage)
        self._part.show_going(None)

    def _take_made(self, made: MadeFor) -> None:
        wanted = self._wanted
        if wanted is not None and (wanted.address, wanted.of_channel) == (made.address, made.channel):
            self._made[wanted] = made
            self._part.show_made(made, self._page.noun)
            self._part.grown.emit(self._part.picture)

    def _fail_to_make(self, error: Exception) -> None:
        self._part.say_not_made(in_words(error) if isinstance(error, LayerscopeError) else NOT_MADE)

    def _show_far(self, told: Told) -> None:
        if told.unit == "steps" and told.words and not told.run and self._jobs.busy(MakeImage):
            self._part.show_going(in_figures(told.words), told.share)
