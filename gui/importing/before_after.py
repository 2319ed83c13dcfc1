"""BeforeAfter: some images as they are, and below each how the network would get it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from engine.service.answers import Pixels
from gui.appearance import theme
from gui.pieces.images.pictures import fitted, picture

COUNT = 6  # images
SIDE, GAP = 88, 6  # pixels that one takes at most, and between two
BEFORE, AFTER = "As they are", "As the network gets them"


class BeforeAfter(QWidget):
    """Two rows; what is shown stays until others come, so that nothing flickers."""

    def __init__(self) -> None:
        super().__init__()
        self.before: list[QImage] = []
        self.after: list[QImage] = []
        self.setAccessibleName("Some of the images, as they are and as they would be read")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_before(self, images: Sequence[Pixels]) -> None:
        """As they are."""
        self.before = [picture(pixels) for pixels in images]
        self.update()

    def show_after(self, images: Sequence[Pixels]) -> None:
        """As they would be read."""
        self.after = [picture(pixels) for pixels in images]
        self.update()

    def forget(self) -> None:
        """Other images are looked at."""
        self.before, self.after = [], []
        self.update()

    # --- geometry ---

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(2 * (self._caption + self._side(width)) + theme.px(GAP))

    def sizeHint(self) -> QSize:
        width = theme.px(COUNT * (SIDE + GAP) - GAP)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        width = theme.px(COUNT * 40)
        return QSize(width, self.heightForWidth(width))

    @property
    def _caption(self) -> int:
        """The height of a row's caption."""
        return self.fontMetrics().height() + theme.px(2)

    def _side(self, width: int) -> float:
        return min(theme.px(SIDE), (width - (COUNT - 1) * theme.px(GAP)) / COUNT)

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        side, top = self._side(self.width()), 0.0
        for caption, images in ((BEFORE, self.before), (AFTER, self.after)):
            painter.setPen(theme.current().colour("secondary"))
            painter.setFont(theme.caption_font())
            painter.drawText(QRectF(0, top, self.width(), self._caption), Qt.AlignmentFlag.AlignLeft, caption)
            top += self._caption
            self._paint_row(painter, images, top, side)
            top += side + theme.px(GAP)

    def _paint_row(self, painter: QPainter, images: Sequence[QImage], top: float, side: float) -> None:
        """Small ones enlarged without smoothing, as the network has no more of them."""
        for place in range(COUNT):
            room = QRectF(place * (side + theme.px(GAP)), top, side, side)
            if place < len(images):
                area = fitted(images[place], room)
                shrinks = images[place].width() > area.width() * self.devicePixelRatioF()
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, shrinks)
                painter.drawImage(area, images[place])
            else:
                painter.setPen(QPen(theme.current().colour("border")))
                painter.drawRect(room.adjusted(0.5, 0.5, -0.5, -0.5))
