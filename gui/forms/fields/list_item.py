"""ListItem: one struct of a list: its title, its fields, and what moves it up, down or away."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout

from gui.appearance import lengths, theme
from gui.pieces.elided import Elided
from gui.pieces.pages.panel_keys import PanelKeys

UP, DOWN, DOUBLE, AWAY = "↑", "↓", "+", "×"
MOVES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
GONE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


KEYS = PanelKeys(
    "On the title of an augmentation, or of what is spoiled",
    (("Alt+Up, Alt+Down", "move it"), ("Ctrl+D", "another one like it"), ("Delete", "take it away")),
)


class ListItem(QFrame):
    """A framed form under its title, by which it can be dragged; the title has the keyboard for the whole.

    moved(steps)      up or down by so many places
    doubled()         another one like it is wanted
    removed()         it is to go
    dragged(point)    the pointer is here, on the whole screen, and drags it
    dropped()         it was let go
    """

    moved = Signal(int)
    doubled = Signal()
    removed = Signal()
    dragged = Signal(QPoint)
    dropped = Signal()

    def __init__(self, title: str, help: str, form: Any, *, movable: bool = True) -> None:
        super().__init__()
        theme.set_role(self, "surface")
        self.form, self._dragging, self._movable = form, False, movable
        self.title = Elided("")
        self.title.say(title)
        self.title.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.title.setAccessibleDescription(help)
        self.title.setToolTip(f"{help} Drag it to another place." if movable else help)
        self._point(Qt.CursorShape.OpenHandCursor)
        self.title.installEventFilter(self)
        self.up, self.down = _button(UP, f"Move “{title}” up"), _button(DOWN, f"Move “{title}” down")
        self.double = _button(DOUBLE, f"Another one like this “{title}”")
        self.away = _button(AWAY, f"Take “{title}” away")
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.double.clicked.connect(self.doubled)
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
        for button in (*((self.up, self.down) if self._movable else ()), self.double, self.away):
            head.addWidget(button)
        column.addLayout(head)
        column.addWidget(self.form)
        self.form.setVisible(bool(self.form.fields))

    def _point(self, shape: Qt.CursorShape) -> None:
        if self._movable:
            self.title.setCursor(shape)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The title follows the pointer while its button is held, and has keys of its own."""
        match event:
            case QMouseEvent():
                return self._on_mouse(event)
            case QKeyEvent() if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride):
                return self._on_key(event)
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            theme.set_role(self, "strip" if event.type() == QEvent.Type.FocusIn else "surface")
        return False

    def _on_mouse(self, event: QMouseEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress if event.button() == Qt.MouseButton.LeftButton:
                self._dragging = self._movable
                self.title.setFocus(Qt.FocusReason.MouseFocusReason)
                self._point(Qt.CursorShape.ClosedHandCursor)
            case QEvent.Type.MouseMove if self._dragging:
                self.dragged.emit(event.globalPosition().toPoint())
            case QEvent.Type.MouseButtonRelease if self._dragging:
                self._dragging = False
                self._point(Qt.CursorShape.OpenHandCursor)
                self.dropped.emit()
            case _:
                return False
        return True

    def _on_key(self, event: QKeyEvent) -> bool:
        """What is a key here is none of the window's meanwhile, which has the same ones for layers."""
        wanted = self._wanted(event)
        if wanted is None:
            return False
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            wanted()
        return True

    def _wanted(self, event: QKeyEvent) -> Callable[[], object] | None:
        """What a key asks for; None where it asks for nothing here."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in GONE and held == Qt.KeyboardModifier.NoModifier:
            return self.removed.emit
        if key == Qt.Key.Key_D and held == Qt.KeyboardModifier.ControlModifier:
            return self.doubled.emit
        if key in MOVES and held == Qt.KeyboardModifier.AltModifier and self._movable:
            button = self.up if MOVES[key] < 0 else self.down
            return lambda: self.moved.emit(MOVES[key]) if button.isEnabled() else None
        return None


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
