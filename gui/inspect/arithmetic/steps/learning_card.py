"""Learning card: how one weight learns: its gradient on the next batch, and what the optimiser makes of it."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from engine.service.looking.values.value_answers import WeightStep
from gui.appearance import lengths, theme
from gui.inspect.arithmetic.words.value_words import with_whole_terms
from gui.inspect.arithmetic.words.weight_words import Row, about, lines
from gui.pieces.pages.page_cards import words

WORKING = "The next step is being worked out on a copy…"
LONGEST = "−0.000000000"  # of what a line comes to
LONGEST_HOW = "= −0.0000000 − 0.0001 · (−0.000000000) / 0.00000000"
GAP = 16


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
        self._dim(dim=False)
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
        self._dim(dim=False)
        self._say_about(step)
        rows = lines(step)
        self._show_lines(rows)
        self.lines.setAccessibleName("; ".join(" ".join(filter(None, row)) for row in rows))
        self.show()

    def be_of_before(self) -> None:
        """Other weights are shown by now: it is faint until their own next step is worked out."""
        self._dim(dim=self.step is not None)

    def _dim(self, *, dim: bool) -> None:
        theme.set_role(self.lines, "secondary" if dim else "")

    def _show_lines(self, rows: list[Row]) -> None:
        self.lines.setText(self._table(rows))

    def _table(self, rows: list[Row]) -> str:
        """Side by side, or each how below its name: no line breaks, and nothing below moves from step to step."""
        metrics = self.lines.fontMetrics()
        first = max(metrics.horizontalAdvance(name) for name, *_ in rows) + theme.px(GAP)
        last = metrics.horizontalAdvance(LONGEST) + theme.px(GAP)
        wide = self.lines.width() >= first + last + metrics.horizontalAdvance(LONGEST_HOW)
        made = (_side_by_side(row, first, last) if wide else _below(row, last) for row in rows)
        return f"<table width='100%' cellspacing='0' cellpadding='1'>{''.join(made)}</table>"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.step is not None:
            self._show_lines(lines(self.step))

    def hold(self, *, goes_on: bool) -> None:
        """Whether the training goes on, which is not followed step by step."""
        if goes_on != self._goes_on:
            self._goes_on = goes_on
            if self.step is not None:
                self._say_about(self.step)

    def _say_about(self, step: WeightStep) -> None:
        self.about.setText(about(step, goes_on=self._goes_on))


def _side_by_side(row: Row, first: int, last: int) -> str:
    """`first` and `last` are the widths of its outer columns."""
    name, how, value = _parts(row)
    return f"<tr><td width='{first}'>{name}</td><td>{how}</td><td width='{last}'>{value}</td></tr>"


def _below(row: Row, last: int) -> str:
    name, how, value = _parts(row)
    head = f"<tr><td>{name}</td><td width='{last}'>{value}</td></tr>"
    return f"{head}<tr><td colspan='2'>{how}</td></tr>" if how else head


def _parts(row: Row) -> tuple[str, str, str]:
    name, how, value = map(escape, row)
    return name.replace(" ", "&nbsp;"), with_whole_terms(how), value
