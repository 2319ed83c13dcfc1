"""Scrolled: what stands in an area that scrolls where it is higher than its room."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from gui.pieces.pages.under_pointer import look_again


class Scrolled(QScrollArea):
    """An area in which what is read by the pointer is what lies under it, also after wheel and keys moved that on."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        before = self._place()
        super().wheelEvent(event)
        self._look_again_after(before)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        before = self._place()
        super().keyPressEvent(event)
        self._look_again_after(before)

    def _place(self) -> tuple[int, int]:
        return self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def _look_again_after(self, before: tuple[int, int]) -> None:
        """Where nothing moved, what the keyboard reads stays."""
        if self._place() != before:
            look_again(self)


def scrolled(page: QWidget, *, sideways: bool = False) -> QScrollArea:
    """What is in an area that scrolls where it is higher, and sideways only if it must."""
    area = Scrolled()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    if not sideways:
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(page)
    return area


def with_a_bar(area: QScrollArea) -> QScrollArea:
    """The bar has its place whether there is anything to scroll or not: what comes and goes makes no page wider."""
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
    bar = area.verticalScrollBar()
    bar.rangeChanged.connect(lambda least, most: bar.setEnabled(most > least))
    return area


def bring_into_sight(widget: QWidget, place: QRect) -> None:
    """A place in a widget, in every area around it that scrolls."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and (page := around.widget()) is not None:
            at = widget.mapTo(page, place.center())
            around.ensureVisible(at.x(), at.y(), place.width(), place.height())
        around = around.parentWidget()
