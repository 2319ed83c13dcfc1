"""Painting of cards: stripe, icon, name, settings and output shape; living ones have a second line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from engine.network.layer_base import Group
from engine.network.layers import Layer
from engine.network.nodes import Repeat, Residual
from engine.network.shapes import Shape, spelled
from gui.appearance import theme
from gui.appearance.numerals import in_figures
from gui.pieces.eye import eye
from gui.stack.list.cards.card_frame import RADIUS, STRIPE, Frame, paint_focus
from gui.stack.list.cards.card_style import COMPACT, FULL, MARGIN, CardStyle
from gui.stack.list.cards.card_words import brief, count
from gui.stack.list.cards.layer_icons import lamp, padlock, paint_icon, sheet
from gui.stack.list.cards.mini_maps import CardMaps
from gui.stack.list.rows import Row

ICON, TILE, BARS, EYE = 16, 20, 40, 15
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Mood:
    """How the view sees a row: selected, under the mouse, where the keyboard is; what a drop would make come out."""

    selected: bool = False
    hovered: bool = False
    focused: bool = False
    foreseen: Shape | None = None


def paint_card(
    painter: QPainter, card: QRectF, row: Row, style: CardStyle, maps: CardMaps, mood: Mood, *, below: bool = False
) -> None:
    """Draws a layer, the head of a block, or the problem of the whole network; or only what is `below` its name."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_frame(painter, card, row, style, mood)
    if not below:
        _paint_first_line(painter, card, row, style, mood)
    if row.problem is not None:
        painter.setFont(style.small_font)
        painter.setPen(style.colour("error"))
        painter.drawText(style.sentence(row, card), Qt.TextFlag.TextWordWrap, in_figures(row.problem.why))
    elif card.height() > theme.px((COMPACT + FULL) / 2):
        _paint_second_line(painter, card, row, style, maps)


def paint_note(painter: QPainter, card: QRectF, row: Row, style: CardStyle, mood: Mood) -> None:
    """Draws a row that is no card: where a block ends, where its shortcut begins, an empty place."""
    if row.part == "empty":
        _paint_empty(painter, card, row, style, mood)
        return
    left = card.left() + theme.px(28)
    painter.setFont(style.small_font)
    painter.setPen(style.colour("text" if mood.focused else "secondary"))
    painter.drawText(QRectF(left, card.top(), card.right() - left, card.height()), LEFT, note(row))
    if row.part == "close":
        painter.setFont(style.font)
        shape = spelled(row.output) if row.output else ""
        painter.drawText(card.adjusted(0, 0, -theme.px(MARGIN), 0), RIGHT, shape)
    if mood.focused:
        paint_focus(painter, card.adjusted(theme.px(18), 0, 0, 0), style.colour("accent"))


def note(row: Row) -> str:
    """What stands beside ⊕, × or the beginning of a shortcut."""
    if row.part == "branch":
        return "shortcut"
    match row.node.op if row.node else None:
        case Repeat(times=times):
            return f"× {times}"
        case Residual(shortcut=shortcut):
            return "adds its shortcut" if shortcut else "adds its input"
        case Layer() | None:
            return ""  # only blocks have such rows
        case op:
            assert_never(op)


def _paint_frame(painter: QPainter, card: QRectF, row: Row, style: CardStyle, mood: Mood) -> None:
    """The border of the keyboard is the accent's, but for what cannot run."""
    ground = "selection" if mood.selected else "hover" if mood.hovered or row.state == "disabled" else "surface"
    border = "error" if row.problem else "accent" if mood.selected or mood.focused else "border"
    stripe = style.colour("error") if row.part == "whole" else style.kind(_group(row))
    faint = row.state in ("disabled", "unknown")
    frame = Frame(
        card.width(),
        card.height(),
        style.colour(ground).rgba(),
        (_faded(stripe, 0.35) if faint else stripe).rgba(),
        style.colour(border).rgba(),
        mood.focused,
        row.state == "disabled",
    )
    style.frames.paint(painter, card.topLeft(), frame)


def _group(row: Row) -> Group:
    return row.node.op.group if row.node else "shape"


def _faded(colour: QColor, alpha: float) -> QColor:
    faded = QColor(colour)
    faded.setAlphaF(alpha)
    return faded


def _paint_first_line(painter: QPainter, card: QRectF, row: Row, style: CardStyle, mood: Mood) -> None:
    line = QRectF(card.left(), card.top(), card.width(), theme.px(COMPACT - 1))
    right = _paint_output(painter, line, row, style, mood)
    left = _paint_sign(painter, line, row, style)
    faint = row.state in ("disabled", "unknown")
    name = row.node.label if row.node else "The network as a whole"
    area = QRectF(left, line.top(), right - left, line.height())
    painter.setFont(style.name_font)
    painter.setPen(style.colour("secondary" if faint else "text"))
    area.setLeft(_word(painter, area, name, style.name, style.name_width))
    painter.setFont(style.font)
    painter.setPen(style.colour("disabled" if row.state == "unknown" else "secondary"))
    _word(painter, area, brief(row), style.text, style.text_width)


def _word(
    painter: QPainter, area: QRectF, text: str, metrics: QFontMetricsF, width_of: Callable[[str], float]
) -> float:
    """Draws what fits of a text and says where the next one begins."""
    if not text or area.width() < metrics.averageCharWidth() * 3:
        return area.left()
    width = width_of(text)
    if width > area.width():
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        width = metrics.horizontalAdvance(text)
    painter.drawText(area, LEFT, text)
    return area.left() + width + theme.px(8)


def _paint_sign(painter: QPainter, line: QRectF, row: Row, style: CardStyle) -> float:
    """The chevron of a block and the icon of the kind; gives where the name begins."""
    left = line.left() + theme.px(STRIPE + MARGIN - 2)
    side, middle = theme.px(ICON), line.center().y()
    if row.part == "open":
        left = _paint_chevron(painter, QPointF(left, middle), row, style)
    if row.node is not None:
        colour = style.kind(_group(row))
        colour = _faded(colour, 0.5) if row.state in ("disabled", "unknown") else colour
        paint_icon(painter, QPointF(left, round(middle - side / 2)), side, type(row.node.op), colour)
    elif row.problem is not None:
        side = 0
    return left + side + theme.px(8 if side else 0)


def name_area(rect: QRect) -> QRect:
    """What of a row's rectangle the name and output of its card take; maps and costs are below, frames and all."""
    return QRect(rect.left(), rect.top(), rect.width(), theme.px(COMPACT - 4))


def chevron_area(card: QRectF) -> QRectF:
    """Where a click folds or unfolds a block."""
    return QRectF(card.left(), card.top(), theme.px(STRIPE + MARGIN + 14), theme.px(COMPACT))


def _paint_chevron(painter: QPainter, at: QPointF, row: Row, style: CardStyle) -> float:
    reach = theme.px(4)
    painter.save()
    painter.translate(at.x() + reach, at.y())
    painter.rotate(0 if row.folded else 90)
    painter.setPen(QPen(style.colour("secondary"), max(1.5, theme.px(1.5))))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    half = reach / 2
    painter.drawPolyline(QPolygonF([QPointF(-half, -reach), QPointF(half, 0), QPointF(-half, reach)]))
    painter.restore()
    return at.x() + 2 * reach + theme.px(5)


def _paint_output(painter: QPainter, line: QRectF, row: Row, style: CardStyle, mood: Mood) -> float:
    """The output shape at the right, with a lock where the weights stay; gives where the free room ends."""
    right = line.right() - theme.px(MARGIN)
    text = spelled(row.output) if row.output else "" if row.part == "whole" else "unknown"
    if row.state == "broken":
        text = ""
    if mood.foreseen is not None:
        text = f"→ {spelled(mood.foreseen)}"
    painter.setFont(style.font)
    fine = "text" if row.state == "fine" else "disabled"
    painter.setPen(style.colour("accent" if mood.foreseen is not None else fine))
    painter.drawText(QRectF(line.left(), line.top(), right - line.left(), line.height()), RIGHT, text)
    right -= style.text_width(text) + theme.px(8)
    right -= _paint_eye(painter, line, row, style, mood)
    locked = row.frozen and row.instance is not None and row.instance.parameters
    noted = row.node is not None and row.node.note
    for sign in (padlock if locked else None, lamp if row.advice else None, sheet if noted else None):
        if sign is not None:
            side = theme.px(13)
            area = QRectF(right - side, line.center().y() - side / 2, side, side)
            sign(painter, area, style.colour("secondary"))
            right -= side + theme.px(6)
    return right


def eye_area(card: QRectF, row: Row, style: CardStyle) -> QRectF | None:
    """Where a click mutes a layer in the shown model; None for what cannot be."""
    if row.state != "fine" or row.part not in ("card", "open") or row.output is None:
        return None
    side = theme.px(EYE)
    right = card.right() - theme.px(MARGIN) - style.text_width(spelled(row.output)) - theme.px(8)
    return QRectF(right - side, card.top() + (theme.px(COMPACT - 1) - side) / 2, side, side)


def _paint_eye(painter: QPainter, line: QRectF, row: Row, style: CardStyle, mood: Mood) -> float:
    """Closed while it is muted; open, to be pressed, under the pointer; gives the room that it takes."""
    area = eye_area(line, row, style)
    if area is None or mood.foreseen is not None or not (row.muted or mood.hovered or mood.selected):
        return 0.0
    colour = style.colour("accent" if row.muted == "whole" else "secondary")
    eye(painter, area, colour, closed=row.muted is not None)
    return area.width() + theme.px(6)


def _paint_second_line(painter: QPainter, card: QRectF, row: Row, style: CardStyle, maps: CardMaps) -> None:
    tile = theme.px(TILE)
    top = card.bottom() - tile - theme.px(7)
    left, right = card.left() + theme.px(STRIPE + MARGIN - 2), card.right() - theme.px(MARGIN)
    room = right - left
    if row.instance is not None and (row.instance.parameters or row.instance.multiply_adds):
        room -= _paint_costs(painter, QRectF(left, top, right - left, tile), row, style)
    if row.node is not None and row.node.id in maps:
        room -= _paint_of_run(painter, QRectF(left, top, room, tile), maps.of_run.get(row.node.id), style)
        gap = theme.px(3)
        maps.paint(painter, row.node.id, QRectF(left, top, min(room, 8 * tile + 7 * gap), tile), gap)


def _paint_of_run(painter: QPainter, area: QRectF, output: Shape | None, style: CardStyle) -> float:
    """That the maps are of the shown run, where another size came out; gives the room it takes."""
    if output is None:
        return 0.0
    text = f"in the run: {spelled(output)}"
    painter.setFont(style.small_font)
    painter.setPen(style.theme.colour("secondary"))
    painter.drawText(area, RIGHT, text)
    return style.small.horizontalAdvance(text) + theme.px(8)


def _paint_costs(painter: QPainter, area: QRectF, row: Row, style: CardStyle) -> float:
    """Parameters, and two bars: their share of all, and the share of all multiply-adds; gives the room they take."""
    bar, width = theme.px(3), theme.px(BARS)
    left, middle = area.right() - width, area.center().y()
    colour, grey = style.kind(_group(row)), style.colour("secondary")
    _paint_bar(painter, QRectF(left, middle - bar - 1, width, bar), row.share_parameters, colour, style)
    _paint_bar(painter, QRectF(left, middle + 2, width, bar), row.share_multiply_adds, grey, style)
    text = count(row.parameters) if row.instance else ""
    painter.setFont(style.small_font)
    painter.setPen(style.colour("secondary"))
    painter.drawText(QRectF(area.left(), area.top(), left - theme.px(8) - area.left(), area.height()), RIGHT, text)
    return width + style.small.horizontalAdvance(text) + theme.px(20)


def _paint_bar(painter: QPainter, area: QRectF, share: float, colour: QColor, style: CardStyle) -> None:
    painter.fillRect(area, style.colour("grid"))
    if share > 0:
        painter.fillRect(QRectF(area.left(), area.top(), max(1.0, area.width() * min(share, 1)), area.height()), colour)


def _paint_empty(painter: QPainter, card: QRectF, row: Row, style: CardStyle, mood: Mood) -> None:
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(style.colour("accent" if mood.focused else "strong_border"), 1, Qt.PenStyle.DashLine))
    painter.drawRoundedRect(card, theme.px(RADIUS), theme.px(RADIUS))
    painter.setFont(style.small_font)
    painter.setPen(style.colour("secondary"))
    painter.drawText(card, Qt.AlignmentFlag.AlignCenter, empty_words(row))


def empty_words(row: Row) -> str:
    """What an empty place says."""
    if row.node is None:
        return "The stack is empty"
    if row.gap.branch == "shortcut":
        return "shortcut: passes its input on unchanged"
    return "Add or drop layers here"
