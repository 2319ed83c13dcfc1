"""The row under the axis: the slider of steps in line with the curves, and before it the button that plays them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QToolButton, QWidget

from gui.appearance import lengths, theme
from gui.appearance.theme import px
from gui.chart.steps.stand_line import StandLine
from gui.chart.steps.step_slider import HEIGHT, StepSlider
from gui.chart.steps.stops import Stops

if TYPE_CHECKING:
    from gui.chart.plot.plot import ChartPlot

REACH = 24  # pixels that the slider goes beyond the curves on either side, for its handle


class StepRow(QWidget):
    """Lies right under the plot, as wide as that. What there is to stand at it asks `stops_now`.

    wanted(step)    a person wants to look at a step
    play_wanted()   a film is to begin, or to pause
    stood()         at another step than before: see `back_at`
    """

    wanted = Signal(int)
    play_wanted = Signal()
    stood = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.stops_now: Callable[[], Stops] = Stops
        self._stops = Stops()
        self._plot: ChartPlot | None = None
        self._line: StandLine | None = None
        lengths.follow(self, setFixedHeight=HEIGHT)
        self.play, self.slider = QToolButton(self), StepSlider()
        self.slider.setParent(self)
        theme.set_role(self.play, "control")
        self.play.clicked.connect(self.play_wanted)
        self.slider.play_wanted.connect(self.play_wanted)
        self.slider.wanted.connect(self.wanted)
        self.play.setEnabled(False)
        self.slider.setEnabled(False)
        self._dress()

    def stand_under(self, plot: ChartPlot) -> None:
        """In line with a plot, from now on."""
        self._plot, self._line = plot, StandLine(plot)
        plot.refreshed.connect(self.look)
        plot.play_wanted.connect(self.play_wanted)
        self.look()

    @property
    def stops(self) -> Stops:
        """What is shown."""
        return self._stops

    @property
    def back_at(self) -> int | None:
        """The earlier step that is looked at; None at the newest."""
        return self._stops.at if self._stops.is_back else None

    def look(self) -> None:
        """The stops of this moment, where the curves are."""
        stops = self.stops_now()
        if stops != self._stops:
            self._take(stops)
        self._arrange()

    def _take(self, stops: Stops) -> None:
        back, played = self.back_at, self._stops.plays
        self._stops = stops
        self.slider.show_stops(stops)
        self.play.setEnabled(stops.can_move)
        if stops.plays != played:
            self._dress()
        if self.back_at != back:
            self.stood.emit()

    def _arrange(self) -> None:
        plot = self._plot
        if plot is None:
            return
        area, reach, height = plot.area, px(REACH), self.height()
        left = max(round(area.left()) - reach, 0)
        self.slider.setGeometry(left, 0, min(round(area.right()) + reach, self.width()) - left, height)
        self.play.setGeometry(0, 0, px(HEIGHT), height)
        columns = self._columns(plot, area)
        self.slider.place_at(tuple(column - left for column in columns), (area.left() - left, area.right() - left))
        if self._line is not None:
            at = self._stops.place
            self._line.stand_at(columns[at] if self._stops.is_back and at < len(columns) else None, area)

    def _columns(self, plot: ChartPlot, area: QRectF) -> tuple[float, ...]:
        """Where the stops stand, in pixels of the plot, whose curves have this area."""
        first, last = plot.axes.x
        places = plot.where.x(np.array(self._stops.steps, np.int64))
        return tuple((area.left() + area.width() * (places - first) / (last - first)).tolist())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and hasattr(self, "play"):
            self._dress()

    def _dress(self) -> None:
        what = "Pause" if self._stops.plays else "Play the training, from one kept step to the next"
        self.play.setIcon(theme.glyph("pause" if self._stops.plays else "play"))
        self.play.setIconSize(QSize(px(12), px(12)))
        self.play.setToolTip(f"{what} (Space on the slider, P anywhere)")
        self.play.setAccessibleName(what)
