"""Step view: how one value of a path came about: the layer, its arithmetic in a line, and its numbers in grids."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout

from engine.service.looking.values.value_answers import Convolved, Explanation, Softened, Weighed
from gui.appearance import lengths, theme
from gui.inspect.arithmetic.grids.grid_rows import grid_rows, rest
from gui.inspect.arithmetic.grids.number_grids import NO_ROW, NumberGrids
from gui.inspect.arithmetic.steps.long_text import LongText
from gui.inspect.arithmetic.words import value_words
from gui.inspect.arithmetic.words.channel_sums import channels_at
from gui.pieces.pages.page_cards import words

HEAVIEST = "How the weight that counts most learns"
NONE_COUNTS = "How a weight of it learns"  # all products are 0
KERNEL = 1  # which of the grids of a row holds the weights
ROUNDED = "≈: the numbers are rounded, so that what you reckon from them may be another in the last digit."
MUTED = "Muted: this is given in its place."


class StepView(QFrame):
    """Keeps its parts from one value to the next, so that nothing flickers while a window slides.

    channel_chosen(channel)      of the input, whose map is to be seen
    weight_chosen(name, index)   how this weight learns is wanted: its tensor, and its place in that
    """

    channel_chosen = Signal(int)
    weight_chosen = Signal(str, tuple)

    def __init__(self) -> None:
        super().__init__()
        theme.set_role(self, "surface")
        self._explanation: Explanation | None = None
        self._pressed: int | None = None  # the channel of a row
        self.heading, self.equation = words("", "heading"), words("", "body", wrap=True)
        self.about, self.more = words("", "secondary", wrap=True), LongText("secondary")
        self.grids = NumberGrids()
        self.grids.clicked.connect(self._choose)
        self.grids.cell_clicked.connect(self._choose_weight)
        self.learns = QPushButton(HEAVIEST)
        self.learns.setToolTip(
            "What the next step of the training does to it; a press on a number of a kernel, to another weight."
        )
        self.learns.clicked.connect(lambda _: self._choose_heaviest())
        self.equation.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(8, 8, 8, 8), setSpacing=4)
        for part in (self.heading, self.equation, self.about, self.grids, self.more):
            column.addWidget(part)
        column.addWidget(self.learns, 0, Qt.AlignmentFlag.AlignLeft)

    def show_step(
        self, heading: str, explanation: Explanation, names: tuple[str, ...], *, muted: bool, channel: int | None
    ) -> None:
        """One value, of a class where there are `names`; `channel` is the one whose map is in sight, None
        where another value is held.
        """
        if self._explanation is None or self._explanation.place.address != explanation.place.address:
            self._pressed = None
        self._explanation = explanation
        working = explanation.working
        _say(self.heading, heading)
        total = value_words.come_to(explanation, muted=muted)
        write = value_words.writer(total, working)
        equation = value_words.equation(total, working)
        _say(self.equation, value_words.with_whole_terms(equation))
        self.equation.setToolTip(ROUNDED if " ≈ " in equation else "")
        _say(self.about, " ".join(filter(None, (value_words.explained(working), self._muted(explanation, muted)))))
        rows, said = grid_rows(explanation, write), value_words.whole(explanation, names, muted=muted)
        self.grids.show_rows(rows, said, self._row_of(channel, len(rows)))
        _say(self.more, "\n".join(_more(explanation, names, write)))
        self.learns.setVisible(isinstance(working, Convolved | Weighed))
        if isinstance(working, Convolved | Weighed):
            self.learns.setText(HEAVIEST if np.any(working.products) else NONE_COUNTS)

    def _muted(self, explanation: Explanation, muted: bool) -> str:  # as it came
        return f"{MUTED[:-1]}: {value_words.figure(explanation.value)}." if muted else ""

    def _row_of(self, channel: int | None, rows: int) -> int | None:
        """Which row is written out: where another value is held, the one that was pressed here, and none before."""
        working = self._explanation.working if self._explanation else None
        wanted = self._pressed if channel is None else channel
        if not isinstance(working, Convolved):
            return None
        if wanted is None:
            return NO_ROW
        if rows < 2 or wanted not in working.shown:
            return None
        spelled, at = channels_at(working), working.shown.index(wanted)
        return spelled.index(at) if at in spelled else None

    def _choose(self, row: int) -> None:
        working = self._explanation.working if self._explanation else None
        if isinstance(working, Convolved):
            self._pressed = working.shown[channels_at(working)[row]]
            self.channel_chosen.emit(self._pressed)

    def _choose_weight(self, row: int, grid: int, line: int, at: int) -> None:
        """A number of a kernel."""
        explanation = self._explanation
        if grid == KERNEL and explanation is not None and isinstance(explanation.working, Convolved):
            working = explanation.working
            channel = working.shown[channels_at(working)[row]] - working.first
            self._emit(explanation, (channel, line, at))

    def _choose_heaviest(self) -> None:
        explanation = self._explanation
        if explanation is None:
            return
        if isinstance(explanation.working, Weighed):
            self._emit(explanation, explanation.working.inputs[:1])
        elif isinstance(explanation.working, Convolved):
            working = explanation.working
            products = np.abs(np.nan_to_num(working.products))
            channel, row, column = np.unravel_index(int(products.argmax()), products.shape)
            self._emit(explanation, (working.shown[channel] - working.first, int(row), int(column)))

    def _emit(self, explanation: Explanation, within: tuple[int, ...]) -> None:
        place = explanation.place
        self.weight_chosen.emit(f"{place.address}/weight", (place.within[0], *within))


def _more(explanation: Explanation, names: tuple[str, ...], write: value_words.Write) -> list[str]:
    """Lines below the grids; what softmax makes of an answer stands apart from what it is made of."""
    working, probability = explanation.working, explanation.probability
    lines = []
    if isinstance(working, Convolved):
        lines = list(filter(None, [rest(working, write)]))
    elif isinstance(working, Weighed):
        lines = value_words.terms(working, explanation.flattened)
    elif isinstance(working, Softened):
        lines = value_words.scores(working)
    if probability is not None:
        apart = [""] if lines else []
        lines += [*apart, *value_words.answer(probability), "", "The scores:", *value_words.scores(probability, names)]
    return lines


def _say(label: QLabel, text: str) -> None:
    label.setVisible(bool(text))
    if label.text() != text:
        label.setText(text)
