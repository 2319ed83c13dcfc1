"""The chart panel: legend and controls above the plot, or one line when folded.

It imports pyqtgraph only when it has been painted once and has something to draw, so that the window is there first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.project.data.splits import EvaluatedSplit
from engine.service.answers import Behind
from gui.appearance import lengths, rewriting, theme
from gui.chart.beside.curves import slots_of
from gui.chart.beside.runs import ALONE, Beside, BesideRuns, Standing
from gui.chart.body import ChartBody
from gui.chart.copying import ChartCopying
from gui.chart.drawing_pace import DrawingPace
from gui.chart.folded_line import FoldedLine
from gui.chart.head import chart_sentence, legend
from gui.chart.head.chart_head import ChartHead
from gui.chart.head.chart_menu import ChartMenu
from gui.chart.head.view_options import View
from gui.chart.plot.curves import NONE_AVERAGED, Averaged, RunCurves
from gui.chart.plot.marks.mark import Mark, in_words
from gui.pieces.pages.panel_keys import PanelKeys

if TYPE_CHECKING:
    from gui.chart.plot.plot import ChartPlot

AWAITED = "The curves will appear here as soon as the run is read."

NOTHING = RunCurves("", "")  # stands for the shown run where others are drawn and there is none

KEYS = PanelKeys(  # of the plot, whose own module is loaded late
    "On the chart",
    (
        ("Left, Right", "earlier, later"),
        ("+, -", "a shorter time, a longer one"),
        ("Home", "all of it again"),
        ("Space", "play the training, or pause"),
        ("Ctrl+C", "copy it as a picture"),
    ),
)


class ChartPanel(QWidget):
    """Shows one run as it trains, and others beside it.

    Adding data is cheap; drawing happens at its own pace, and not at all while nobody can see it.
    """

    folded_changed = Signal(bool)
    view_changed = Signal(object)
    """View: a person chose another."""
    dismissed = Signal(str)
    """The id of a run beside the shown one that a person clicked away in the legend."""
    _built = False  # Qt sends events before the parts are made

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._run: RunCurves | None = None
        self._references = BesideRuns()
        self._view = View()
        self._plot: ChartPlot | None = None
        self._painted = self._stale = self._folded = self._awaits = False
        self._pace = DrawingPace()
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._draw_if_seen)
        self._build()
        self._built = True
        rewriting.follow(self._draw_if_seen)

    # Data

    def start_run(self, run: RunCurves) -> None:
        """Show a run that is about to train. One that is shown already is continued, with its new length."""
        shown = self._run
        if shown is None or shown.run_id != run.run_id:
            self.show_series(run)
            return
        shown.name, shown.steps_per_epoch, shown.total_steps = run.name, run.steps_per_epoch, run.total_steps
        shown.tried_on, shown.averages = run.tried_on, run.averages
        shown.ended = shown.complete = False
        self._touch()

    def end_run(self, *, complete: bool) -> None:
        """No further step of the run will come: the axis fits what was run. `complete`: as its recipe wants it."""
        if self._run is not None and not self._run.ended:
            self._run.ended, self._run.complete = True, complete
            self._touch()

    def add_steps(
        self,
        steps: NDArray,
        loss: NDArray,
        accuracy: NDArray | None = None,
        learning_rate: NDArray | None = None,
        seconds: NDArray | None = None,
    ) -> None:
        """Append training steps (n,), counted from 1; a block that overlaps what is there replaces it from there on."""
        if self._run is not None:
            self._run.add_steps(steps, loss, accuracy, learning_rate, seconds)
            self._touch()

    def add_evaluation(
        self,
        split: EvaluatedSplit,
        step: int,
        loss: float | None,
        accuracy: float | None,
        averaged: Averaged = NONE_AVERAGED,
    ) -> None:
        """Add an evaluation after `step`; `accuracy` is a fraction, None is not a number. `averaged` is the same of
        averaged weights.
        """
        if self._run is not None:
            self._run.add_evaluation(split, step, loss, accuracy, averaged)
            self._touch()

    def losses(self) -> NDArray:
        """The training losses of the run shown, one a step; none without a run."""
        return np.zeros(0, np.float32) if self._run is None else self._run.loss.values

    def mark_epoch(self, step: int, epoch: int) -> None:
        """Mark `step` as the last of `epoch`, counted from 1."""
        if self._run is not None:
            self._run.mark_epoch(step, epoch)
            self._touch()

    def show_but_steps(self, run: RunCurves) -> None:
        """All that `run` knows but its steps, in place of the same of the run shown: evaluations, epochs, length."""
        if self._run is not None and self._run.run_id == run.run_id:
            self._run.take_but_steps(run)
            self._touch()

    def set_marks(self, run_id: str, marks: tuple[Mark, ...]) -> None:
        """What a person did to a run, or wrote beside it, at some steps."""
        if self._run is not None and self._run.run_id == run_id and self._run.marks != marks:
            self._run.marks = marks
            self._draw_if_seen()

    def show_series(self, run: RunCurves) -> None:
        """Show a whole run at once, in place of the one shown."""
        self._run = run
        self._controls.show_following(True)
        self._body.say(self._without_curves)  # it may be a while until they are drawn
        if self._plot is not None:
            self._plot.follow()
        self._take_turn()

    def add_reference(self, run: RunCurves, standing: Standing = ALONE) -> None:
        """Draw another run beside the one shown; one with the same id is replaced, and keeps its colour.

        What it costs to smooth it is taken now, so that whoever brings many can take his time.
        """
        run.training(self._view.measure).smoothed(self._view.smoothing)
        self._references.put(run, standing)
        self._touch()

    def begin_behind(self, run_id: str, behind: Behind) -> None:
        """The shown run is a fork: its curve begins behind what was trained before it."""
        if self._run is not None and self._run.run_id == run_id and self._run.behind != behind:
            self._run.behind = behind
            self._touch()

    def remove_reference(self, run_id: str) -> None:
        """Take it away again."""
        self._references.remove(run_id)
        self._touch()

    def rename(self, run_id: str, name: str) -> None:
        """A run has another name, be it the one shown or one behind it."""
        for run in (self._run, *(one.curves for one in self._references)):
            if run is not None and run.run_id == run_id and run.name != name:
                run.name = name
                self._draw_if_seen()

    def clear(self) -> None:
        """No run is shown; those beside it stay, as they were chosen for themselves."""
        self._run = None
        self._take_turn()

    def await_run(self, *, awaited: bool) -> None:
        """Whether a run is being opened, whose curves are to come."""
        if awaited != self._awaits:
            self._awaits = awaited
            self._draw_if_seen()

    # What is shown

    @property
    def run(self) -> RunCurves | None:
        """The run shown."""
        return self._run

    @property
    def references(self) -> Sequence[Beside]:
        """The runs beside it."""
        return tuple(self._references)

    @property
    def view(self) -> View:
        """How it is shown."""
        return self._view

    @property
    def plot(self) -> ChartPlot | None:
        """The plot, None until `prepare` or the first drawing."""
        return self._plot

    def set_view(self, view: View) -> None:
        """Show the curves another way."""
        self._view = view
        self._controls.show_view(view)
        self._draw_if_seen()

    def sentence(self) -> str:
        """Where the curve stands, in one sentence, for whoever does not see it."""
        if not self._run:
            return self._without_curves
        return f"{chart_sentence.sentence(self._run)} {in_words(self._run.marks)}".strip()

    @property
    def folded(self) -> bool:
        """Whether the chart is one line high."""
        return self._folded

    def set_folded(self, folded: bool) -> None:
        """Fold the chart to a sparkline, or unfold it."""
        if folded == self._folded:
            return
        self._folded = folded
        self._body.setVisible(not folded)
        self._head.setVisible(not folded)
        self._line.setVisible(folded)
        self._draw()
        self.folded_changed.emit(folded)

    def show_left(self, words: str) -> None:
        """How long the run still takes, for the folded chart."""
        self._line.show_left(words)

    def prepare(self) -> ChartPlot:
        """Make the plot now, which imports pyqtgraph (half a second), rather than when the first figures come."""
        if self._plot is None:
            from gui.chart.plot.plot import ChartPlot  # see the module's docstring

            self._plot = ChartPlot()
            self._plot.following_changed.connect(self._controls.show_following)
            self._plot.customContextMenuRequested.connect(self._show_menu)
            self._plot.copy_wanted.connect(self.copying.copy_picture)
            self._body.take(self._plot)
        return self._plot

    # Drawing

    def drawn(self) -> ChartPlot | None:
        """The plot with all that is to be seen in it; None where nothing is."""
        if not any((self._run, *(one.curves for one in self._references))):
            return None
        plot = self.prepare()
        plot.show_run(self._run or NOTHING, self.references, self._view)
        plot.setAccessibleDescription(in_words(self._run.marks) if self._run else "")
        return plot

    def redraw(self) -> None:
        """All of it in the colours of the current theme."""
        if self._plot is not None:
            self._plot.dress()
        self._draw()

    @property
    def _without_curves(self) -> str:
        """Before there are any; those of a run that is read may wait for what draws them to be loaded."""
        return AWAITED if self._awaits or self._run else self._view.before_it_begins

    def _touch(self) -> None:
        """Something changed: draw it soon, if anybody can see it."""
        self._stale = True
        if self.isVisible() and not self._timer.isActive():
            painting = self._plot.painting if self._plot is not None and not self._folded else 0.0
            self._timer.start(self._pace.wait(painting))

    def _take_turn(self) -> None:
        """Another run than before, or none: at once, as a busy window may paint all else long before it is due."""
        if self._plot is None and not self._folded:
            self._touch()  # to make it holds the window up
        else:
            self._draw_if_seen()

    def _draw_if_seen(self) -> None:
        self._stale = True
        if self._painted and self.isVisible() and not self.window().isMinimized():
            self._draw()

    def _draw(self) -> None:
        with self._pace.drawing():
            self._draw_all()

    def _draw_all(self) -> None:
        self._stale = False
        self._body.say(self._without_curves)
        self._write_figures()
        self._head.show_beside(self._run, self.references, self._view)
        if self._folded:
            return
        self._head.arrange()
        self._body.show_curves(there=self.drawn() is not None)

    def _write_figures(self) -> None:
        """Those of now, or of the step that is looked back at."""
        at = self.steps.back_at
        shown = legend.entries(self._run, self._view, theme.current(), at)
        self._legend.show_entries(shown, legend.coming(self._run, self._view, theme.current()))
        if self._folded:
            self._line.show_run(self._run or None, self._view, len(self._references), at)

    # Making

    def _build(self) -> None:
        self._head = ChartHead()
        self._legend, self._controls = self._head.legend, self._head.controls
        self._head.others.dismissed.connect(self.dismissed)
        self._head.others.marked.connect(self._mark)
        self._head.others.bands_wanted.connect(lambda on: self._change_view(replace(self._view, bands=on)))
        self._line = FoldedLine()
        self._line.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        lengths.follow(layout, setSpacing=4)
        layout.addWidget(self._line)
        layout.addWidget(self._head)
        self._body = ChartBody()
        self.steps = self._body.steps
        self.steps.stood.connect(self._write_figures)
        self._body.say(self._view.before_it_begins)
        layout.addWidget(self._body, 1)
        self.menu = ChartMenu(self._controls)
        self.copying = ChartCopying(self, self._head, self._body)
        self._connect_controls()

    def _connect_controls(self) -> None:
        self._controls.view_changed.connect(self._change_view)
        self._controls.menu.aboutToShow.connect(lambda: self.menu.fork.setEnabled(bool(self._run)))
        self._controls.follow_wanted.connect(lambda: self._plot.follow() if self._plot else None)
        self._controls.fold_wanted.connect(lambda: self.set_folded(True))
        self._line.unfold_wanted.connect(lambda: self.set_folded(False))

    def _change_view(self, view: View) -> None:
        """A person wants to see them another way."""
        self.set_view(view)
        self.view_changed.emit(view)

    def _mark(self, run_id: str) -> None:
        slots = slots_of(self._run, self.references, self._view)
        if self._plot is not None:
            self._plot.mark_other(slots.get(run_id))

    def _show_menu(self, place: QPoint) -> None:
        if self._plot is not None:
            self.menu.popup(self._plot, place)

    # Qt's events

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            self._touch()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self._touch()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._head.others.give_room(self.height())

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._built:
            self._touch()
