"""Own filter display: a filter that is typed in is tried at once; once it is in the layer, the line says so."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.errors import DataError, InputError
from engine.figures import are
from engine.network.network import Network
from engine.service.answers import Shown
from engine.service.looking.layers.enlarge_questions import EnlargedFilter, OwnFilter
from engine.service.questions import TryFilter, UseOwnFilters, WeighOwnFilters
from gui.appearance.numerals import counted, numeral
from gui.inspect import layer_words
from gui.inspect.enlarged.own_filter_page import OwnFilterPage
from gui.inspect.enlarged.page import EnlargedPage
from gui.inspect.page import InspectPage
from gui.window.display.looking.asking import weighing
from gui.window.display.looking.asking.asking import Asking
from gui.window.display.looking.asking.reasons import why_not
from gui.window.display.looking.asking.weighing import Weighing
from gui.window.groups import Chrome, Engine, Shared
from gui.window.line.saying import Saying, Way

FAILED = "It could not be tried."
STAYS = "Maps and answers are worked out with it; the run, how it learns and its files stay as they are."
OUT, OUT_TIP = "Take it out", "The filters that the model has itself stand in their places again"
TRAIN, TRAIN_TIP = "Train from it", "Begins a new run with these weights and your filter in them"


class OwnFilterDisplay(QObject):
    """What is typed is asked at once, another image or newer weights once the answer before is there."""

    def __init__(
        self,
        shared: Shared,
        engine: Engine,
        chrome: Chrome,
        inspect: InspectPage,
        enlarged: EnlargedPage,
        page: OwnFilterPage,
    ) -> None:
        super().__init__()
        self._shared, self._engine, self._line = shared, engine, chrome.line
        self._inspect, self._enlarged, self._page = inspect, enlarged, page
        self._own, self._jobs = shared.workspace.own_filters, engine.jobs
        self._in_front = False
        self._asks = Asking(shared, engine, TryFilter, page.show_tried, self._fail)
        self._asks.left.connect(self._on_model)
        self._asks.due.connect(self._follow)
        inspect.filling_changed.connect(self._follow)
        enlarged.own_wanted.connect(self._open)
        page.left.connect(self._leave)
        page.asked.connect(self._follow)
        page.put.connect(self._put)
        page.taken_out.connect(self._take_out)
        page.train.connect(self._train)
        self._weighing = Weighing(shared, engine, inspect, WeighOwnFilters)
        self._weighing.due.connect(self._weigh)
        self._weighing.changed.connect(self.say)
        self._own.changed.connect(self._tell)
        shared.run.changed.connect(self.say)
        for changed in (shared.image.changed, shared.workspace.shown_changed):
            changed.connect(self._follow)
        shared.workspace.selection_changed.connect(self._on_selection)
        shared.workspace.muted.changed.connect(self._weigh)

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing."""
        self._in_front = in_front
        self._follow()

    def _open(self, found: EnlargedFilter, channel: int) -> None:
        self._asks.forget()
        self._page.open_at(found, channel)
        self._inspect.fill(self._page)

    def _leave(self) -> None:
        self._asks.forget()
        self._inspect.leave(self._page)

    def _on_selection(self) -> None:
        """It is of the layer that was selected."""
        own = self._page.own
        if self._inspect.filling is self._page and (own is None or own.address != self._inspect.address()):
            self._leave()

    def _on_model(self) -> None:
        """It stands in place of a filter of that one alone."""
        if self._inspect.filling is self._page:
            self._leave()

    # --- trying ---

    def _follow(self) -> None:
        """What is typed, another image, or newer weights: as often as answers come."""
        own = self._page.own
        if self._in_front and self._inspect.filling is self._page and own is not None:
            self._asks.follow(TryFilter(own, self._shared.image.ref), patient=True)

    def _fail(self, error: Exception) -> None:
        if isinstance(error, InputError) and not isinstance(error, DataError):  # the layer is another one by now
            self._leave()
        else:
            self._page.say(why_not(error, self._shared, FAILED))

    # --- in the layer ---

    def _put(self, own: OwnFilter | None) -> None:
        if own is not None:
            self._own.put(own)

    def _take_out(self) -> None:
        if (own := self._page.own) is not None:
            self._own.take_out(own.address, own.index)

    def _train(self) -> None:
        """A new run, from what is shown."""
        self._engine.control.start("transfer")

    def _tell(self) -> None:
        """All that is asked after this answers with them."""
        self._jobs.ask(UseOwnFilters(self._own.value), self._show)
        self._weighing.forget()
        self._weigh()
        self.say()

    def _show(self, shown: Shown | None) -> None:
        """The same model with other weights, unless another one is shown by now."""
        now = self._shared.workspace.shown
        if shown is not None and now is not None and (shown.run, shown.step) == (now.run, now.step):
            self._shared.workspace.show_model(shown)

    # --- what it does to the answers ---

    def _weigh(self) -> None:
        own = self._own.value
        self._weighing.follow(WeighOwnFilters(own) if own else None)

    def _effect_in_words(self) -> str:
        weighed = self._weighing.found
        return "" if weighed is None else weighing.in_words(weighed, "without it")

    def _terse(self) -> tuple[str, ...]:
        """The same where there is little room."""
        weighed = self._weighing.found
        return () if weighed is None else (f"{weighing.in_few_words(weighed)}.",)

    def say(self) -> None:
        """In the numerals of this moment."""
        shown, own = self._shared.workspace.shown, self._own.value
        if not own or shown is None:
            self._line.say("own filter", None)
            self._page.show_effect("")
            return
        effect = self._effect_in_words()
        self._page.show_effect(effect)
        lead = f"{counted(len(own), 'filter')} {are(len(own))} your own."
        words = " ".join(filter(None, (effect, _which(own, shown.project.network), STAYS)))
        train = Way(TRAIN, self._train, TRAIN_TIP)
        ways = (Way(OUT, self._own.clear, OUT_TIP), *(() if self._shared.run.training else (train,)))
        self._line.say("own filter", Saying(words, lead, ways=ways, matter="own filter", terse=self._terse()))


def _which(own: tuple[OwnFilter, ...], network: Network) -> str:
    """Of a single one which it is."""
    if len(own) > 1:
        return ""
    return f"It is filter {numeral(own[0].index + 1)} of {layer_words.named(network, own[0].address)}."
