"""What is written in and around the confusion matrix: figures that fit their cells, names along both sides."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.appearance import theme

Figures = Literal["counts", "shares"]

USUAL, SMALLEST = 0.88, 5.0  # of captions; points


def figure(count: int, images: int, figures: Figures) -> str:
    """A cell's count of images, or its share of its class's images in whole per cent; nothing where it counts none.

    Only all are 100 and only none are nothing: what rounds to either without being it is told apart.
    """
    if not count or figures == "counts":
        return str(count) if count else ""
    whole = round(100 * count / images)
    return "<1" if whole == 0 else "99" if whole == 100 and count < images else str(whole)


def fitting_font(texts: Collection[str], room: float) -> QFont | None:
    """The font in which the longest of the texts fits into a cell's width; None where none could be read."""
    font = theme.tabular(theme.caption_font())
    font.setPointSizeF(font.pointSizeF() * USUAL)
    metrics = QFontMetricsF(font)
    widest = max((metrics.horizontalAdvance(text) for text in texts), default=0.0)
    if widest > room:
        font.setPointSizeF(font.pointSizeF() * max(0.01, room / widest))
    return font if font.pointSizeF() >= SMALLEST * theme.zoom_factor() else None


def set_emphasis(painter: QPainter, *, on: bool) -> None:
    """Bold in the text colour for the names of the chosen cell, else as captions are."""
    font = QFont(painter.font())
    font.setBold(on)
    painter.setFont(font)
    painter.setPen(QColor(theme.current().text if on else theme.current().secondary))


def draw_upwards(painter: QPainter, area: QRectF, flags: Qt.AlignmentFlag, text: str) -> None:
    """Text that reads from the bottom of an area to its top."""
    painter.save()
    painter.translate(area.left(), area.bottom())
    painter.rotate(-90)
    painter.drawText(QRectF(0, 0, area.height(), area.width()), flags, text)
    painter.restore()
