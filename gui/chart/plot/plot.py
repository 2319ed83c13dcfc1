"""The curves themselves, drawn by pyqtgraph. Import this module only after the window's first paint.

Every series is reduced to the pixels there are before pyqtgraph sees it, so drawing costs the same after a thousand
steps and after a million. Grid and labels are the view's cached background.
"""

import time
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QKeySequence, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from gui.appearance import theme
from gui.chart.beside.curves import BesideCurves, Drawn, groups, ungrouped
from gui.chart.beside.runs import Beside
from gui.chart.head.view_options import View
from gui.chart.plot import ranges
from gui.chart.plot.along import STEPS, Along, along, epoch_places, epoch_word, following
from gui.chart.plot.axes import Axes
from gui.chart.plot.crosshair import Reading, Readout
from gui.chart.plot.curves import Measure, RunCurves
from gui.chart.plot.lines import ChartLines
from gui.chart.plot.marks.guess_mark import GuessMark
from gui.chart.plot.marks.mark_painting import placed
from gui.chart.plot.picture import as_large_as, paint_focus, paint_picture
from gui.chart.plot.pointing import Pointed, pointed
from gui.chart.plot.right_axis import AccuracyAxis, RateAxis, RightAxis, rate_axis
from gui.chart.plot.scale import Heights, Scale, guess_at, loss_heights
from gui.chart.plot.series import Columns
from gui.chart.plot.steady import Steady
from gui.chart.plot.step_values import accuracies_at, marks_at, nearest_readings, readings_at, step_title
from gui.chart.plot.viewbox import ChartViewBox, moved_by

MARK_REACH = 6  # pixels: as near the pointer reads a mark


class ChartPlot(pg.GraphicsView):
    """Training, validation and test curves of one run over those of others.

    While it follows, it shows the whole run as it grows; a person's zoom or pan stops that until `follow()`.
    """

    following_changed = Signal(bool)
    copy_wanted = Signal()
    play_wanted = Signal()
    refreshed = Signal()  # everything stands where it now does
    _built = False  # Qt sends events while the base class is still being made

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, background=None)
        self.setFrameShape(self.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName("Training chart")
        self.painting = 0.0
        """Seconds of a processor that the last painting took."""
        self._run: RunCurves | None = None
        self._references: tuple[Beside, ...] = ()
        self._beside = BesideCurves()
        self._others: list[Columns] = []  # what is seen of them
        self._where: Along = STEPS
        self._view, self._axes, self._scale = View(), Axes(), Scale()
        self._area = QRectF()
        self._follow_x = self._follow_y = True
        self._steady = Steady()
        self._box = ChartViewBox()
        self.scene().addItem(self._box)
        self._box.moved.connect(self._stop_following)
        self._lines = ChartLines(self._box)
        self._readout = Readout(self)
        self._pointer: QPointF | None = None  # where the mouse is over the curves
        self._built = True
        self.dress()

    @property
    def following(self) -> bool:
        """Whether the whole run is shown."""
        return self._follow_x and self._follow_y

    @property
    def axes(self) -> Axes:
        """What stands around the curves now."""
        return self._axes

    @property
    def where(self) -> Along:
        """Where the steps of the shown run stand."""
        return self._where

    @property
    def readout(self) -> Readout:
        """The box that reads the values pointed at."""
        return self._readout

    @property
    def area(self) -> QRectF:
        """Where the curves are, in the widget's pixels."""
        return self._area

    def show_run(self, run: RunCurves | None, references: Sequence[Beside], view: View) -> None:
        """Draw `run` over `references`; to be called again whenever they have grown."""
        if (view.measure, view.logarithmic) != (self._view.measure, self._view.logarithmic):
            self._follow_y = True  # a zoomed range means nothing on another scale
            self.following_changed.emit(self.following)
        if view.axis != self._view.axis:
            self._follow_x = True
            self.following_changed.emit(self.following)
        self._run, self._references, self._view = run, tuple(references), view
        self._beside.forget(self._references)
        self.refresh()

    def mark_other(self, slot: int | None) -> None:
        """The curve of the run of this number stands out among those beside the shown one; None: none does."""
        self._lines.mark_other(slot)

    def follow(self) -> None:
        """Show the whole run again, and go on doing so."""
        self._follow_x = self._follow_y = True
        self.following_changed.emit(True)
        self.refresh()

    def refresh(self) -> None:
        """Reduce and hand over everything visible."""
        if self._run is None:
            self._readout.hide()
            return
        self._where = along(self._run, self._view.axis) or STEPS
        columns, x = max(16, int(self.area.width())), self._visible()
        training = self._reduced(self._run, self._view.measure, x, columns)
        second = self._reduced(self._run, "accuracy", x, columns) if self._view.both else None
        others = self._drawn_beside(self._run, self._view.measure, x, columns)
        others_second = self._drawn_beside(self._run, "accuracy", x, columns) if self._view.both else []
        self._others = [one.columns for one in others]
        self._scale = self._fitting_scale(training, x)
        self._set_axes(x, training, second, [one.columns for one in others_second])
        self._draw_lines(self._run, training, x, columns)
        self._lines.others.draw(others, self._scale)
        self._draw_second(self._run, second, others_second, x, columns)
        self._clear_words()
        self._read(self._pointer)
        self.refreshed.emit()

    def point_at(self, place: float, row: float | None = None) -> None:
        """Read the values where the recorded step nearest to a place on the axis stands; of many those near a row."""
        runs = [run for run in (self._run, *(one.curves for one in self._references)) if run]
        at = pointed(runs, self._view.axis, place)
        if self._run is None or at is None:
            self._readout.hide()
            return
        reach = MARK_REACH * (self._axes.x[1] - self._axes.x[0]) / max(1.0, self.area.width())
        read = [*marks_at(self._axes.marks, place, reach, theme.current()), *self._dotted(at)]
        title = step_title(at.run, at.step, at.x if self._view.axis == "time" else None)
        pixel = self._box.mapViewToScene(QPointF(at.x, 0)).x()
        self._readout.show_at(pixel, self.area, title, nearest_readings(read, row, self._readout.room()))

    def _dotted(self, at: Pointed) -> list[Reading]:
        """What is read there, each with the row of its dot."""
        shown, look = self._run if at.run is self._run else None, theme.current()
        readings = readings_at(shown, self._references, self._view, (at.step, at.x), look)
        dotted = [replace(one, dot=self._pixel_row(one.dot, self._scale)) for one in readings]
        axis = self._axes.right
        if isinstance(axis, AccuracyAxis) and shown is not None:
            accuracies = accuracies_at(shown, self._view, at.step, look)
            dotted += [replace(one, dot=self._pixel_row(one.dot, axis)) for one in accuracies]
        return dotted

    def step_at(self, place: QPointF) -> int:
        """The recorded step of the shown run nearest to a place in the widget; 0 without any."""
        x = self._box.mapSceneToView(place).x()
        index = self._run.loss.nearest(self._where.steps((x, x))[0]) if self._run else None
        return int(self._run.loss.steps[index]) if self._run and index is not None else 0

    def copy(self) -> None:
        """Ask for a copy of the chart, as the menu Edit does where this has the keyboard."""
        self.copy_wanted.emit()

    def paint_picture(self, painter: QPainter, target: QRectF) -> None:
        """Paint the chart without the crosshair into `target`."""
        with as_large_as(self, target.size().toSize()):
            paint_picture(self, self._axes, self._font(), self._lines.set_export, painter, target)

    # What is shown

    def _visible(self) -> ranges.Range:
        """From where to where on the axis."""
        if self._run is None or not self._follow_x:
            left, right = self._box.viewRange()[0]
            return left, right
        together = groups(self._run, self._references, self._view)
        others = [one.curves for one in ungrouped(self._references, together)]
        return following(self._run, others, self._view.axis, self._where, [group.seeds for group in together])

    def _reduced(self, run: RunCurves, measure: Measure, x: ranges.Range, columns: int) -> Columns:
        """Of the shown run, with its points where they stand on the axis."""
        found = run.training(measure).reduced(*self._where.steps(x), columns, self._view.smoothing)
        return found if self._where is STEPS else replace(found, step=self._where.x(found.step))

    def _drawn_beside(self, run: RunCurves, measure: Measure, x: ranges.Range, columns: int) -> list[Drawn]:
        return self._beside.drawn(run, self._references, self._view, measure, x, columns)

    def _fitting_scale(self, training: Columns, x: ranges.Range) -> Scale:
        if not self._view.logarithmic:
            return Scale()
        curves = [end for one in (training, *self._others) for end in (one.low, one.high)]
        return Scale.fitting(np.concatenate([*curves, self._evaluated(x, self._view.measure)]))

    def _set_axes(self, x: ranges.Range, training: Columns, second: Columns | None, others: Sequence[Columns]) -> None:
        guess = self._guess()
        y = self._value_range(x, training, guess) if self._follow_y else tuple(self._box.viewRange()[1])
        right = self._right_axis(x, y, second, others)
        note = self._scale.note or training.gap_note
        marks, epochs = placed(self._run, self._where), epoch_places(self._run, self._where)
        view = self._view
        word = epoch_word(self._run)
        axes = Axes(x, y, view.measure, view.logarithmic, view.axis, epochs, right, guess, note, marks, word)
        if axes == self._axes:
            return
        self._axes = axes
        self._place()
        self._box.setRange(xRange=x, yRange=y, padding=0, disableAutoRange=True)

    def _guess(self) -> GuessMark | None:
        value = None if self._run is None else self._run.guess(self._view.measure)
        return None if value is None else guess_at(value, self._view.measure, self._scale, self._axes.guess)

    def _clear_words(self) -> None:
        """Words that a curve has come to are moved out of its way."""
        axes = self._axes.standing_clear(self._lines.drawn(), self.area, self._font())
        if axes != self._axes:
            self._axes = axes
            self._repaint_ground()

    def _value_range(self, x: ranges.Range, training: Columns, guess: GuessMark | None) -> ranges.Range:
        evaluated, curves = self._evaluated(x, self._view.measure), (training, *self._others)
        if self._view.measure == "accuracy":
            return ranges.accuracy_range(np.concatenate([*(one.low for one in curves), evaluated]))
        run = None if self._run is None or self._run.ended else (self._run.run_id, self._view.logarithmic)
        return self._steady.held(run, loss_heights(curves, evaluated, self._scale, guess))

    def _right_axis(
        self, x: ranges.Range, y: ranges.Range, second: Columns | None, others: Sequence[Columns]
    ) -> RightAxis | None:
        if second is not None:
            lows = np.concatenate([second.low, *(one.low for one in others), self._evaluated(x, "accuracy")])
            return AccuracyAxis(ranges.accuracy_range(lows), y)
        return rate_axis(self._run.learning_rate.values, y) if self._run and self._view.shows_rate else None

    def _evaluated(self, x: ranges.Range, measure: Measure) -> NDArray:
        """The figures of all splits on the part of the axis that is shown."""
        evaluations, steps = self._run.evaluations.values() if self._run else (), self._where.steps(x)
        return np.concatenate([e.between(measure, *steps) for e in evaluations] or [np.empty(0)])

    # Drawing

    def _draw_lines(self, run: RunCurves, training: Columns, x: ranges.Range, columns: int) -> None:
        view = self._view
        self._lines.first.draw_training(training, self._scale, smooth=view.smoothing > 0)
        steps = self._where.steps(x)
        self._lines.first.draw_evaluations(run.evaluations, view.measure, self._scale, self._where, steps, columns)
        rate = self._axes.right if isinstance(self._axes.right, RateAxis) else None
        rates = run.learning_rate.reduced(*steps, columns) if rate is not None else None
        if rates is not None:
            rates = replace(rates, step=self._where.x(rates.step))
        self._lines.draw_learning_rate(rates, rate or self._scale)

    def _draw_second(
        self, run: RunCurves, second: Columns | None, others: Sequence[Drawn], x: ranges.Range, columns: int
    ) -> None:
        """The accuracies beside the losses: smoothed alone, as the raw ones of single batches leap."""
        axis = self._axes.right
        shown = second is not None and isinstance(axis, AccuracyAxis)
        self._lines.second.show(visible=shown)
        if second is not None and isinstance(axis, AccuracyAxis):
            self._lines.second.draw_training(second, axis, smooth=self._view.smoothing > 0, raw=False)
            steps = self._where.steps(x)
            self._lines.second.draw_evaluations(run.evaluations, "accuracy", axis, self._where, steps, columns)
        self._lines.second_others.draw(others if shown else (), axis if isinstance(axis, AccuracyAxis) else self._scale)

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        """Grid, labels and marks; Qt keeps the result until they change."""
        look = theme.current()
        painter.fillRect(rect, look.colour("surface"))
        if self._run is not None:
            self._axes.paint_lines(painter, self.area, look, self._font())
            self._axes.paint_labels(painter, self.area, look, self._font())

    def _place(self) -> None:
        """Give the curves their room and paint the background anew."""
        self._area = self._axes.area(QRectF(self.viewport().rect()), self._font())
        self._box.setGeometry(self._area)
        self._readout.resize(self.viewport().size())
        self._repaint_ground()

    def _repaint_ground(self) -> None:
        self.resetCachedContent()
        self.viewport().update()

    def dress(self) -> None:
        """Take the colours of the current theme."""
        look = theme.current()
        self._lines.dress(look)
        selected = self._box.rbScaleBox
        selected.setPen(pg.mkPen(look.accent))
        selected.setBrush(look.colour("accent", 0.12))
        self._place()

    def _font(self) -> QFont:
        return theme.tabular(theme.caption_font())

    def _pixel_row(self, value: float | None, scale: Heights) -> float | None:
        """The row where a value is drawn, None where there is none or it is out of sight."""
        if value is None or not np.isfinite(value):
            return None
        row = self._box.mapViewToScene(QPointF(0, float(scale.heights(np.array([value]))[0]))).y()
        return row if self.area.top() <= row <= self.area.bottom() else None

    # A person's doing

    def _stop_following(self, horizontally: bool, vertically: bool) -> None:
        self._follow_x = self._follow_x and not horizontally
        self._follow_y = self._follow_y and not vertically
        self.following_changed.emit(self.following)
        self.refresh()

    def _read(self, pointer: QPointF | None) -> None:
        """What stands at the mouse, again whenever other curves are there; nothing outside of them."""
        self._pointer = pointer if pointer is not None and self.area.contains(pointer) else None
        if self._pointer is None:
            self._readout.hide()
        else:
            self.point_at(self._box.mapSceneToView(self._pointer).x(), self._pointer.y())

    def mouseMoveEvent(self, ev: QMouseEvent) -> None:
        super().mouseMoveEvent(ev)
        self._read(None if ev.buttons() else ev.position())

    def mouseDoubleClickEvent(self, ev: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(ev)
        if ev.button() == Qt.MouseButton.LeftButton:
            self.follow()

    def leaveEvent(self, ev: QEvent) -> None:
        super().leaveEvent(ev)
        self._read(None)

    def keyPressEvent(self, ev: QKeyEvent) -> None:
        """Arrows pan, + and - zoom, Home shows everything again, Ctrl+C copies, Space plays."""
        moved = moved_by(Qt.Key(ev.key()), *self._box.viewRange()[0])
        if ev.key() == Qt.Key.Key_Home:
            self.follow()
        elif ev.key() == Qt.Key.Key_Space:
            self.play_wanted.emit()
        elif ev.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif moved is not None and not ev.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._box.setXRange(*moved, padding=0)
            self._stop_following(horizontally=True, vertically=False)
        else:
            super().keyPressEvent(ev)

    def paintEvent(self, ev: QPaintEvent) -> None:
        started = time.thread_time()
        super().paintEvent(ev)
        if self.hasFocus():
            paint_focus(self.viewport())
        self.painting = time.thread_time() - started

    def focusInEvent(self, ev: QFocusEvent) -> None:
        super().focusInEvent(ev)
        self.viewport().update()

    def focusOutEvent(self, ev: QFocusEvent) -> None:
        super().focusOutEvent(ev)
        self.viewport().update()

    def resizeEvent(self, ev: QResizeEvent) -> None:
        super().resizeEvent(ev)
        if self._built:
            self._place()
            self.refresh()

    def changeEvent(self, ev: QEvent) -> None:
        super().changeEvent(ev)
        if self._built and ev.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange):
            self.dress()
            self.refresh()
