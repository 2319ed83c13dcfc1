"""The slider of steps: its track lies under the curves, and each stop under its step, whatever the axis counts."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QLineF, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSlider, QToolTip

from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.appearance.theme import px
from gui.chart.steps.stops import Stops, nearest
from gui.pieces.pages.panel_keys import PanelKeys

KEYS = PanelKeys(
    "On the steps under the chart",
    (
        ("Left, Right", "the step before, the next one"),
        ("Home, End", "the first step, the newest"),
        ("Space", "play the training, or pause"),
    ),
)
HEIGHT, TRACK, TICK, PAD = 22, 2, 6, 6


class StepSlider(QSlider):
    """Shows the stops it is given; its value is the place of the one where one stands.

    wanted(step)    a person moved it to a step
    play_wanted()   a film is to begin, or to pause
    """

    wanted = Signal(int)
    play_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._stops = Stops()
        self._places: tuple[float, ...] = ()  # of the stops, in pixels
        self._ends = (0.0, 0.0)  # of the curves above it
        self._dragged = False
        self.setAccessibleName("Step of the training that is shown")
        self.setSingleStep(1)
        self.setPageStep(5)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.valueChanged.connect(self._on_value)

    # --- what is shown ---

    def show_stops(self, stops: Stops) -> None:
        """These, without announcing any."""
        self._stops = stops
        self.blockSignals(True)
        self.setRange(0, max(0, len(stops.steps) - 1))
        self.setValue(stops.place)
        self.blockSignals(False)
        self.setEnabled(stops.can_move)
        self.setAccessibleDescription(stops.sentence)
        self.update()

    def place_at(self, places: Sequence[float], ends: tuple[float, float]) -> None:
        """Where the stops and the ends of the curves stand, in pixels of this widget."""
        if (tuple(places), ends) != (self._places, self._ends):
            self._places, self._ends = tuple(places), ends
            self.update()

    @property
    def pill(self) -> QRectF:
        """The handle: it says its step, and stands under it as far as that is in sight."""
        width = QFontMetricsF(self._font()).horizontalAdvance(self._figure) + 2 * PAD
        middle = min(max(self._place, self._ends[0]), self._ends[1])
        left = min(max(middle - width / 2, 0.5), self.width() - width - 0.5)
        return QRectF(left, 1.5, width, self.height() - 3)

    @property
    def _figure(self) -> str:
        return numeral(self._stops.at)

    @property
    def _place(self) -> float:
        place = self._stops.place
        return self._places[place] if place < len(self._places) else 0.0

    # --- a person's doing ---

    def _on_value(self, value: int) -> None:
        if value < len(self._stops.steps):
            self.wanted.emit(self._stops.steps[value])

    def _step_near(self, place: QPointF) -> int | None:
        return self._stops.steps[nearest(self._places, place.x())] if self._places and self._stops.can_move else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._dragged = event.button() == Qt.MouseButton.LeftButton
        self._follow(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._follow(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._dragged = False

    def _follow(self, place: QPointF) -> None:
        step = self._step_near(place) if self._dragged else None
        if step is not None and step != self._stops.at:
            self.wanted.emit(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self.play_wanted.emit()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """It scrolls whatever is around: a step is not chosen by chance."""
        event.ignore()

    def event(self, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return super().event(event)
        step = self._step_near(QPointF(event.pos()))
        words = self._stops.sentence if step is None else self._stops.words(step)
        QToolTip.showText(event.globalPos(), words[:1].upper() + words[1:], self)
        return True

    # --- painting ---

    def sizeHint(self) -> QSize:
        return QSize(px(120), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), px(HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_track(painter)
        if self._stops.can_move:
            self._paint_ticks(painter)
            self._paint_pill(painter)
        elif self._stops.steps:
            self._paint_words(painter, "no earlier step is kept")
        painter.end()

    def _paint_track(self, painter: QPainter) -> None:
        left, right = self._ends
        last = min(self._places[-1], right) if self._places else left
        middle, look = self.height() / 2, theme.current()
        painter.setPen(Qt.PenStyle.NoPen)
        for end, colour in ((right, look.colour("grid")), (last, look.colour("border"))):
            painter.setBrush(colour)
            painter.drawRoundedRect(QRectF(left, middle - TRACK / 2, max(0.0, end - left), TRACK), 1, 1)

    def _paint_ticks(self, painter: QPainter) -> None:
        left, right = self._ends
        painter.setPen(QPen(theme.current().colour("strong_border"), 1))
        middle = self.height() / 2
        columns = {round(place) for place in self._places if left - 1 <= place <= right + 1}
        painter.drawLines([QLineF(x + 0.5, middle - TICK / 2, x + 0.5, middle + TICK / 2) for x in columns])

    def _paint_pill(self, painter: QPainter) -> None:
        look, pill = theme.current(), self.pill
        ground, words, edge = (
            ("accent", "on_accent", "accent") if self._stops.is_back else ("raised", "text", "strong_border")
        )
        painter.setBrush(look.colour(ground))
        painter.setPen(QPen(look.colour("text" if self.hasFocus() else edge), 1.5 if self.hasFocus() else 1))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setPen(look.colour(words))
        painter.setFont(self._font())
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, self._figure)

    def _paint_words(self, painter: QPainter, words: str) -> None:
        area = QRectF(self._ends[0], 0, self._ends[1] - self._ends[0], self.height())
        painter.setFont(theme.caption_font())
        room = QFontMetricsF(theme.caption_font()).horizontalAdvance(words) + 2 * PAD
        ground = QRectF(area.center().x() - room / 2, 0, room, self.height())
        painter.fillRect(ground, theme.current().colour("surface"))
        painter.setPen(theme.current().colour("disabled"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, words)

    def _font(self) -> QFont:
        return theme.tabular(theme.caption_font())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
