"""PickedRows: rows of a result, of which one is picked by a click or by key to see its images."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QSizePolicy

from engine.project.data.facts import Classes
from gui.appearance import theme
from gui.pieces.classes.rows import ClassRows
from gui.pieces.pages.panel_keys import PanelKeys

ROW = 24
LEAST_ROWS = 6  # in sight
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight

KEYS = PanelKeys(
    "On the classes of a result", (("Up, Down, Home, End", "another row"), ("Enter or Space", "its images"))
)


class PickedRows(ClassRows):
    """The row under the pointer and the one that has the keyboard are marked."""

    def __init__(self) -> None:
        super().__init__(ROW, least=140, usual=180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self._under: int | None = None
        self._current: int | None = None

    def pick(self, row: int) -> None:
        """Says what was picked."""
        raise NotImplementedError

    def show_classes(self, names: Classes, order: NDArray[np.int64]) -> None:
        """The row with the keyboard goes with what stands in it."""
        current = None if self._current is None else self.class_of(self._current)
        super().show_classes(names, order)
        self._current = None if current is None else self.row_of(current)

    def look_for(self, letters: str) -> None:
        self._current = self._under = None
        super().look_for(letters)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(140), self.row_height * min(LEAST_ROWS, len(self._order)))

    def paint_ground(self, painter: QPainter, area: QRectF, row: int) -> None:
        """Marks a row; called before anything else is painted in it."""
        focused = row == self._current and self.hasFocus()
        if not focused and row != self._under:
            return
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(theme.current().selection if focused else theme.current().hover))
        painter.drawRoundedRect(area, 3, 3)

    def paint_focus(self, painter: QPainter) -> None:
        if self._current is None:
            super().paint_focus(painter)

    # --- pointer and keys ---

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.row_at(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(None)

    def _point_at(self, row: int | None) -> None:
        if row != self._under:
            self._under = row
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()  # the release is for it too

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        row = self.row_at(round(event.position().y()))
        if row is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = row
            self.viewport().update()
            self.pick(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        goals = {Qt.Key.Key_Up: self._from(-1), Qt.Key.Key_Down: self._from(1), Qt.Key.Key_Home: 0}
        goals[Qt.Key.Key_End] = self._count - 1
        if self._count and event.key() in goals:
            self._go(goals[Qt.Key(event.key())])
        elif self._current is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.pick(self._current)
        else:
            super().keyPressEvent(event)

    def _from(self, by: int) -> int:
        return 0 if self._current is None else self._current + by

    def _go(self, row: int) -> None:
        self._current = min(max(row, 0), self._count - 1)
        self.setAccessibleDescription(self.sentence(self._current))
        self.reveal(self._current)
        self.viewport().update()
