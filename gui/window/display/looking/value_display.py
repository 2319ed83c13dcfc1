"""Value display: asks how the held value came about, while that page is in front, and lights up what it sees."""

from __future__ import annotations

from PySide6.QtCore import QObject

from engine.errors import LayerscopeError
from engine.service.looking.values.value_answers import ExplainedValue, Place, WeightStep
from engine.service.questions import ExplainStep, ExplainValue
from gui.inspect.arithmetic.page import ArithmeticPage
from gui.inspect.parts import ARITHMETIC
from gui.state.error_words import in_words
from gui.window.groups import Engine, Panels, Shared

FAILED = "This value could not be explained."
OF_A_FILE = "These weights are of a file, which does not hold what the optimiser keeps: open their run to see it."
TYPED_IN = "This weight is of a filter of your own, which no training has learned: take it out to see how it learns."
FAILED_STEP = "How this weight learns could not be worked out."


class ValueDisplay(QObject):
    """A value that is held is asked for again with every other image, and with newer weights."""

    def __init__(self, shared: Shared, engine: Engine, panels: Panels, page: ArithmeticPage) -> None:
        super().__init__()
        self._shared, self._jobs, self._panels, self._page = shared, engine.jobs, panels, page
        self._in_front = False
        page.address = panels.inspect.address
        page.asked.connect(self._ask)
        page.weight_asked.connect(self._ask_weight)
        engine.live.layer_view.connect(page.show_layer)
        panels.inspect.outputs.mosaic.clicked.connect(self.hold)
        shared.image.changed.connect(self._ask)
        shared.workspace.shown_changed.connect(self._ask_again)

    def set_in_front(self, in_front: bool) -> None:
        """Hidden, it asks nothing, and nothing is lit up."""
        self._in_front = in_front
        self._ask()

    def hold(self, channel: int, row: int, column: int) -> None:
        """A value of a map was chosen on the page before: this one comes to the front with it."""
        at = self._panels.inspect.address()
        if at is not None:
            self._panels.parts_of_inspect.show_page(ARITHMETIC)
            self._page.hold(Place(at, (channel, row, column)))
            self._page.map.setFocus()

    def _ask_again(self) -> None:
        """Newer weights: once the answer on its way is there."""
        if not self._jobs.busy(ExplainValue):
            self._ask()
        run = self._shared.run.current
        if self._page.weight is not None and (run is None or run.phase != "running"):
            self._ask_weight()  # with the Step button; a training that runs is not held up step by step

    def _ask(self) -> None:
        held = self._page.held
        if held is None or not self._in_front or self._shared.workspace.shown is None:
            self._jobs.drop(ExplainValue)
            self._panels.try_it.show_seen((), ())
        else:
            self._jobs.ask(ExplainValue(held, self._shared.image.ref), self._take, self._fail)

    def _take(self, value: ExplainedValue) -> None:
        if value.image != self._shared.image.ref:
            return
        self._page.show_value(value)
        seen = value.own.seen
        self._panels.try_it.show_seen(*((seen.rows, seen.columns) if seen else ((), ())))

    def _ask_weight(self) -> None:
        """How a weight learns, in the next step of what is shown."""
        weight, shown = self._page.weight, self._shared.workspace.shown
        if weight is None or shown is None or not self._in_front:
            self._jobs.drop(ExplainStep)
        elif shown.source == "saved" and shown.folder is None:
            self._jobs.drop(ExplainStep)
            self._page.learning.say(OF_A_FILE)
        elif self._is_typed_in(*weight):
            self._jobs.drop(ExplainStep)
            self._page.learning.say(TYPED_IN)
        else:
            step = None if shown.source == "live" else shown.step  # as it stands when it is asked
            question = ExplainStep(shown.project, shown.folder, step, *weight)
            self._jobs.ask(question, self._take_step, self._fail_step)

    def _is_typed_in(self, name: str, index: tuple[int, ...]) -> bool:
        return self._shared.workspace.own_filters.at(name.rpartition("/")[0], index[0]) is not None

    def _take_step(self, step: WeightStep) -> None:
        if (step.name, step.index) == self._page.weight:
            self._page.learning.show_step(step)

    def _fail_step(self, error: Exception) -> None:
        self._page.learning.say(in_words(error) if isinstance(error, LayerscopeError) else FAILED_STEP)

    def _fail(self, error: Exception) -> None:
        self._page.say(in_words(error) if isinstance(error, LayerscopeError) else FAILED)
        self._panels.try_it.show_seen((), ())
