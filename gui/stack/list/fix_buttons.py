"""Fix buttons on a broken card: where they are and how they look. The form of the selection has real buttons too."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from engine.analysis.fixes import Fix
from gui.appearance import theme
from gui.stack.list.card_style import FIX_HEIGHT, MARGIN, RADIUS, STRIPE, CardStyle
from gui.stack.list.rows import Row

MOST = 3
BLANK = 8  # left and right of a button's words


class FixButton(NamedTuple):
    """One fix and its place in the list."""

    fix: Fix
    rect: QRectF


def fix_buttons(row: Row, rect: QRect, style: CardStyle) -> list[FixButton]:
    """The fixes that fit side by side under a broken card's sentence."""
    if row.problem is None or row.part not in ("card", "open", "whole"):
        return []
    card = style.card(row, rect)
    left, height = card.left() + theme.px(STRIPE + MARGIN), theme.px(FIX_HEIGHT)
    right, top = card.right() - theme.px(MARGIN), card.bottom() - height - theme.px(6)
    found: list[FixButton] = []
    for fix in row.problem.fixes[:MOST]:
        width = style.small.horizontalAdvance(fix.text) + 2 * theme.px(BLANK)
        if found and left + width > right:
            break
        found.append(FixButton(fix, QRectF(left, top, min(width, right - left), height)))
        left += width + theme.px(6)
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
    blank = theme.px(BLANK)
    text = style.small.elidedText(button.fix.text, Qt.TextElideMode.ElideRight, button.rect.width() - 2 * blank + 1)
    painter.drawText(button.rect, Qt.AlignmentFlag.AlignCenter, text)
