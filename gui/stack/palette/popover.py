"""Popover: the list of layers beside the search field while it is looked through, with the explanation at its side."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.appearance import theme
from gui.stack.palette.entry_list import ROW
from gui.stack.palette.entry_pane import EntryPane, Foresee
from gui.stack.palette.explanation import Explanation

TALLEST = 460


class Popover(EntryPane):
    """Covers what is beneath; the keyboard stays in the field."""

    def __init__(self, foresee: Foresee, parent: QWidget) -> None:
        super().__init__(foresee, Explanation(parent), parent)
        theme.set_role(self, "popup")
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.list)
        self._column.addWidget(self._none)
        self.list.drag_begun.connect(self.hide)  # it would cover the stack
        self.hide()

    def open_beside(self, field: QWidget) -> None:
        """Opens right of a field, so that the stack stays in sight, or below it where the window ends there.

        As wide as the field, as tall as there is room.
        """
        self._column.setContentsMargins(*(theme.px(4),) * 4)
        window, gap = field.window(), theme.px(4)
        corner = field.mapTo(window, QPoint(field.width() + gap, 0))
        if corner.x() + field.width() > window.width():
            corner = field.mapTo(window, QPoint(0, field.height() + gap))
        room = window.height() - corner.y() - theme.px(8)
        height = min(room, theme.px(TALLEST), self.list.needed_height() + theme.px(12))
        self.setGeometry(QRect(corner, QSize(field.width(), max(height, theme.px(ROW)))))
        self.raise_()
        self.show()
        self.explain()

    def _place_explanation(self, *, shown: bool) -> None:
        if shown and self.isVisible():
            height = self.list.visualItemRect(self.list.currentItem()).top()
            self.explanation.stand_beside(self, min(max(height, 0), self.height()))
        else:
            self.explanation.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.explanation.hide()
