"""Second click: that of a double click does nothing where the first has put something else below the pointer.

A page, a dialog or a list that opens or closes by a click would else hand the second one to whatever lies there then.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent, QWindow
from PySide6.QtWidgets import QApplication, QWidget


@dataclass(frozen=True, eq=False)
class _Press:
    at: QPoint  # on the screen
    time: int  # in ms
    button: Qt.MouseButton
    on: QWidget | None


class SecondClick(QObject):
    """Hears the presses of each window from when it first has the keyboard, before any widget does."""

    def __init__(self, app: QGuiApplication) -> None:
        super().__init__(app)
        self._windows: set[QWindow] = set()
        self._first: _Press | None = None
        self._is_second = self._is_lost = False
        app.focusWindowChanged.connect(self._hear)
        self._hear(app.focusWindow())

    def _hear(self, window: QWindow | None) -> None:
        if window is not None and window not in self._windows:
            self._windows.add(window)
            window.installEventFilter(self)
            window.destroyed.connect(lambda: self._windows.discard(window))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        match event.type():
            case QEvent.Type.MouseButtonPress if isinstance(event, QMouseEvent):
                self._look(event)
                return self._is_lost
            case QEvent.Type.MouseButtonDblClick:  # which follows the press; of an unheard first one, as of a menu
                self._is_lost = self._is_lost or not self._is_second
                return self._is_lost
            case QEvent.Type.MouseButtonRelease:
                lost, self._is_lost = self._is_lost, False
                return lost
            case _:
                return False

    def _look(self, event: QMouseEvent) -> None:
        """Of three and more quick clicks each counts as one at what the first was on."""
        at = event.globalPosition().toPoint()
        press, first = _Press(at, event.timestamp(), event.button(), QApplication.widgetAt(at)), self._first
        self._is_second = first is not None and _follows(press, first)
        self._is_lost = first is not None and self._is_second and press.on is not first.on
        self._first = replace(press, on=first.on) if first is not None and self._is_lost else press


def _follows(press: _Press, first: _Press) -> bool:
    hints = QGuiApplication.styleHints()
    soon = 0 <= press.time - first.time <= hints.mouseDoubleClickInterval()
    near = (press.at - first.at).manhattanLength() <= hints.mouseDoubleClickDistance()
    return soon and near and press.button == first.button
