"""ClassTable: of each class its first images and how many there are, painted row by row."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.service.answers import DataOverview, Pixels
from gui.appearance import theme

ROW, PICTURE, BAR, GAP = 32, 28, 8, 8
WIDEST_NAME = 96
LEAST_BAR = 56
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


@dataclass(frozen=True)
class Places:
    """Where the parts of a row lie, in pixels from the left; `pictures` of them fit."""

    name: float
    samples: float
    pictures: int
    bar: float
    bar_width: float


class ClassTable(QWidget):
    """A row for each class: name, sample images, a bar of its training images; the tool tip counts every split."""

    def __init__(self) -> None:
        super().__init__()
        self._overview: DataOverview | None = None
        self._images: list[list[QImage]] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Images of each class")

    def show_overview(self, overview: DataOverview) -> None:
        """Shows other data."""
        self._overview = overview
        self._images = [[picture(one) for one in images] for images in overview.samples]
        self.setAccessibleDescription(" ".join(self.sentence(row) for row in range(len(overview.classes))))
        self.updateGeometry()
        self.update()

    def sentence(self, row: int) -> str:
        """A class in words: "4: 782 training, 204 test images."."""
        if self._overview is None:
            return ""
        names = {"train": "training", "validation": "validation", "test": "test"}
        counts = ", ".join(f"{split.counts[row]:,} {names[split.name]}" for split in self._overview.splits)
        return f"{self._overview.classes[row]}: {counts} images."

    def sizeHint(self) -> QSize:
        return QSize(theme.px(560), theme.px(ROW) * self._count())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(240), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """A row's tool tip counts its images in every split."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = event.pos().y() // theme.px(ROW)
            QToolTip.showText(event.globalPos(), self.sentence(row) if 0 <= row < self._count() else "", self)
            return True
        return super().event(event)

    def _count(self) -> int:
        return len(self._overview.classes) if self._overview is not None else 0

    def places(self) -> Places:
        """As many pictures as fit beside name and bar."""
        overview, gap, side = self._overview, theme.px(GAP), theme.px(PICTURE) + theme.px(2)
        metrics = QFontMetricsF(theme.number_font())
        classes, counts = ((), ()) if overview is None else (overview.classes, overview.splits[0].counts)
        name = min(theme.px(WIDEST_NAME), max((metrics.horizontalAdvance(one) for one in classes), default=0) + 1)
        count = max((metrics.horizontalAdvance(f"{one:,}") for one in counts), default=0)
        room = self.width() - name - count - theme.px(LEAST_BAR) - 3 * gap
        most = max((len(images) for images in self._images), default=0)
        pictures = int(min(most, max(0, room // side)))
        bar = name + gap + pictures * side + gap
        return Places(name, name + gap, pictures, bar, max(0.0, self.width() - bar - gap - count))

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._overview is None:
            return
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(theme.number_font())
        places, height = self.places(), theme.px(ROW)
        rows = range(event.rect().top() // height, min(self._count(), event.rect().bottom() // height + 1))
        for index in rows:
            self._paint_row(painter, places, QRectF(0, index * height, self.width(), height), index)

    def _paint_row(self, painter: QPainter, places: Places, row: QRectF, index: int) -> None:
        assert self._overview is not None  # noqa: S101  # painted only when there is one
        colours, side = theme.current(), theme.px(PICTURE)
        name, counts = self._overview.classes[index], self._overview.splits[0].counts
        painter.setPen(QColor(colours.text))
        short = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(places.name) + 1)
        painter.drawText(row, LEFT, short)
        top = row.center().y() - side / 2
        for number, image in enumerate(self._images[index][: places.pictures]):
            painter.drawImage(QRectF(places.samples + number * (side + theme.px(2)), top, side, side), image)
        painter.setPen(QColor(colours.secondary))
        painter.drawText(row, RIGHT, f"{counts[index]:,}")
        self._paint_bar(painter, places, row, counts[index] / max(1, *counts))

    def _paint_bar(self, painter: QPainter, places: Places, row: QRectF, share: float) -> None:
        colours, height = theme.current(), theme.px(BAR)
        ground = QRectF(places.bar, row.center().y() - height / 2, places.bar_width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hover))
        painter.drawRoundedRect(ground, 2, 2)
        painter.setBrush(QColor(colours.accent))
        ground.setWidth(ground.width() * share)
        painter.drawRoundedRect(ground, 2, 2)


def picture(pixels: Pixels) -> QImage:
    """An image of (channels, height, width): colour where there are three channels, else the first in grey."""
    channels, height, width = pixels.shape
    if channels == 3:
        content = np.ascontiguousarray(pixels.transpose(1, 2, 0)).tobytes()
        return QImage(content, width, height, 3 * width, QImage.Format.Format_RGB888).copy()
    return QImage(pixels[0].tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()
