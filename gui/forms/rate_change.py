"""RateChange: the learning rate of the run that trains, with a field and four presses to change it."""

from __future__ import annotations

import math
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine.errors import InputError
from engine.project.training.optimisers import Adam
from engine.project.training.rate.by_hand import KEEPS_ITS_FORM, in_words
from gui.appearance import lengths, rewriting, theme
from gui.appearance.numerals import in_figures
from gui.forms.field_specs import bare, chosen_specs
from gui.forms.fields.number_box import NumberBox
from gui.forms.fields.numbers import limits
from gui.pieces.pages.page_cards import words
from gui.pieces.quiet_buttons import quiet_button
from gui.state.error_words import in_words as error_words
from gui.state.run.run import Run, RunState
from gui.state.run.run_control import RunControl

FACTORS = {"÷ 10": 0.1, "÷ 2": 0.5, "× 2": 2.0, "× 10": 10.0}
FIGURES = 4  # of a rate that a schedule gives
SAID_HEIGHT = 48  # three lines: nothing below it moves
LOOK_MS = 250  # the rate of a schedule changes with every step
NO_RUN = "While a run trains, its learning rate can be changed here."


class RateChange(QWidget):
    """What is typed is taken by Enter or Change; a factor at once. It follows the rate until the keyboard is there."""

    def __init__(self, run: RunState, control: RunControl) -> None:
        super().__init__()
        self._run, self._control = run, control
        self._typed: object = None  # another rate than the run has, which nobody took yet
        self._asked: float | None = None  # what the run was told and has not taken yet
        self.box = NumberBox(limits(bare(chosen_specs(Adam, ("rate",))[0].type)))  # type: ignore[arg-type]  # a float
        self.box.setAccessibleName("Learning rate of the run that trains")
        self.take = QPushButton("Change")
        self.take.setToolTip(f"{KEEPS_ITS_FORM} (Enter)")
        self.factors = {factor: quiet_button(sign, f"The rate {sign}, at once") for sign, factor in FACTORS.items()}
        self.said = words("", "caption", wrap=True)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        lengths.follow(self.said, setMinimumHeight=SAID_HEIGHT)
        self._clock = QTimer(self, interval=LOOK_MS)
        self._lay_out()
        self._connect()
        self.look()

    def _lay_out(self) -> None:
        row, factors, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        for layout, spacing in ((row, 8), (factors, 2), (column, 4)):
            lengths.follow(layout, setSpacing=spacing)
        column.setContentsMargins(0, 0, 0, 0)
        for part in (words("While it trains", ""), self.box, self.take):
            row.addWidget(part)
        row.addStretch(1)
        for button in self.factors.values():
            factors.addWidget(button)
        factors.addStretch(1)
        column.addLayout(row)
        column.addLayout(factors)
        column.addWidget(self.said)

    def _connect(self) -> None:
        self.box.edited.connect(self._on_edited)
        self.box.lineEdit().returnPressed.connect(self._take_typed)
        self.take.clicked.connect(self._take_typed)
        for factor, button in self.factors.items():
            button.clicked.connect(partial(self._multiply, factor))
        self._run.changed.connect(self.look)
        self._clock.timeout.connect(self.look)
        rewriting.follow(self.look)

    # --- what a person does ---

    def _on_edited(self, value: object) -> None:
        self._typed = None if value == self.box.value else value

    def _take_typed(self) -> None:
        """What stands in the field, as soon as it is said."""
        self.box.settle()
        if self._typed is not None:
            self._change(self._typed)

    def _multiply(self, factor: float) -> None:
        run = self._run.current
        if run is not None:
            self._typed = None
            self._change(float(f"{self._rate_of(run) * factor:.{FIGURES}g}"))

    def _change(self, rate: object) -> None:
        """What is no rate stays where it was typed, with what is wrong with it."""
        try:
            self._control.change_rate(rate)  # type: ignore[arg-type]  # it says what is wrong with others
        except InputError as error:
            self._say(error_words(error), wrong=True)
            return
        self._typed, self._asked = None, float(rate)  # type: ignore[arg-type]  # as it was taken
        self.box.accept(rate)

    def _rate_of(self, run: Run) -> float:
        """What it was told, until it has taken it: of a large network that is a while."""
        taken = run.rate_changes[-1].after if run.rate_changes else None
        if self._asked is not None and (taken == self._asked or math.isclose(run.rate, self._asked, rel_tol=1e-3)):
            self._asked = None
        return run.rate if self._asked is None else self._asked

    # --- what there is ---

    def look(self) -> None:
        """As things stand."""
        run, possible = self._run.current, self._control.can_change_rate
        for part in (self.box, self.take, *self.factors.values()):
            part.setEnabled(possible)
        if not possible:
            self._typed = self._asked = None
            self.box.blank()
        if self._typed is not None:
            return
        if run is not None and possible and not self.box.hasFocus():  # what is being typed or chosen there stays
            self.box.set_value(float(f"{self._rate_of(run):.{FIGURES}g}"))
        by_hand = in_words(run.rate_changes) if run is not None and possible else ""
        self._say(f"{by_hand[:1].upper()}{by_hand[1:]}." if by_hand else KEEPS_ITS_FORM if possible else NO_RUN)

    def _say(self, sentence: str, *, wrong: bool = False) -> None:
        theme.set_role(self.said, "error" if wrong else "caption")
        self.said.setText(in_figures(sentence))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._clock.start()
        self.look()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
