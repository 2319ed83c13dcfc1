"""ListItem: one struct of a list: its title, its fields, and what moves it up, down or away."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from gui.appearance import lengths, theme
from gui.pieces.elided import Elided

UP, DOWN, AWAY = "↑", "↓", "×"


class ListItem(QFrame):
    """A framed form under its title, by which it can be dragged.

    moved(steps)      up or down by so many places
    removed()         it is to go
    dragged(point)    the pointer is here, on the whole screen, and drags it
    dropped()         it was let go
    """

    moved = Signal(int)
    removed = Signal()
    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(self, title: str, help: str, form: Any) -> None:
        super().__init__()
        theme.set_role(self, "surface")
        self.form, self._dragging = form, False
        self.title = Elided("")
        self.title.say(title)
        self.title.setToolTip(f"{help} Drag it to another place.")
        self.title.setCursor(Qt.CursorShape.OpenHandCursor)
        self.title.installEventFilter(self)
        self.up, self.down = _button(UP, f"Move “{title}” up"), _button(DOWN, f"Move “{title}” down")
        self.away = _button(AWAY, f"Take “{title}” away")
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.away.clicked.connect(self.removed)
        self._lay_out()

    @property
    def value(self) -> Any:
        """The struct as its form shows it."""
        return self.form.value

    def show_place(self, place: int, count: int) -> None:
        """Which of so many it is: the first cannot go up, the last not down."""
        self.up.setEnabled(place > 0)
        self.down.setEnabled(place < count - 1)

    def _lay_out(self) -> None:
        column, head = QVBoxLayout(self), QHBoxLayout()
        lengths.follow(column, setContentsMargins=(8, 4, 4, 4), setSpacing=4)
        lengths.follow(head, setSpacing=0)
        head.addWidget(self.title, 1)
        for button in (self.up, self.down, self.away):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self.form)
        self.form.setVisible(bool(self.form.fields))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The title follows the pointer while its button is held."""
        if not isinstance(event, QMouseEvent):
            return False
        at = event.globalPosition().toPoint()
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                self._dragging = True
                self.title.setCursor(Qt.CursorShape.ClosedHandCursor)
            case QEvent.Type.MouseMove if self._dragging:
                self.dragged.emit(at)
            case QEvent.Type.MouseButtonRelease if self._dragging:
                self._dragging = False
                self.title.setCursor(Qt.CursorShape.OpenHandCursor)
                self.dropped.emit()
            case _:
                return False
        return True


def _button(text: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(name)
    button.setAccessibleName(name)
    theme.set_role(button, "control")
    return button


def count_above(items: list[ListItem], point: QPoint) -> int:
    """How many items of a column lie above a point on the screen, by their middles."""
    return sum(item.mapToGlobal(QPoint(0, item.height() // 2)).y() < point.y() for item in items)
