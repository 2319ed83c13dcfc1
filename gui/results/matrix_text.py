"""What is written in and around the confusion matrix: counts that fit their cells, names along both sides."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from gui.appearance import theme


def shortest(count: int, metrics: QFontMetricsF, room: float) -> str:
    """A count as it fits into a cell: whole, in thousands, or not at all."""
    for text in (str(count), f"{count / 1000:.1f}k", f"{count / 1000:.0f}k"):
        if metrics.horizontalAdvance(text) <= room and (count >= 1000 or "k" not in text):
            return text
    return ""


def count_font() -> QFont:
    """A size below captions: the figures of 10 classes have to fit into 300 pixels."""
    font = theme.tabular(theme.caption_font())
    font.setPointSizeF(font.pointSizeF() * 0.88)
    return font


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
