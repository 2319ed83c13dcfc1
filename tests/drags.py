"""What a drag brings to a widget, as Qt makes it: it enters, it moves, it falls. For tests and benchmarks."""

from pathlib import Path

import PySide6
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

COPY, PLAIN, LEFT = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
# Up to Qt 6.11 a drag enters and moves at whole points only; from 6.12 on those constructors are deprecated.
Place = QPointF if PySide6.__version_info__[:2] >= (6, 12) else QPoint


def entering(
    at: QPoint, data: QMimeData, actions: Qt.DropAction = COPY, keys: Qt.KeyboardModifier = PLAIN
) -> QDragEnterEvent:
    """The drag comes over the widget."""
    return QDragEnterEvent(Place(at), actions, data, LEFT, keys)


def moving(
    at: QPoint, data: QMimeData, actions: Qt.DropAction = COPY, keys: Qt.KeyboardModifier = PLAIN
) -> QDragMoveEvent:
    """It goes on over it."""
    return QDragMoveEvent(Place(at), actions, data, LEFT, keys)


def falling(
    at: QPoint, data: QMimeData, actions: Qt.DropAction = COPY, keys: Qt.KeyboardModifier = PLAIN
) -> QDropEvent:
    """It is let go there."""
    return QDropEvent(QPointF(at), actions, data, LEFT, keys)


def drop_file(widget: QWidget, path: Path) -> None:
    """Drags a file or a folder onto the widget and lets it go."""
    at, data = QPoint(20, 20), QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    QApplication.sendEvent(widget, entering(at, data))
    QApplication.sendEvent(widget, falling(at, data))
