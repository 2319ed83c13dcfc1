"""Sheet display: asks what the layers on the sheet make of the current image, while it fills the page."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.analysis.analysis import Analysis, analyse
from engine.network.addresses import parsed
from engine.network.layers import Conv2d, Layer, Linear
from engine.service.answers import Shown
from engine.service.looking.layers.enlarge_questions import MOST_LAYERS
from engine.service.questions import ShowSheet
from gui.inspect.enlarged import sheet_words
from gui.inspect.enlarged.sheet_page import SheetPage
from gui.inspect.page import InspectPage
from gui.window.display.looking.asking.following import Following
from gui.window.display.looking.asking.reasons import why_not
from gui.window.groups import Engine, Shared

FAILED = "The layers could not be looked at."


class SheetDisplay(QObject):
    """Other layers are asked at once, another image or newer weights once the answer before is there."""

    def __init__(self, shared: Shared, engine: Engine, inspect: InspectPage, page: SheetPage) -> None:
        super().__init__()
        self._shared, self._inspect, self._page = shared, inspect, page
        self._in_front = False
        self._asks = Following(shared, engine, page, ShowSheet, page.show_sheet, self._fail)
        self._asks.left.connect(page.forget)
        self._asks.due.connect(self._follow)
        self._asks.say_on(page, page.next_look)
        inspect.filling_changed.connect(self._follow)
        inspect.openers.sheet_wanted.connect(self._open)
        page.left.connect(self.leave)
        page.asked.connect(lambda: self._follow(patient=False))
        shared.messages.follow(page.export)
        for changed in (shared.image.changed, shared.workspace.muted.changed, shared.workspace.shown_changed):
            changed.connect(self._follow)

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        self._follow()

    def _open(self) -> None:
        self._inspect.fill(self._page)
        self._offer(self._first_ticked())

    def leave(self) -> None:
        """Back to the selected layer."""
        self._asks.forget()
        self._inspect.leave(self._page)

    # --- which layers ---

    def _offer(self, ticked: list[str]) -> None:
        shown = self._shared.workspace.shown
        there = [] if shown is None else _layers(_analysis(shown))
        titles = {} if shown is None else sheet_words.titles(shown.project.network, there)
        self._page.offer(titles, ticked)

    def _first_ticked(self) -> list[str]:
        """Those that are selected; of a single one also what is behind it up to the next one with weights."""
        shown, selection = self._shared.workspace.shown, self._shared.workspace.selection
        if shown is None:
            return []
        there = _layers(_analysis(shown))
        if len(selection) > 1:
            return [at for at in there if parsed(at)[0] in selection][:MOST_LAYERS]
        own = self._inspect.address()
        begin = there.index(own) if own in there else 0
        ends = (at for at in range(begin + 1, len(there)) if _has_weights(shown, there[at]))
        return there[begin : next(ends, len(there))][:MOST_LAYERS]

    # --- asking ---

    def _follow(self, *, patient: bool = True) -> None:
        shown = self._shared.workspace.shown
        if not self._in_front or self._inspect.filling is not self._page or shown is None:
            return
        if self._page.offered != _layers(_analysis(shown)):  # another network is shown by now
            self._offer([at for at in self._page.chosen if at in _analysis(shown).instances])
        else:
            page, image = self._page, self._shared.image.ref
            self._asks.follow(ShowSheet(page.chosen, image, page.side), patient=patient)

    def _fail(self, error: Exception) -> None:
        self._page.say(why_not(error, self._shared, FAILED))


def _analysis(shown: Shown) -> Analysis:
    facts = shown.project.facts
    return analyse(shown.project.network, facts.shape, len(facts.classes))


def _layers(analysis: Analysis) -> list[str]:
    """The addresses of layers that run, in order of execution."""
    instances = analysis.instances.items()
    return [at for at, one in instances if isinstance(one.node.op, Layer) and one.output is not None]


def _has_weights(shown: Shown, address: str) -> bool:
    node = shown.project.network.find(parsed(address)[0])
    return node is not None and isinstance(node.op, Conv2d | Linear)
