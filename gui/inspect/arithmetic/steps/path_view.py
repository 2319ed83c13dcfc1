"""Path view: the values that belong to the held one, each with its arithmetic; how a weight learns; where it goes."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine.service.looking.values.value_answers import ExplainedValue, Use
from gui.appearance import lengths
from gui.inspect.arithmetic.steps.learning_card import LearningCard
from gui.inspect.arithmetic.steps.step_view import StepView
from gui.inspect.arithmetic.words.shown_names import ShownNames
from gui.pieces.copying.as_picture import leave_out
from gui.pieces.pages.page_cards import words

HELD = " · the held value"  # where others come before it
USUAL = 3  # values of a path: from a sum over its activation up to a pooling


class PathView(QWidget):
    """Keeps its parts from one value to the next.

    channel_chosen(channel)      of the input of the held value, whose map is to be seen
    weight_chosen(name, index)   how this weight learns is wanted: its tensor, and its place in that
    use_chosen(use)              where it goes is wanted: a `Use`
    """

    channel_chosen = Signal(int)
    weight_chosen = Signal(str, tuple)
    use_chosen = Signal(object)

    def __init__(self, names: ShownNames) -> None:
        super().__init__()
        self._names = names
        self._uses: tuple[Use, ...] = ()
        self.steps: list[StepView] = []
        self.learning = LearningCard()
        self.goes = words("Where does this go?", "heading")
        leave_out(self.goes)
        self.uses: list[QPushButton] = []
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(0, 0, 0, 0), setSpacing=8)
        self._steps_column, self._uses_column = QVBoxLayout(), QVBoxLayout()
        for inner in (self._steps_column, self._uses_column):
            lengths.follow(inner, setSpacing=6)
        self._steps_column.addWidget(self.learning)
        column.addLayout(self._steps_column)
        column.addWidget(self.goes)
        column.addLayout(self._uses_column)
        column.addStretch(1)

    def make_ready(self) -> None:
        """The steps of a usual path, one a turn of the window's loop: with the first value they would hold it up."""
        if len(self.steps) < USUAL:
            self._add_step()
            QTimer.singleShot(0, self, self.make_ready)

    def show_value(self, value: ExplainedValue, channel: int | None) -> None:
        """`channel` of the input of the held value is the one whose map is in sight."""
        self._show_steps(value, channel)
        self._show_uses(value.uses)

    def _show_steps(self, value: ExplainedValue, channel: int | None) -> None:
        while len(self.steps) < len(value.path):
            self._add_step()
        for number, step in enumerate(self.steps):
            step.setVisible(number < len(value.path))
        for number, (step, one) in enumerate(zip(self.steps, value.path, strict=False)):
            held = number == value.at
            heading = self._names.layer(one.place.address) + (HELD if held and number else "")
            names, muted = self._names.classes_of(one), value.muted[number]
            step.show_step(heading, one, names, muted=muted, channel=channel if held else None)

    def _add_step(self) -> None:
        step = StepView()
        step.hide()
        step.channel_chosen.connect(self.channel_chosen)
        step.weight_chosen.connect(self.weight_chosen)
        behind = self._steps_column.count() if self.steps else 0  # weights are those of the first: it stands below
        self._steps_column.insertWidget(behind, step)
        self.steps.append(step)

    def _show_uses(self, uses: tuple[Use, ...]) -> None:
        self._uses = uses
        self.goes.setVisible(bool(uses))
        while len(self.uses) < len(uses):
            self._add_use()
        for number, button in enumerate(self.uses):
            button.setVisible(number < len(uses))
        for button, use in zip(self.uses, uses, strict=False):
            button.setText(self._names.use(use))

    def _add_use(self) -> None:
        button = QPushButton()
        button.clicked.connect(partial(self._choose_use, len(self.uses)))
        self._uses_column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.uses.append(button)

    def _choose_use(self, number: int, *_: bool) -> None:
        if number < len(self._uses):
            self.use_chosen.emit(self._uses[number])
