"""Drop line: where a drop would go, at the depth it would have, and what it would make."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from gui.appearance import theme
from gui.stack.list.cards.card_frame import RADIUS
from gui.stack.list.cards.card_style import INDENT, CardStyle
from gui.stack.list.dragging.drag_picture import HOLD
from gui.stack.list.dragging.drop_preview import Verdict


def paint_drop_line(painter: QPainter, room: QRectF, height: float, depth: int, verdict: Verdict | None) -> None:
    """A line with a dot where it begins; red where the drop would break something."""
    left, dot, colours = theme.px(INDENT * depth) + theme.px(4), theme.px(4), theme.current()
    breaks = verdict is not None and verdict.breaks
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colours.colour("error" if breaks else "accent"), theme.px(2)))
    painter.setBrush(colours.colour("window"))
    painter.drawLine(QPointF(left + dot, height), QPointF(room.right() - 2, height))
    painter.drawEllipse(QPointF(left, height), dot, dot)


def paint_verdict(painter: QPainter, height: float, mouse: QPointF, verdict: Verdict, style: CardStyle) -> None:
    """A label on the line, left of the mouse and what hangs there; above both where there is no room beside them."""
    room = QRectF(painter.window())
    text = style.small.elidedText(verdict.words, Qt.TextElideMode.ElideRight, room.width() - theme.px(48))
    size = QSizeF(style.small.horizontalAdvance(text) + theme.px(16), style.small.height() + theme.px(6))
    left, middle = mouse.x() - size.width() - theme.px(HOLD + 8), height
    if left < 0:
        left = room.width() - size.width() - theme.px(8)
        middle = min(height, mouse.y()) - size.height() / 2 - theme.px(4)
    top = min(max(middle - size.height() / 2, 1), room.height() - size.height() - 1)
    area = QRectF(QPointF(left, top), size)
    colours = style.theme
    painter.setPen(QPen(colours.colour("error" if verdict.breaks else "accent"), 1))
    painter.setBrush(colours.colour("error_surface" if verdict.breaks else "raised"))
    painter.drawRoundedRect(area, size.height() / 2, size.height() / 2)
    painter.setPen(colours.colour("error" if verdict.breaks else "text"))
    painter.setFont(style.small_font)
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)


def paint_broken(painter: QPainter, card: QRectF) -> None:
    """A red dashed frame around a card that the drop would break."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.current().colour("error"), theme.px(2), Qt.PenStyle.DashLine))
    painter.drawRoundedRect(card.adjusted(1, 1, -1, -1), theme.px(RADIUS), theme.px(RADIUS))
