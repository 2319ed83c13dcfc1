"""The chart in one line of text height: the smoothed training curve of a folded chart. Needs no pyqtgraph."""

import numpy as np
from PySide6.QtCore import QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.appearance import theme
from gui.appearance.theme import px
from gui.chart.head.view_options import View
from gui.chart.plot.curves import RunCurves
from gui.chart.plot.scale import Scale


class Sparkline(QWidget):
    """Draws the newest state of a run each time it is asked to."""

    def __init__(self) -> None:
        super().__init__()
        self._run: RunCurves | None = None
        self._view = View()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Training chart, folded")

    def show_run(self, run: RunCurves | None, view: View) -> None:
        """Draw `run` as `view` has it."""
        self._run, self._view = run, view
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(24))

    def paintEvent(self, _event: QPaintEvent) -> None:
        line = self._line()
        if line is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.current().colour("training"), 1.5))
        painter.drawPolyline(line)
        painter.end()

    def _line(self) -> QPolygonF | None:
        if self._run is None or not len(self._run.loss):
            return None
        series = self._run.training(self._view.measure)
        last = float(max(1, self._run.last_step))  # what has come, also of a long run that has just begun
        reduced = series.reduced(0, last, max(8, self.width() // 2), self._view.smoothing)
        scale = Scale.fitting(reduced.smooth) if self._view.logarithmic else Scale()
        heights = scale.heights(reduced.smooth)
        seen = np.isfinite(heights)
        if not seen.any():
            return None
        low, high = float(heights[seen].min()), float(heights[seen].max())
        x = 2 + reduced.step[seen] / last * (self.width() - 4)
        y = self.height() - 3 - (heights[seen] - low) / max(high - low, 1e-12) * (self.height() - 6)
        return QPolygonF([QPointF(*point) for point in zip(x.tolist(), y.tolist(), strict=True)])
