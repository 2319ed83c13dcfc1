"""Where the axes of the chart meet no two figures stand over each other."""

from itertools import combinations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF

from gui.appearance import theme
from gui.chart.plot.axes import RIGHT, Axes


class Written:
    """A painter that keeps where it writes."""

    def __init__(self, metrics):
        self.metrics, self.places = metrics, []

    def setFont(self, _font):
        pass

    def setPen(self, _pen):
        pass

    def drawText(self, rect, flags, text):
        width = self.metrics.horizontalAdvance(text)
        left = rect.right() - width if flags == RIGHT else rect.center().x() - width / 2
        self.places.append(QRectF(left, rect.top(), width, rect.height()))


def test_figures_of_both_axes_stand_apart_where_steps_begin_with_a_long_number(qapp):
    font = qapp.font()
    axes, whole = Axes(x=(3000.0, 3020.0), y=(0.0, 3.0)), QRectF(0, 0, 500, 260)
    written = Written(QFontMetricsF(font))
    axes.paint_labels(written, axes.area(whole, font), theme.current(), font)
    assert len(written.places) > 6
    assert not any(one.intersects(other) for one, other in combinations(written.places, 2))
