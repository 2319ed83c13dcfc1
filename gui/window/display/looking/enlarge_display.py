"""Enlarge display: one filter or map fills the page and follows image and weights; a while later on other images."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.errors import DataError, InputError
from engine.service.looking.layers.enlarge_questions import Enlarged
from engine.service.questions import Enlarge, LookAcrossImages
from gui.inspect.enlarged.page import EnlargedPage
from gui.inspect.page import InspectPage
from gui.window.display.looking.asking.asking import Asking
from gui.window.display.looking.asking.following import Following
from gui.window.display.looking.asking.reasons import why_not
from gui.window.groups import Engine, Shared

FAILED = "It could not be looked at."


class EnlargeDisplay(QObject):
    """What a person chooses is asked at once, another image or newer weights once the answer before is there."""

    def __init__(self, shared: Shared, engine: Engine, inspect: InspectPage, page: EnlargedPage) -> None:
        super().__init__()
        self._shared, self._inspect, self._page = shared, inspect, page
        self._in_front = False
        self._asks = Asking(shared, engine, Enlarge, self._take, self._fail)
        self._asks.due.connect(self._follow)
        self._across = Following(shared, engine, page, LookAcrossImages, page.show_across, self._show_none_across)
        self._across.left.connect(page.body.forget_across)
        self._across.due.connect(self._look_across)
        self._across.say_on(page, page.body.next_look)
        inspect.filling_changed.connect(self._follow)
        inspect.openers.wanted.connect(self.enlarge)
        page.left.connect(self.leave)
        page.asked.connect(lambda: self._follow(patient=False))
        page.exact_wanted.connect(inspect.open_weights)
        shared.messages.follow(page.export)
        workspace = shared.workspace
        for changed in (workspace.selection_changed, inspect.address_changed):
            changed.connect(lambda: self._follow(patient=False))
        for changed in (shared.image.changed, workspace.shown_changed, workspace.muted.changed):
            changed.connect(self._follow)

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        self._follow()

    def enlarge(self, part: str, index: int, channel: int = 0) -> None:
        """A filter or map of the selected layer fills the page, also the one that did before."""
        self._asks.forget()
        self._page.enter("filter" if part == "filter" else "map", index, channel)
        self._inspect.fill(self._page)

    def leave(self) -> None:
        """Back to where it was enlarged, and to where the keyboard was."""
        self._asks.forget()
        self._across.forget()
        section = self._inspect.filters if self._page.part == "filter" else self._inspect.outputs
        self._inspect.leave(self._page, section.mosaic)

    @property
    def _is_seen(self) -> bool:
        return self._in_front and self._inspect.filling is self._page

    # --- asking ---

    def _follow(self, *, patient: bool = True) -> None:
        """Another image, or other weights: as often as answers come."""
        at, page = self._inspect.address(), self._page
        if not self._is_seen:
            return
        if at is None or self._shared.workspace.shown is None:
            self.leave()
        else:
            question = Enlarge(at, page.part, page.index, self._shared.image.ref, page.beside)
            self._asks.follow(question, patient=patient)

    def _take(self, enlarged: Enlarged) -> None:
        if self._asks.asked is not None:
            self._page.show_enlarged(enlarged, self._asks.asked.question.address)
        self._look_across()

    def _fail(self, error: Exception) -> None:
        """A layer without such a part has its sections all the same."""
        if isinstance(error, InputError) and not isinstance(error, DataError):
            self.leave()
        else:
            self._page.say(why_not(error, self._shared, FAILED))

    # --- other images ---

    def _look_across(self) -> None:
        """Where another map is wanted at once; newer weights of the same so seldom that a training does not notice."""
        at, page = self._inspect.address(), self._page
        if page.part != "map":
            self._across.forget()
        elif self._is_seen and at is not None and page.enlarged is not None:
            self._across.follow(LookAcrossImages(at, page.index, page.body.side))

    def _show_none_across(self, error: Exception) -> None:
        """Without test images there is nothing to show."""
        self._page.body.forget_across()
