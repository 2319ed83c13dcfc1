"""Value display: asks how the held value came about, while that page is in front, and lights up what it sees."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.service.answers import Shown
from engine.service.looking.values.value_answers import ExplainedValue, Place
from engine.service.questions import ExplainStep, ExplainValue
from gui.inspect.arithmetic.page import SELECT, ArithmeticPage
from gui.inspect.parts import ARITHMETIC
from gui.window.display.looking.asking.following import Following
from gui.window.display.looking.asking.reasons import why_not
from gui.window.groups import Engine, Panels, Shared

FAILED = "This value could not be explained."
OF_A_FILE = "These weights are of a file, which does not hold what the optimiser keeps: open their run to see it."
TYPED_IN = "This weight is of a filter of your own, which no training has learned: take it out to see how it learns."
FAILED_STEP = "How this weight learns could not be worked out."


class ValueDisplay(QObject):
    """A value that is held is asked for again with every other image at once, and with newer weights; those of a
    training so seldom that it does not notice.
    """

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, page: ArithmeticPage) -> None:
        super().__init__()
        self._shared, self._panels, self._page = shared, panels, page
        self._in_front = False
        page.address, page.why = panels.inspect.address, panels.inspect.why
        shared.messages.follow(page.export)
        self._asks = Following(shared, engine, page, ExplainValue, self._take, self._fail)
        self._asks.due.connect(self._follow)
        self._asks.say_on(page, page.next_look)
        self._steps = Following(shared, engine, page, ExplainStep, page.learning.show_step, self._fail_step)
        self._steps.left.connect(self._leave_weight)
        self._steps.due.connect(self._follow_weight)
        self._steps.watch(page)
        page.asked.connect(self._follow)
        page.weight_asked.connect(self._on_weight)
        engine.live.layer_view.connect(page.show_layer)
        panels.inspect.outputs.mosaic.clicked.connect(self.hold)
        for changed in (shared.image.changed, shared.workspace.shown_changed, shared.workspace.muted.changed):
            changed.connect(self._follow)
        shared.workspace.shown_changed.connect(page.learning.be_of_before)
        shared.workspace.shown_changed.connect(self._follow_weight)
        shared.run.changed.connect(self._tell_whether_it_goes_on)
        for changed in (shared.image.missing_changed, shared.workspace.reading_changed, shared.document.changed):
            changed.connect(lambda *_: page.say_why())

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing, and nothing is lit up."""
        self._in_front = in_front
        self._follow()
        self._follow_weight()

    def hold(self, channel: int, row: int, column: int) -> None:
        """A value of a map was chosen on the page before: this one comes to the front with it."""
        at = self._panels.inspect.address()
        if at is not None:
            self._panels.parts_of_inspect.show_page(ARITHMETIC)
            self._page.hold(Place(at, (channel, row, column)))
            self._page.among.take_keyboard()

    # --- how it came about ---

    def _follow(self) -> None:
        held = self._page.held
        if held is None or not self._in_front or self._shared.workspace.shown is None:
            self._asks.forget()
            self._panels.try_it.show_seen((), ())
        elif self._shared.workspace.runs(held.address):
            self._asks.follow(ExplainValue(held, self._shared.image.ref))
        else:
            self._look_elsewhere(held)

    def _look_elsewhere(self, held: Place) -> None:
        """The shown model has the layer in other copies, or not at all."""
        at = self._panels.inspect.address()
        if at is not None:
            self._page.hold(Place(at, held.within))
            return
        self._asks.forget()
        self._page.say(self._panels.inspect.why(SELECT))
        self._panels.try_it.show_seen((), ())

    def _take(self, value: ExplainedValue) -> None:
        self._page.show_value(value)
        seen = value.own.seen
        self._panels.try_it.show_seen(*((seen.rows, seen.columns) if seen else ((), ())))

    def _fail(self, error: Exception) -> None:
        self._page.say(why_not(error, self._shared, FAILED))
        self._panels.try_it.show_seen((), ())

    # --- how a weight learns ---

    def _on_weight(self) -> None:
        """It was chosen, maybe again."""
        self._steps.forget()
        self._ask_weight()

    def _leave_weight(self) -> None:
        """Of another model nothing is said until its own step is worked out."""
        if self._page.weight is not None:
            self._page.learning.wait()

    def _follow_weight(self) -> None:
        """With the Step button; a training that runs is not held up step by step."""
        run = self._shared.run.current
        runs = run is not None and run.phase == "running" and self._steps.asked is not None
        if self._page.weight is not None and not runs:
            self._ask_weight()

    def _tell_whether_it_goes_on(self) -> None:
        run = self._shared.run.current
        self._page.learning.hold(goes_on=run is not None and run.phase == "running")

    def _ask_weight(self) -> None:
        """How a weight learns, in the next step of what is shown."""
        weight, shown = self._page.weight, self._shared.workspace.shown
        if weight is None or shown is None or not self._in_front:
            self._steps.forget()
        elif why := self._why_not(*weight, shown):
            self._steps.forget()
            self._page.learning.say(why)
        else:
            step = None if shown.source == "live" else shown.step  # as it stands when it is asked
            self._steps.follow(ExplainStep(shown.project, shown.folder, step, *weight))

    def _why_not(self, name: str, index: tuple[int, ...], shown: Shown) -> str:
        if shown.source == "saved" and shown.folder is None:
            return OF_A_FILE
        typed_in = self._shared.workspace.own_filters.at(name.rpartition("/")[0], index[0]) is not None
        return TYPED_IN if typed_in else ""

    def _fail_step(self, error: Exception) -> None:
        self._page.learning.say(why_not(error, self._shared, FAILED_STEP))
