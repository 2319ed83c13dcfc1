"""ClassTable: of each class its first images and how many there are, painted row by row."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from engine.service.answers import DataOverview
from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.pieces.painted_rows import WHOLE, PaintedRows, widest
from gui.pieces.pictures import picture

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


class ClassTable(PaintedRows):
    """A row for each class: name, sample images, a bar of its training images; the tool tip counts every split."""

    def __init__(self) -> None:
        super().__init__(ROW, least=240, usual=560)
        self._overview: DataOverview | None = None
        self._largest = self._samples = 0
        self.setAccessibleName("Images of each class")

    def show_overview(self, overview: DataOverview) -> None:
        """Shows other data."""
        count = len(overview.classes)
        self._overview = overview
        self._largest = max(overview.splits[0].counts, default=0)
        self._samples = max(map(len, overview.samples), default=0)
        first = [self.sentence(row) for row in range(min(count, WHOLE))]
        self.setAccessibleDescription(
            " ".join([*first, *([f"And {numeral(count - WHOLE)} more."] if count > WHOLE else [])])
        )
        self.show_rows(count)

    def sentence(self, index: int) -> str:
        """A class in words: "4: 782 training, 204 test images."."""
        if self._overview is None:
            return ""
        names = {"train": "training", "validation": "validation", "test": "test"}
        counts = ", ".join(f"{numeral(split.counts[index])} {names[split.name]}" for split in self._overview.splits)
        return f"{self._overview.classes[index]}: {counts} images."

    def places(self) -> Places:
        """As many pictures as fit beside name and bar."""
        gap, side, width = theme.px(GAP), theme.px(PICTURE) + theme.px(2), self.viewport().width()
        metrics = QFontMetricsF(theme.number_font())
        name = min(theme.px(WIDEST_NAME), widest(self._overview.classes if self._overview else ()) + 1)
        count = metrics.horizontalAdvance(numeral(self._largest))
        room = width - name - count - theme.px(LEAST_BAR) - 3 * gap
        pictures = int(min(self._samples, max(0, room // side)))
        bar = name + gap + pictures * side + gap
        return Places(name, name + gap, pictures, bar, max(0.0, width - bar - gap - count))

    # Painting

    def paint_row(self, painter: QPainter, area: QRectF, index: int) -> None:
        assert self._overview is not None  # noqa: S101  # without one there are no rows
        colours, side, places = theme.current(), theme.px(PICTURE), self.places()
        name, count = self._overview.classes[index], self._overview.splits[0].counts[index]
        painter.setPen(QColor(colours.text))
        short = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, int(places.name) + 1)
        painter.drawText(area, LEFT, short)
        top = area.center().y() - side / 2
        for number, pixels in enumerate(self._overview.samples[index][: places.pictures]):
            at = QRectF(places.samples + number * (side + theme.px(2)), top, side, side)
            painter.drawImage(at, picture(pixels))
        painter.setPen(QColor(colours.secondary))
        painter.drawText(area, RIGHT, numeral(count))
        self._paint_bar(painter, places, area, count / max(1, self._largest))

    def _paint_bar(self, painter: QPainter, places: Places, row: QRectF, share: float) -> None:
        colours, height = theme.current(), theme.px(BAR)
        ground = QRectF(places.bar, row.center().y() - height / 2, places.bar_width, height)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.hover))
        painter.drawRoundedRect(ground, 2, 2)
        painter.setBrush(QColor(colours.accent))
        ground.setWidth(ground.width() * share)
        painter.drawRoundedRect(ground, 2, 2)
