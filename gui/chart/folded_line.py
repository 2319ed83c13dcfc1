"""The folded chart: one line with the curve in small, the newest figures, and how long the run still takes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QToolButton

from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral
from gui.appearance.theme import px
from gui.chart.head.legend import training_value
from gui.chart.head.view_options import View
from gui.chart.plot.curves import SPLITS, RunCurves
from gui.chart.plot.ranges import figure
from gui.chart.sparkline import Sparkline
from gui.pieces.elided import Elided

HEIGHT, SPARK = 36, 48


class FoldedLine(QFrame):
    """Shows what it is given; the button at its end unfolds the chart."""

    unfold_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._left = ""
        self._run: RunCurves | None = None
        self._others = 0
        self._at: int | None = None
        self._view = View()
        theme.set_role(self, "surface")
        lengths.follow(self, setFixedHeight=HEIGHT)
        self.spark, self.words = Sparkline(), Elided("caption")
        lengths.follow(self.spark, setMinimumWidth=SPARK)
        self.words.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.unfold = QToolButton()
        self.unfold.setToolTip("Unfold the chart")
        self.unfold.setAccessibleName("Unfold the chart")
        theme.set_role(self.unfold, "control")
        self.unfold.clicked.connect(self.unfold_wanted)
        row = QHBoxLayout(self)
        lengths.follow(row, setContentsMargins=(8, 4, 4, 4), setSpacing=8)
        row.addWidget(self.spark, 1)
        row.addWidget(self.words)
        row.addWidget(self.unfold)
        self._dress()

    def show_run(self, run: RunCurves | None, view: View, others: int = 0, at: int | None = None) -> None:
        """A run's curve and figures, be it those at a step, or that there is none; without one, how many others are
        drawn.
        """
        self._run, self._view, self._others, self._at = run, view, others, at
        self.spark.setVisible(run is not None)
        self.spark.show_run(run, view)
        self._say()

    def show_left(self, words: str) -> None:
        """How long the run still takes, such as "12 s left"; empty when nothing trains."""
        if words != self._left:
            self._left = words
            self._say()

    def _say(self) -> None:
        self.words.say(self._words)

    @property
    def _words(self) -> str:
        if self._run is not None:
            return figures(self._run, self._view, self._left, self._at)
        if self._others:
            return f"The curves of {numeral(self._others)} {'run' if self._others == 1 else 'runs'}"
        return self._view.before_it_begins

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self._dress()

    def _dress(self) -> None:
        self.unfold.setIcon(theme.glyph("chevron-down"))
        self.unfold.setIconSize(QSize(px(12), px(12)))


def figures(run: RunCurves, view: View, left: str, at: int | None = None) -> str:
    """Training loss 0.402 · test accuracy 85.3 % · step 9,380 · 12 s left; the accuracy as soon as there is one. `at`
    is the step that is looked back at.
    """
    loss_view = View("loss", smoothing=view.smoothing)
    parts = [f"training loss {figure(training_value(run, loss_view, at), 'loss')}"]
    split = next((split for split in SPLITS if len(run.evaluations[split])), None)
    if split is not None:
        parts.append(f"{split} accuracy {figure(run.evaluations[split].latest('accuracy', at), 'accuracy')}")
    parts.append(f"step {numeral(run.last_step if at is None else at)}")
    return " · ".join(filter(None, (*parts, left)))
