"""OtherRuns: the legend of the runs that are compared; a click on one takes it away."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.appearance.numerals import counted
from gui.appearance.theme import px
from gui.chart.beside.entries import Row
from gui.chart.beside.row import OtherRun, RunRow, line_height, name_width, natural_width, paint_row

FEW = 3  # runs more can be folded away
SHARE, FEWEST = 0.22, 3  # of the chart's height, that the lines may take; and lines that are in sight all the same


class OtherRuns(QWidget):
    """The run that the others are told from, and below it each of them in a line; hidden while there is none.

    More than have room are scrolled, or folded away, so that they never take the curves' place.

    dismissed(run)   the run of this id is not to be drawn any more
    marked(run)      the run of this id is pointed at, and is to stand out; "" for none
    bands_wanted(on) runs that differ in their seeds alone are to be drawn as one, or not
    """

    dismissed = Signal(str)
    marked = Signal(str)
    bands_wanted = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[OtherRun] = []
        self._others: tuple[Row, ...] = ()
        self._first: Row | None = None
        self._shown: object = None
        self._room = 0
        self.first = RunRow()
        self.bands = _button("Seeds as a band", "Draws runs that differ in their seeds alone as their mean and spread")
        self.fold = _button("", "Folds the runs away, or shows them")
        self._list, self._holder = QScrollArea(), QWidget()
        self._lines = QVBoxLayout(self._holder)
        self._lay_out()
        self.bands.toggled.connect(self.bands_wanted)
        self.fold.toggled.connect(lambda _: self._arrange())
        self.hide()

    def show_rows(self, first: Row | None, others: tuple[Row, ...], *, seeds: bool, bands: bool) -> None:
        """Show these runs; `seeds`: some differ in their seeds alone, which `bands` draws as one."""
        if (shown := (first, others, seeds, bands)) == self._shown:
            return
        self._shown = shown
        self._show_bands(seeds=seeds, bands=bands)
        self._first, self._others = first, others
        self._provide(len(others))
        self._show_rows()
        self._arrange()
        self.setVisible(bool(others))

    def give_room(self, height: int) -> None:
        """How high the whole chart is."""
        if height != self._room:
            self._room = height
            self._arrange()

    def lines(self) -> list[Row]:
        """All of them, the first one first."""
        return [*((self._first,) if self._first else ()), *self._others]

    def natural_width(self) -> int:
        """How wide a picture of all lines is in which nothing is cut off; 0 without any."""
        names = name_width(self.lines(), math.inf)
        return math.ceil(max((natural_width(line, names) for line in self.lines()), default=0))

    def paint(self, painter: QPainter, rect: QRectF) -> None:
        """Paint all lines into a picture, below each other."""
        lines = self.lines()
        names = name_width(lines, math.inf if rect.width() >= self.natural_width() else rect.width())
        for number, row in enumerate(lines):
            place = QRectF(rect.left(), rect.top() + number * line_height(), rect.width(), line_height())
            paint_row(painter, place, row, names, theme.current())

    @property
    def folded(self) -> bool:
        """Whether the runs are folded away."""
        return self.fold.isChecked() and not self.fold.isHidden()

    # --- making ---

    def _lay_out(self) -> None:
        self.bands.setCheckable(True)
        self.fold.setCheckable(True)
        head, column = QHBoxLayout(), QVBoxLayout(self)
        for layout in (head, column, self._lines):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)
        head.addStretch(0)  # the buttons stay at the right where there is no first run
        head.addWidget(self.first, 1)
        head.addWidget(self.bands)
        head.addWidget(self.fold)
        column.addLayout(head)
        column.addWidget(self._list)
        self._list.setWidget(self._holder)
        self._list.setWidgetResizable(True)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._list.viewport().setAutoFillBackground(False)
        self._holder.setAutoFillBackground(False)
        lengths.follow(head, setSpacing=4)

    def _provide(self, count: int) -> None:
        while len(self._rows) < count:
            row = OtherRun()
            row.clicked.connect(lambda _, one=row: self._dismiss(one.row))
            row.pointed_at.connect(lambda on, one=row: self._mark(one, on=on))
            self._rows.append(row)
            self._lines.addWidget(row)
        while len(self._rows) > count:
            gone = self._rows.pop()
            self._lines.removeWidget(gone)
            gone.hide()
            gone.deleteLater()

    def _show_bands(self, *, seeds: bool, bands: bool) -> None:
        self.bands.setVisible(seeds)
        self.bands.blockSignals(True)
        self.bands.setChecked(bands)
        self.bands.blockSignals(False)

    def _show_rows(self) -> None:
        names = name_width(self.lines(), self.width())
        if self._first is not None:
            self.first.show_row(self._first, names)
        for line, row in zip(self._rows, self._others, strict=True):
            line.show_row(row, names)

    def _arrange(self) -> None:
        """As many lines as there is room for; the others are scrolled to."""
        self.fold.setVisible(len(self._others) > FEW)
        self.fold.setText(counted(len(self._others), "run"))
        self.fold.setIcon(theme.glyph("chevron-down" if self.fold.isChecked() else "chevron-up"))
        self.fold.setIconSize(QSize(px(12), px(12)))
        self.first.setVisible(self._first is not None)
        self._list.setVisible(bool(self._others) and not self.folded)
        most = max(FEWEST, int(SHARE * self._room / line_height()))
        self._list.setFixedHeight(min(len(self._others), most) * line_height())

    def _dismiss(self, row: Row) -> None:
        for run in row.runs:
            self.dismissed.emit(run)

    def _mark(self, line: OtherRun, *, on: bool) -> None:
        self.marked.emit(line.row.entry.run if on else "")
        if on and line.hasFocus():
            self._list.ensureWidgetVisible(line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_rows()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "_list"):
            self._show_rows()
            self._arrange()


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(text or tip)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    theme.set_role(button, "control")
    return button
