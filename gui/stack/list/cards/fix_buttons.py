"""Fix buttons on a broken card: where they are and how they look. The form of the selection has real buttons too."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from engine.analysis.fixes import Fix
from gui.appearance import theme
from gui.stack.list.cards.card_frame import RADIUS
from gui.stack.list.cards.card_style import FIX_BESIDE, FIX_BETWEEN, FIX_LINES, WRAPPED, CardStyle
from gui.stack.list.cards.card_words import led_to
from gui.stack.list.rows import Row


class FixButton(NamedTuple):
    """One fix and its place in the list."""

    fix: Fix
    rect: QRectF


def fix_buttons(row: Row, rect: QRect, style: CardStyle) -> list[FixButton]:
    """The fixes, one below the other, at the foot of a broken card."""
    if row.problem is None or row.part not in ("card", "open", "whole"):
        return []
    room, heights = style.sentence(row, style.card(row, rect)), style.fix_heights(row, rect.width())
    between = theme.px(FIX_BETWEEN)
    top = style.card(row, rect).bottom() - theme.px(6) - sum(heights) - between * max(0, len(heights) - 1)
    found: list[FixButton] = []
    for fix, height in zip(row.problem.fixes, heights, strict=False):
        found.append(FixButton(fix, QRectF(room.left(), top, room.width(), height)))
        top += height + between
    return found


def fix_at(row: Row, rect: QRect, point: QPointF, style: CardStyle) -> Fix | None:
    """The fix under the mouse."""
    return next((button.fix for button in fix_buttons(row, rect, style) if button.rect.contains(point)), None)


def paint_fix(painter: QPainter, button: FixButton, style: CardStyle, *, hovered: bool) -> None:
    """Draws a button."""
    painter.setPen(QPen(style.theme.colour("accent" if hovered else "strong_border"), 1))
    painter.setBrush(style.theme.colour("hover" if hovered else "surface"))
    painter.drawRoundedRect(button.rect, theme.px(RADIUS - 1), theme.px(RADIUS - 1))
    painter.setPen(style.theme.colour("accent"))
    painter.setFont(style.small_font)
    blank = theme.px(FIX_BESIDE)
    area = button.rect.adjusted(blank, 0, -blank, 0)
    words = style.small.elidedText(
        led_to(button.fix), Qt.TextElideMode.ElideRight, FIX_LINES * area.width() - 2 * blank
    )
    painter.drawText(area, WRAPPED, words)
