"""Learning card: how one weight learns: its gradient on the next batch, and what the optimiser makes of it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from engine.service.looking.values.value_answers import WeightStep
from gui.appearance import lengths, theme
from gui.appearance.numerals import counted, in_figures, loss, numeral
from gui.inspect.arithmetic.value_words import figure
from gui.pieces.pages.page_cards import words

WORKING = "The next step is being worked out on a copy…"
Row = tuple[str, str, str]


class LearningCard(QFrame):
    """Shown while a weight is chosen.

    closed()   nobody wants to see it any more
    """

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "surface")
        self.setAccessibleName("How this weight learns")
        self.heading, self.about = words("How this weight learns", "heading"), words("", "secondary", wrap=True)
        self.lines = QLabel()
        self.lines.setTextFormat(Qt.TextFormat.RichText)
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.lines.setWordWrap(True)
        self.close_button = QToolButton()
        self.close_button.setText("Close")
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
        self.hide()

    def wait(self) -> None:
        """A weight was chosen."""
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
        self.about.setText(about(step))
        rows = lines(step)
        self.lines.setText(f"<table>{''.join(map(_row, rows))}</table>")
        self.lines.setAccessibleName("; ".join(" ".join(filter(None, row)) for row in rows))
        self.show()


def _row(row: Row) -> str:
    cells = (f"<td>{escape(text)}&nbsp;&nbsp;</td>" for text in row)
    return f"<tr>{''.join(cells)}</tr>"


def about(step: WeightStep) -> str:
    """Which weight, which step, and on what."""
    place = ", ".join(numeral(at + 1) for at in step.index)
    batch = counted(step.images, "image")
    said = f"Weight ({place}) in step {numeral(step.step)}, on its batch of {batch} with the loss {loss(step.loss)}."
    return f"{said} {in_figures(step.remark)}".strip()


def lines(step: WeightStep) -> list[Row]:
    """What it is, how it is worked out, what it comes to; one a row."""
    rows = [("Weight before", "", figure(step.before)), ("Gradient on the batch", "", figure(step.gradient))]
    if step.clipped is not None:
        length, most, factor = step.clipped
        how = f"all gradients are {figure(length)} long, at most {figure(most)}"
        rows.append(("Clipped", f"{how}: × {figure(factor)}", figure(step.gradient * factor)))
    rows.append(("Learning rate", "", figure(step.rate)))
    return rows + [(line.name, f"= {in_figures(line.how)}", figure(line.value)) for line in step.lines]
