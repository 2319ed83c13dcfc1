"""Heads: what stands above the tabs of Results, of which the one of the part in front is seen."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QStackedWidget, QWidget


class Heads(QStackedWidget):
    """All have the height of the first at this width, so that the tabs below stay where they are."""

    _first: QWidget | None = None  # Qt sends events before it is known

    def __init__(self, first: QWidget) -> None:
        super().__init__()
        self._first = first
        self.addWidget(first)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest) and self._first is not None:
            self.setFixedHeight(self._height_of(self._first))
        return super().event(event)

    def _height_of(self, head: QWidget) -> int:
        return head.heightForWidth(self.width()) if head.hasHeightForWidth() else head.sizeHint().height()
