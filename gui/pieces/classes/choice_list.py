"""ClassList: the names of classes below a field, in a window of their own, with a line whose letters narrow them."""

from __future__ import annotations

from typing import Any

import numpy as np
from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from engine.project.data.facts import Classes
from gui.appearance import lengths, theme
from gui.pieces.classes.cut import CUT
from gui.pieces.classes.names import found
from gui.pieces.classes.search import NOTHING, ClassSearch
from gui.pieces.pages.page_cards import words
from gui.pieces.painted_rows import widest
from gui.pieces.tips import parted

LEAST_WIDTH, MOST_WIDTH, BESIDE = 220, 400, 44  # of the list, as its names are; what they do not get of it
MOST_ROWS, PADDING = 12, 4
PICKING = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: 1 - MOST_ROWS, Qt.Key.Key_PageDown: MOST_ROWS - 1}


class ClassList(QWidget):
    """It closes once one is picked, at Esc, and when somebody presses elsewhere.

    The keyboard stays in the line, and what a screen reader reads is the row that is chosen.

    picked(place)   one was picked, by its place among the names
    """

    picked = Signal(int)

    def __init__(self, field: QWidget) -> None:
        super().__init__(field, Qt.WindowType.Popup)
        self._field = field
        self._names: Classes = ()
        self._places = np.arange(0)
        self.search, self.rows, self._nothing = ClassSearch(), QListView(), words(NOTHING, "secondary", wrap=True)
        self._listed = _Names(self)
        theme.set_role(self, "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)  # a frame in a field to choose from has no style
        self._set_up()
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(PADDING,) * 4, setSpacing=PADDING)
        for part in (self.search, self.rows, self._nothing):
            column.addWidget(part)
        column.addStretch(1)
        self.search.textChanged.connect(self._find)
        self.search.installEventFilter(self)
        self.rows.clicked.connect(lambda index: self._pick(index.row()))
        self.rows.entered.connect(self.rows.setCurrentIndex)

    def _set_up(self) -> None:
        rows = self.rows
        rows.setModel(self._listed)
        rows.setUniformItemSizes(True)
        rows.setTextElideMode(CUT)
        rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        rows.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        rows.setMouseTracking(True)
        rows.setAccessibleName(self._field.accessibleName())
        theme.set_role(rows, "plain")
        rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        rows.setFocusProxy(self.search)  # so that the chosen row is told as the one that has the keyboard

    def open_with(self, names: Classes, chosen: int, letters: str = "") -> None:
        """Opens below its field, with one of the names chosen, or with letters the nearest to them."""
        self._names = names
        self.search.setText(letters)
        self._find(letters)
        self._choose(chosen if not letters else 0)
        self._place()
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)
        self.rows.scrollTo(self.rows.currentIndex(), QAbstractItemView.ScrollHint.PositionAtCenter)

    # --- what is listed ---

    def _find(self, letters: str) -> None:
        self._places = found(self._names, letters, np.arange(len(self._names)))
        self._listed.setStringList([self._names[place] for place in self._places])
        self.rows.setVisible(len(self._places) > 0)
        self._nothing.setVisible(not len(self._places))
        self._choose(0)

    def _choose(self, row: int) -> None:
        row = min(max(row, 0), len(self._places) - 1)
        if row >= 0:
            self.rows.setCurrentIndex(self._listed.index(row))

    def _pick(self, row: int) -> None:
        if 0 <= row < len(self._places):
            place = int(self._places[row])
            self.close()
            self.picked.emit(place)

    # --- where it stands ---

    def _place(self) -> None:
        """Below the field, or above it where the screen has no room; it keeps its size while names are found."""
        field, names = self._field, round(widest(self._names)) + theme.px(BESIDE)
        width = max(field.width(), theme.px(LEAST_WIDTH), min(names, theme.px(MOST_WIDTH)))
        rows = max(1, min(MOST_ROWS, len(self._names)))
        self.rows.setFixedHeight(rows * max(1, self.rows.sizeHintForRow(0)) + 2 * self.rows.frameWidth())
        self.setFixedSize(width, self.sizeHint().height())
        room: QRect = field.screen().availableGeometry()
        corner = field.mapToGlobal(QPoint(0, field.height()))
        if corner.y() + self.height() > room.bottom():
            corner.setY(max(room.top(), corner.y() - field.height() - self.height()))
        corner.setX(max(room.left(), min(corner.x(), room.right() - width)))
        self.move(corner)

    # --- Qt's events ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that go from row to row, and those that pick one; all others are the line's."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in STEPS:
            self._choose(self.rows.currentIndex().row() + STEPS[Qt.Key(event.key())])
        elif event.key() in PICKING:
            self._pick(self.rows.currentIndex().row())
        else:
            return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press on the field closes the list, and does not open it again."""
        place = self._field.mapFromGlobal(event.globalPosition().toPoint())
        if self._field.rect().contains(place):
            self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        super().mousePressEvent(event)


class _Names(QStringListModel):
    """What is listed; a tip has the whole name."""

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole:
            return parted(str(super().data(index)))
        return super().data(index, role)
