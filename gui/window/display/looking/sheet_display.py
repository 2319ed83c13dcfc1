"""Sheet display: asks what the layers on the sheet make of the current image, while it fills the page."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, QTimer

from engine.analysis.analysis import Analysis, analyse
from engine.errors import DataError, LayerscopeError
from engine.network.addresses import parsed
from engine.network.layers import Conv2d, Layer, Linear
from engine.service.answers import Shown
from engine.service.looking.layers.enlarge_questions import MOST_LAYERS, Sheet
from engine.service.questions import ShowSheet
from gui.inspect.enlarged import sheet_words
from gui.inspect.enlarged.sheet_page import SheetPage
from gui.inspect.page import InspectPage
from gui.state.data.missing_data import what_is_wrong
from gui.state.error_words import in_words
from gui.window.groups import Engine, Shared

SHARE = 0.05  # of the time that following a training may take, on both threads together
LEAST_MS, MOST_MS = 250, 10_000
FAILED = "The layers could not be looked at."


class SheetDisplay(QObject):
    """Another image or newer weights are asked for once the answer before is there."""

    def __init__(self, shared: Shared, engine: Engine, inspect: InspectPage, page: SheetPage) -> None:
        super().__init__()
        self._shared, self._jobs, self._inspect, self._page = shared, engine.jobs, inspect, page
        self._in_front = self._due = False
        self._asked_at = 0.0
        self._rest = QTimer(self)  # until newer weights of a training are looked at
        self._rest.setSingleShot(True)
        self._rest.timeout.connect(self._ask_if_due)
        inspect.filling_changed.connect(self._follow)
        inspect.openers.sheet_wanted.connect(self._open)
        page.left.connect(self.leave)
        page.asked.connect(self._ask)
        page.export.message.connect(shared.messages.say)
        page.export.problem.connect(shared.messages.warn)
        for changed in (shared.image.changed, shared.workspace.muted.changed):
            changed.connect(self._follow)
        shared.workspace.shown_changed.connect(self._follow_weights)

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        self._follow()

    def _open(self) -> None:
        self._inspect.fill(self._page)
        self._offer(self._first_ticked())

    def leave(self) -> None:
        """Back to the selected layer."""
        self._jobs.drop(ShowSheet)
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

    def _follow(self) -> None:
        self._due = True
        if not self._jobs.busy(ShowSheet):
            self._ask()

    def _follow_weights(self) -> None:
        """Those of a training come so often that each cannot be painted."""
        shown = self._shared.workspace.shown
        if self._rest.isActive() and shown is not None and shown.source == "live":
            self._due = True
        else:
            self._follow()

    def _ask_if_due(self) -> None:
        if self._due and not self._jobs.busy(ShowSheet):
            self._ask()

    def _ask(self) -> None:
        shown = self._shared.workspace.shown
        if not self._in_front or self._inspect.filling is not self._page or shown is None:
            return
        if self._page.offered != _layers(_analysis(shown)):  # another network is shown by now
            self._offer([at for at in self._page.chosen if at in _analysis(shown).instances])
            return
        self._due = False
        self._asked_at = time.monotonic()
        self._jobs.ask(ShowSheet(self._page.chosen, self._shared.image.ref, self._page.side), self._take, self._fail)

    def _take(self, sheet: Sheet) -> None:
        """From asking to painting is what it takes."""
        self._page.show_sheet(sheet)
        taken = time.monotonic() - self._asked_at
        self._rest.start(min(MOST_MS, max(LEAST_MS, round(1000 * taken / SHARE))))
        if self._due:
            self._follow_weights()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, DataError):
            self._page.say(what_is_wrong(error, self._shared.image.project.data.source))
        else:
            self._page.say(in_words(error) if isinstance(error, LayerscopeError) else FAILED)


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
