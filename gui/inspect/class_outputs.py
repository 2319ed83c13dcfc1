"""The last layer: what it gives each class, beside the probability that becomes of it."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen

from engine.project.data.facts import Classes
from gui.appearance import theme
from gui.appearance.numerals import numeral, percent
from gui.inspect import colour_maps
from gui.inspect.pointer_readout import figure
from gui.pieces.classes.names import shown
from gui.pieces.classes.rows import ClassRows
from gui.pieces.classes.search import NOTHING
from gui.pieces.pages.panel_keys import BY_KEY, PanelKeys
from gui.pieces.painted_rows import WHOLE, widest

KEYS = PanelKeys(
    "On what each class gets",
    (("Up, Down, Home, End", "another class"), ("Enter", "its exact weights, or how its number comes about")),
)
ROW, BAR, GAP = 20, 10, 12
LEAST_BAR = 60  # what a bar is not shortened to for the probability behind it, which is read in words, too
WIDEST_NAME = 0.35  # of the widget
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ClassOutputs(ClassRows):
    """A row for each class: name, output as a bar about zero, its figure, and the probability.

    Of many classes the most probable come first. Outputs that are probabilities already stand there once.

    read()            the pointer is over another row or the keyboard on it, or neither is on any
    clicked(index)    a press on the row of a class, or Enter, by its number
    """

    read = Signal()
    clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__(ROW, least=140, usual=480)
        self._outputs = self._probabilities = np.zeros(0, np.float32)
        self._current: int | None = None
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Outputs for each class")

    def show_outputs(self, outputs: np.ndarray, probabilities: np.ndarray, names: Classes) -> None:
        """Both (classes,)."""
        self._outputs, self._probabilities = outputs, probabilities
        count = len(names)
        self.show_classes(
            shown(names), np.argsort(-probabilities, kind="stable") if count > WHOLE else np.arange(count)
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # also where all of them stand there whole
        self._describe()

    def _describe(self) -> None:
        """The row that is read, else the first of them."""
        first = ", ".join(self.sentence(row) for row in range(min(3, len(self._rows))))
        self.setAccessibleDescription(self.reading() or first or NOTHING)

    def reading(self) -> str:
        """The row under the pointer, in words."""
        return "" if self._current is None or self._current >= len(self._rows) else self.sentence(self._current)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._point_at(self.row_at(round(event.position().y())))
            event.accept()
            return True
        if event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            row = self.row_at(round(event.position().y()))
            if row is not None and event.button() == Qt.MouseButton.LeftButton:
                self.clicked.emit(self.class_of(row))
        if event.type() == QEvent.Type.Leave:
            self._point_at(None)
        return super().viewportEvent(event)

    def _point_at(self, row: int | None) -> None:
        if row != self._current:
            self._current = row
            self._describe()
            self.viewport().update()
            self.read.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key begins with the answer."""
        super().focusInEvent(event)
        if event.reason() in BY_KEY and len(self._rows):
            self._go_to(self.row_of(int(np.argmax(self._probabilities))) or 0)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last, now = len(self._rows) - 1, self._current
        to = {
            Qt.Key.Key_Up: (now or 0) - 1,
            Qt.Key.Key_Down: -1 if now is None else now + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if to is not None and last >= 0:
            self._go_to(min(max(to, 0), last))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and now is not None and now <= last:
            self.clicked.emit(self.class_of(now))
        else:
            super().keyPressEvent(event)

    def _go_to(self, row: int) -> None:
        self._point_at(row)
        self.reveal(row)

    @property
    def are_probabilities(self) -> bool:
        """Whether the outputs need no softmax any more."""
        return np.array_equal(self._outputs, self._probabilities)

    def sentence(self, index: int) -> str:
        at = self.class_of(index)
        said = [] if self.are_probabilities else [figure(float(self._outputs[at]))]
        return f"{self._names[at]}: {', '.join([*said, percent(float(self._probabilities[at]))])}"

    def paint_row(self, painter: QPainter, area: QRectF, index: int) -> None:
        at, metrics, gap = self.class_of(index), painter.fontMetrics(), theme.px(GAP)
        if index == self._current and self.hasFocus():
            self._paint_current(painter, area)
        name_width = min(widest(self._names) + 1, area.width() * WIDEST_NAME)
        figures = metrics.horizontalAdvance("−88.888")
        chances = metrics.horizontalAdvance("100.00 %")
        colours = theme.current()
        painter.setPen(QColor(colours.text))
        painter.drawText(area, LEFT, self.shortened(painter, index, name_width))
        best = at == int(np.argmax(self._probabilities))
        painter.setPen(QColor(colours.text if best else colours.secondary))
        left, right = area.left() + name_width + gap, area.right()
        if self.are_probabilities or right - left - figures - chances - 2 * gap >= theme.px(LEAST_BAR):
            painter.drawText(area, RIGHT, percent(float(self._probabilities[at])))
            right -= chances + gap
        if not self.are_probabilities:
            painter.drawText(area.adjusted(0, 0, right - area.right(), 0), RIGHT, self._figure(at))
            right -= figures + gap
        self._paint_bar(painter, QRectF(left, area.center().y() - theme.px(BAR) / 2, right - left, theme.px(BAR)), at)

    def _paint_current(self, painter: QPainter, area: QRectF) -> None:
        painter.fillRect(area, theme.current().colour("selection"))
        painter.setPen(QPen(theme.current().colour("accent"), 1))
        painter.drawRect(area.adjusted(0.5, 0.5, -0.5, -0.5))

    def _figure(self, at: int) -> str:
        value = float(self._outputs[at])
        return numeral(value, "z.2f").replace("-", "−") if np.isfinite(value) else figure(value)

    def _paint_bar(self, painter: QPainter, area: QRectF, at: int) -> None:
        """Red to the right of zero, blue to the left, as in the maps of weights."""
        values = np.nan_to_num(self._outputs, posinf=0, neginf=0)
        low, high = min(0.0, float(values.min())), max(0.0, float(values.max()))
        scale = area.width() / ((high - low) or 1.0)
        zero, end = area.left() - low * scale, area.left() + (float(values[at]) - low) * scale
        painter.fillRect(QRectF(min(zero, end), area.top(), abs(end - zero), area.height()), self._colour(at))
        axis = QRectF(zero - 0.5, area.top() - 2, 1, area.height() + 4)
        painter.fillRect(axis, QColor(theme.current().strong_border))

    def _colour(self, at: int) -> QColor:
        if self.are_probabilities:
            return QColor(theme.current().accent)
        return QColor(*colour_maps.diverging()[-1 if self._outputs[at] > 0 else 0].tolist())
