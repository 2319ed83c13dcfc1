"""Fix buttons on a broken card: where they are and how they look. The form of the selection has real buttons too."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from engine.network.fixes import Fix
from gui import theme
from gui.stack.look import FIX_HEIGHT, MARGIN, RADIUS, STRIPE, Look
from gui.stack.rows import Row

MOST = 3
BLANK = 8  # left and right of a button's words


class FixButton(NamedTuple):
    """One fix and its place in the list."""

    fix: Fix
    rect: QRectF


def fix_buttons(row: Row, rect: QRect, look: Look) -> list[FixButton]:
    """The fixes that fit side by side under a broken card's sentence."""
    if row.problem is None or row.part not in ("card", "open", "whole"):
        return []
    card = look.card(row, rect)
    left, height = card.left() + theme.px(STRIPE + MARGIN), theme.px(FIX_HEIGHT)
    right, top = card.right() - theme.px(MARGIN), card.bottom() - height - theme.px(6)
    found: list[FixButton] = []
    for fix in row.problem.fixes[:MOST]:
        width = look.small.horizontalAdvance(fix.text) + 2 * theme.px(BLANK)
        if found and left + width > right:
            break
        found.append(FixButton(fix, QRectF(left, top, min(width, right - left), height)))
        left += width + theme.px(6)
    return found


def fix_at(row: Row, rect: QRect, point: QPointF, look: Look) -> Fix | None:
    """The fix under the mouse."""
    return next((button.fix for button in fix_buttons(row, rect, look) if button.rect.contains(point)), None)


def paint_fix(painter: QPainter, button: FixButton, look: Look, *, hovered: bool) -> None:
    """Draws a button."""
    painter.setPen(QPen(look.theme.colour("accent" if hovered else "strong_border"), 1))
    painter.setBrush(look.theme.colour("hover" if hovered else "surface"))
    painter.drawRoundedRect(button.rect, theme.px(RADIUS - 1), theme.px(RADIUS - 1))
    painter.setPen(look.theme.colour("accent"))
    painter.setFont(look.small_font)
    blank = theme.px(BLANK)
    text = look.small.elidedText(button.fix.text, Qt.TextElideMode.ElideRight, button.rect.width() - 2 * blank + 1)
    painter.drawText(button.rect, Qt.AlignmentFlag.AlignCenter, text)
