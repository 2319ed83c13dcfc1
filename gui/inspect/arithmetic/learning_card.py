"""Learning card: how one weight learns: its gradient on the next batch, and what the optimiser makes of it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from engine.figures import LEAST_WRITTEN_OUT
from engine.service.looking.values.value_answers import WeightStep
from gui.appearance import lengths, theme
from gui.appearance.numerals import counted, in_figures, loss, numeral
from gui.inspect.arithmetic.value_words import figure, with_whole_terms
from gui.pieces.pages.page_cards import words

WORKING = "The next step is being worked out on a copy…"
STAYS = "The training has gone on since: pause it, or press Step, to see its next step."
Row = tuple[str, str, str]
Number = tuple[str, str, float]


class LearningCard(QFrame):
    """Shown while a weight is chosen.

    closed()   nobody wants to see it any more
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "surface")
        self.step: WeightStep | None = None  # what is shown
        self.setAccessibleName("How this weight learns")
        self.heading, self.about = words("How this weight learns", "heading"), words("", "secondary", wrap=True)
        self.lines = QLabel()
        self.lines.setTextFormat(Qt.TextFormat.RichText)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines.setWordWrap(True)
        self.close_button = QToolButton()
        self.close_button.setText("Close")
        self.close_button.setToolTip("Closes it (Esc)")
        self.close_button.clicked.connect(lambda _: self.closed.emit())
        theme.set_role(self.close_button, "choice")
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.close_button)
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(12, 8, 12, 8), setSpacing=4)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addWidget(self.lines)
        self._goes_on = False
        self.hide()

    def wait(self) -> None:
        """A weight was chosen."""
        self.step = None
        self.about.setText(WORKING)
        self.lines.setText("")
        self.lines.setAccessibleName("")
        self.show()

    def say(self, sentence: str) -> None:
        """Why it cannot be known."""
        self.wait()
        self.about.setText(sentence)

    def show_step(self, step: WeightStep) -> None:
        """What the next step does to it."""
        self.step = step
        self._say_about(step)
        rows = lines(step)
        self.lines.setText(f"<table>{''.join(map(_row, rows))}</table>")
        self.lines.setAccessibleName("; ".join(" ".join(filter(None, row)) for row in rows))
        self.show()

    def hold(self, *, goes_on: bool) -> None:
        """Whether the training goes on, which is not followed step by step."""
        if goes_on != self._goes_on:
            self._goes_on = goes_on
            if self.step is not None:
                self._say_about(self.step)

    def _say_about(self, step: WeightStep) -> None:
        self.about.setText(about(step, goes_on=self._goes_on))


def _row(row: Row) -> str:
    name, how, value = map(escape, row)
    how = with_whole_terms(how)
    return f"<tr><td>{name}&nbsp;&nbsp;</td><td>{how}</td><td style='padding-left: 16px'>{value}</td></tr>"


def called(step: WeightStep) -> str:
    """By what its numbers count, from 1."""
    at = [numeral(one + 1) for one in step.index]
    if len(at) == 4:
        return f"The weight of filter {at[0]} for input channel {at[1]}, row {at[2]}, column {at[3]}"
    return f"The weight of unit {at[0]} for input {at[1]}" if len(at) == 2 else f"Weight {', '.join(at)}"


def about(step: WeightStep, *, goes_on: bool = False) -> str:
    """Which weight, which step, and on what; what is said of where the run stands is true until it goes on."""
    batch = counted(step.images, "image")
    said = f"{called(step)}, in step {numeral(step.step)}, on its batch of {batch} with the loss {loss(step.loss)}."
    return f"{said} {STAYS if goes_on else in_figures(step.remark)}".strip()


def lines(step: WeightStep) -> list[Row]:
    """What it is, how it is worked out, what it comes to; one a row."""
    return [(what, how, _figure(value)) for what, how, value in numbers(step)]


def numbers(step: WeightStep) -> list[Number]:
    """The same, with the numbers themselves."""
    rows = [("Weight before", "", step.before), ("Gradient on the batch", "", step.gradient)]
    if step.clipped is not None:
        length, most, factor = step.clipped
        how = f"all gradients are {_figure(length)} long, at most {_figure(most)}"
        rows.append(("Clipped", f"{how}: × {_figure(factor)}", step.gradient * factor))
    rows.append(("Learning rate", "", step.rate))
    return rows + [(line.name, f"= {in_figures(line.how)}", line.value) for line in step.lines]


def _figure(value: float) -> str:
    """As the engine writes it in the lines."""
    return figure(value, LEAST_WRITTEN_OUT)
