"""DrawsSheet: one training image as augmentation shows it, each time otherwise."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from engine.service.answers import Pixels
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral
from gui.pieces.images.pictures import fitted, picture
from gui.pieces.pages.page_cards import words

BETWEEN = 2  # images
COLUMNS, FEW_COLUMNS = 8, 4
LEAST, MOST = 44, 72  # pixels that an image is wide, before there are fewer in a row, and at most


class Mosaic(QWidget):
    """Images in rows, as large as they fit."""

    def __init__(self) -> None:
        super().__init__()
        self.images: list[QImage] = []
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_images(self, images: list[QImage]) -> None:
        """Shows others."""
        self.images = images
        self.updateGeometry()
        self.update()

    def columns(self, width: int) -> int:
        """Images in a row of so many pixels."""
        return COLUMNS if width >= COLUMNS * theme.px(LEAST + BETWEEN) else FEW_COLUMNS

    def side(self, width: int) -> float:
        """How wide an image is then."""
        return min(theme.px(MOST), width / self.columns(width) - theme.px(BETWEEN))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-len(self.images) // self.columns(width))
        return int(rows * (self.side(width) + theme.px(BETWEEN)))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(COLUMNS * (LEAST + BETWEEN)), self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, columns, side = QPainter(self), self.columns(self.width()), self.side(self.width())
        step = side + theme.px(BETWEEN)
        for place, image in enumerate(self.images):
            row, column = divmod(place, columns)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, image.width() > side)
            painter.drawImage(fitted(image, QRectF(column * step, row * step, side, side)), image)


class DrawsSheet(QWidget):
    """The images with a caption; hidden where nothing is drawn."""

    def __init__(self) -> None:
        super().__init__()
        self.mosaic, self.caption = Mosaic(), words("", "caption", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        column.addWidget(self.caption)
        column.addWidget(self.mosaic)
        self.hide()

    def show_draws(self, draws: Pixels | None) -> None:
        """Shows the same image as so many steps might show it; None for no change."""
        self.setVisible(draws is not None)
        if draws is not None:
            said = f"The first training image, as {numeral(len(draws))} steps might show it."
            self.caption.setText(said)
            self.mosaic.setAccessibleName(said)
            self.mosaic.show_images([picture(pixels) for pixels in draws])
