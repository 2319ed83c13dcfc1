"""Picture of the whole stack, not only of what is on screen: title, every card, and the summary."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QIODevice, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from gui.appearance import theme
from gui.stack.list.cards.card_delegate import CardDelegate
from gui.stack.list.stack_model import StackModel

SCALE = 2.0
TALLEST = 32_000  # pixels: Qt paints no image taller than 32,767
MARGIN, TITLE, FOOT = 16, 32, 28
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def stack_picture(model: StackModel, cards: CardDelegate, width: int, title: str, summary: str) -> QImage:
    """The stack `width` wide, at twice the resolution unless that would be too tall."""
    options = _options(model, cards, width)
    margin, head = theme.px(MARGIN), theme.px(TITLE)
    height = head + (options[-1].rect.bottom() + 1 if options else 0) + theme.px(FOOT) + 2 * margin
    scale = min(SCALE, TALLEST / height)
    image = QImage(round((width + 2 * margin) * scale), round(height * scale), QImage.Format.Format_RGB32)
    image.fill(theme.current().colour("window"))
    painter = QPainter(image)
    painter.scale(scale, scale)
    painter.translate(margin, margin)
    _paint_words(painter, QRectF(0, 0, width, head), title, "text")
    painter.translate(0, head)
    for position, option in enumerate(options):
        cards.paint(painter, option, model.index(position))
    _paint_words(painter, QRectF(0, height - head - 2 * margin - theme.px(FOOT), width, theme.px(FOOT)), summary)
    painter.end()
    return image


def _options(model: StackModel, cards: CardDelegate, width: int) -> list[QStyleOptionViewItem]:
    """Where each row goes; none is selected."""
    options, top = [], 0
    for position in range(model.rowCount()):
        option = QStyleOptionViewItem()
        option.rect = QRect(0, top, width, 0)
        option.state = QStyle.StateFlag.State_Enabled
        height = cards.sizeHint(option, model.index(position)).height()
        option.rect = QRect(0, top, width, height)
        options.append(option)
        top += height
    return options


def _paint_words(painter: QPainter, area: QRectF, words: str, colour: str = "secondary") -> None:
    painter.setFont(theme.title_font() if colour == "text" else theme.caption_font())
    painter.setPen(theme.current().colour(colour))
    fitting = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(area.width()))
    painter.drawText(area, LEFT, fitting)


def as_png(image: QImage) -> bytes:
    """The image as the content of a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, b"PNG").write(image)
    return bytes(buffer.data().data())
