"""Made view: the image that was made for a filter, with a frame around what it sees of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from engine.service.looking.images.preference_questions import MadeFor
from gui.appearance import theme
from gui.inspect.looks_for.patch_picture import PatchPicture, paint_patch, patch_picture

SIDE = 128


class MadeView(QWidget):
    """Nothing until there is one."""

    def __init__(self) -> None:
        super().__init__()
        self._patch: PatchPicture | None = None
        self.setAccessibleName("The image made for it")

    def show_made(self, made: MadeFor) -> None:
        """Another one."""
        self._patch = patch_picture(made.pixels, made.rows, made.columns)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SIDE), theme.px(SIDE))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._patch is not None:
            paint_patch(QPainter(self), QRectF(self.rect()).adjusted(1, 1, -1, -1), self._patch)
