"""SplitGrip: what a border between two parts of the images is taken by, with the pointer or the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from gui.appearance import lengths, theme
from gui.data.split.split_parts import BorderName
from gui.pieces.pages.panel_keys import PanelKeys

WIDTH, HEIGHT = 12, 24
STEPS = {
    Qt.Key.Key_Left: 1,
    Qt.Key.Key_Right: -1,
    Qt.Key.Key_PageUp: 10,
    Qt.Key.Key_PageDown: -10,
}

KEYS = PanelKeys(
    "On a border of the split",
    (
        ("Left, Right", "a hundredth more or less"),
        ("Page Up, Page Down", "a tenth"),
        ("Home", "as little as there may be"),
    ),
)


class SplitGrip(QWidget):
    """Says where its border is wanted.

    taken()        it is about to be moved, perhaps many times
    dragged(x)     its border is wanted at this place of the bar, in pixels
    let_go()       the pointer that dragged it has let go
    stepped(n)     the part behind it is to have so many percent more
    """

    taken = Signal()
    dragged = Signal(float)
    let_go = Signal()
    stepped = Signal(int)

    def __init__(self, border: BorderName, parent: QWidget) -> None:
        super().__init__(parent)
        self.border: BorderName = border
        self._grabbed: float | None = None  # where the pointer holds it, from its border
        self.place = 0.0  # of its border, in pixels of the bar
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        lengths.follow(self, setFixedWidth=WIDTH, setFixedHeight=HEIGHT)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = self._x(event) - self.place
            self.taken.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self.dragged.emit(self._x(event) - self._grabbed)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None and event.button() == Qt.MouseButton.LeftButton:
            self._grabbed = None
            self.let_go.emit()

    def _x(self, event: QMouseEvent) -> float:
        return self.mapToParent(event.position()).x()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self.stepped.emit(STEPS[key])
        elif key == Qt.Key.Key_Home:
            self.stepped.emit(-100)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.taken.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, painter = theme.current(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        active = self.hasFocus() or self.underMouse() or self._grabbed is not None
        painter.setBrush(QColor(colours.surface))
        painter.setPen(QPen(QColor(colours.accent if active else colours.secondary), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1.5, 1, -1.5, -1), 3, 3)
        middle, half = self.width() / 2, self.height() / 5
        painter.drawLine(round(middle), round(self.height() / 2 - half), round(middle), round(self.height() / 2 + half))
