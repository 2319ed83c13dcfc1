"""Through time: a layer before its training and now, its weights at all kept steps, and films of it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from engine.service.looking.layers.time_questions import Ridge, StepsBeside
from gui.appearance import lengths
from gui.inspect.page_header import page_header
from gui.inspect.spread import ridge_words
from gui.inspect.spread.ridge_view import RidgeView
from gui.inspect.through_time.beside import VALUE, BeforeAndNow
from gui.inspect.through_time.film_row import FilmRow
from gui.inspect.tiles.mosaic import MARGIN
from gui.pieces.copying.copied import Copied
from gui.pieces.copying.export_button import ExportButton
from gui.pieces.elided import Elided
from gui.pieces.next_look import NextLook
from gui.pieces.pages.page_cards import words
from gui.pieces.pages.scrolled import scrolled, with_a_bar
from gui.pieces.quiet_buttons import quiet_button
from gui.state.workspace import PREPARING

SLIDER = "The slider under the chart moves all of it."
POINT = f"{SLIDER} {ridge_words.CLICK}"
HEARD = "What is muted elsewhere is heard here."
LEFT_OUT = "Filters of your own are left out here: it is what was learned."


class ThroughTimePage(Copied):
    """Shows what it is given; the window asks the engine.

    step_wanted(step)   everything is to be shown as it was then
    chart_wanted()      the chart, under which the slider is, is to be unfolded
    """

    step_wanted = Signal(int)
    chart_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Through time")
        self.heading, self.source, self.next_look = words("", "heading"), Elided("secondary"), NextLook()
        self.sentence = words(PREPARING, "secondary", wrap=True)
        self.beside, self.ridge, self.film = BeforeAndNow(), RidgeView(), FilmRow()
        self.spread, self.heard = words("", "secondary", wrap=True), words("", "secondary", wrap=True)
        self.export = ExportButton("layer before and now", self.beside, self.beside.rows)
        self.export_ridge = ExportButton("spread of the weights", self._titled_ridge(), self.ridge.rows)
        self._spreads = "weights"
        self.readout, self.unfold = (
            Elided("caption"),
            quiet_button("Show the chart", "Unfolds it, with the slider under it"),
        )
        self._lay_out()
        self.ridge.wanted.connect(self.step_wanted)
        self.unfold.clicked.connect(lambda _: self.chart_wanted.emit())
        self.unfold.hide()
        self.readout.keep_its_place()
        for part in (self.beside, self.ridge):
            part.read.connect(lambda reading: self.readout.say(reading or self._hint))
        self._ridge: Ridge | None = None
        self._folded = False
        self.say(PREPARING)

    def _lay_out(self) -> None:
        content, column = QWidget(), QVBoxLayout(self)
        inner = QVBoxLayout(content)
        lengths.follow(inner, setContentsMargins=(MARGIN, 0, MARGIN, 0), setSpacing=12)
        for part in (self.sentence, self.film, self.heard, self.beside):
            inner.addWidget(part)
        inner.addLayout(self._spread_with_its_button())
        inner.addStretch(1)
        lengths.follow(column, setContentsMargins=(0, 8, 0, 4), setSpacing=8)
        column.addLayout(page_header(self.heading, self.source, self.next_look, self.export))
        column.addWidget(with_a_bar(scrolled(content)), 1)
        self.readout.setIndent(MARGIN)
        foot = QHBoxLayout()
        lengths.follow(foot, setContentsMargins=(0, 0, MARGIN, 0), setSpacing=8)
        foot.addWidget(self.readout, 1)
        foot.addWidget(self.unfold)
        column.addLayout(foot)

    def _titled_ridge(self) -> QWidget:
        """As it is copied and saved."""
        self._titled = QWidget()
        column = QVBoxLayout(self._titled)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=12)
        column.addWidget(self.spread)
        column.addWidget(self.ridge)
        return self._titled

    def _spread_with_its_button(self) -> QGridLayout:
        """The button lies over the end of the title, so that it is not in the picture."""
        grid = QGridLayout()
        grid.addWidget(self._titled, 0, 0)
        grid.addWidget(self.export_ridge, 0, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        self.spread.setContentsMargins(0, 0, self.export_ridge.sizeHint().width(), 0)
        self.spread.setMinimumHeight(self.export_ridge.sizeHint().height())
        return grid

    # --- what is shown ---

    def show_steps(self, title: str, beside: StepsBeside, *, forked: bool = False, noun: str = VALUE) -> None:
        """A layer called so, before and now; of a fork that is before its own training. `noun` as in `BeforeAndNow`."""
        self.heading.setText(title)
        self._spreads = "scales" if beside.learned == "scales" else "weights"
        self.spread.setText(ridge_words.title(self._spreads, title))
        self.export.stem, self.export_ridge.stem = f"{title} through time", f"{title} {self._spreads} over time"
        self.beside.show_steps(beside, forked=forked, noun=noun)
        self.film.offer(title, None if beside.after.filters is None else beside.learned, self.beside.gives)
        self._fill_ridge()
        self.ridge.mark(beside.after.step)
        self._show_parts(there=True)

    def show_ridge(self, ridge: Ridge | None) -> None:
        """How its weights spread; None: it has none."""
        self._ridge = ridge
        self._show_spread(ridge is not None and self.sentence.isHidden())
        self.readout.say(self._hint)
        self._fill_ridge()

    def _fill_ridge(self) -> None:
        if self._ridge is not None:
            self.ridge.show_ridge(self._ridge, self._spreads)

    @property
    def _hint(self) -> str:
        """What can be done while nothing is pointed at."""
        return SLIDER if self._ridge is None else POINT

    def _show_spread(self, there: bool) -> None:
        for part in (self.spread, self.ridge, self.export_ridge):
            part.setVisible(there)

    def show_folded(self, *, folded: bool) -> None:
        """Whether the chart is folded: then its slider is out of sight, and there is a way to it."""
        self._folded = folded
        self.unfold.setVisible(folded and self.sentence.isHidden())

    def show_changed(self, *, mutes: bool, filters: bool) -> None:
        """Whether something is muted or typed in, which this page does not follow."""
        self.heard.setText(" ".join(filter(None, (HEARD if mutes else "", LEFT_OUT if filters else ""))))
        self._show_heard()

    def _show_heard(self) -> None:
        self.heard.setVisible(bool(self.heard.text()) and self.sentence.isHidden())

    def say(self, sentence: str) -> None:
        """Why there is nothing to see."""
        self.sentence.setText(sentence)
        self.heading.setText("Through time")
        self._show_parts(there=False)

    def _show_parts(self, *, there: bool) -> None:
        self.sentence.setVisible(not there)
        for part in (self.beside, self.film, self.readout):
            part.setVisible(there)
        self.export.setEnabled(there)
        self._show_spread(there and self._ridge is not None)
        self.readout.say(self._hint)
        self.show_folded(folded=self._folded)
        self._show_heard()
