"""GalleryCard: one project to begin with, as a card to be pressed: pictures of its data, title, stack, figures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from gui.appearance import theme
from gui.appearance.numerals import in_figures
from gui.gallery.entries import EMPTY, Entry
from gui.pieces.images.source_sign import paint_sign, plus, sign_of

WIDTH, PAD, STRIP, PICTURES, RADIUS = 250, 10, 52, 5, 6
LINES = 2  # of the stack
ABSENT = "not on this computer yet"
NO_BREAK = "\N{NO-BREAK SPACE}"
ARROWS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down)


class GalleryCard(QAbstractButton):
    """A press, Enter or Space chooses it.

    moved(key)       an arrow key was pressed on it
    typed(letters)   letters were
    focused()        it has got the keyboard
    """

    moved = Signal(int)
    typed = Signal(str)
    focused = Signal()

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self.images: list[QImage] = []
        self._here: bool | None = None
        self._leads = False
        self._kept: tuple[tuple[object, ...], QPixmap] = ((), QPixmap())  # what it depends on, and the picture
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setText(entry.title)
        self.setAccessibleName(entry.title)
        self._describe()

    def show_data(self, images: Sequence[QImage], here: bool | None) -> None:
        """A few images of its data, and whether they are on this computer; None while that is not known."""
        self.images, self._here = list(images), here
        self._kept = ((), QPixmap())
        self._describe()
        self.update()

    def set_leading(self, leads: bool) -> None:
        """Whether Enter in the search field opens this one."""
        if leads != self._leads:
            self._leads = leads
            self.update()

    @property
    def leads(self) -> bool:
        """Whether Enter in the search field opens this one."""
        return self._leads

    def _describe(self) -> None:
        name = self.entry.source.title
        data = f"{name} is {ABSENT}" if self._here is False else f"Data: {name}"
        words = f"{self.entry.sentence}. {data}."
        self.setAccessibleDescription(words)
        self.setToolTip(f"{self.entry.title}. {words}")

    # --- sizes ---

    def sizeHint(self) -> QSize:
        title, caption = QFontMetrics(self.title_font), QFontMetrics(theme.caption_font())
        words = title.height() + (LINES + 2) * caption.height() + 4 * theme.px(2)
        return QSize(theme.px(WIDTH), theme.px(STRIP) + words + 2 * theme.px(PAD))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(WIDTH // 2), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    @property
    def title_font(self) -> QFont:
        """Semi-bold."""
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)
        return font

    # --- keys ---

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ARROWS:
            self.moved.emit(event.key())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif (letters := event.text().strip()).isprintable() and letters:
            self.typed.emit(letters)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit()

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        """A picture is kept of it: as more cards come, those that are there are painted many times."""
        look = self._look()
        if self._kept[0] != look:
            self._kept = (look, self._painted())
        QPainter(self).drawPixmap(0, 0, self._kept[1])

    def _look(self) -> tuple[object, ...]:
        """What the picture depends on, beside the data."""
        state = (self.underMouse(), self.isDown(), self.hasFocus(), self._leads)
        return self.width(), self.height(), self.devicePixelRatioF(), theme.current().name, self.font(), *state

    def _painted(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_card(painter)
        painter.end()
        return picture

    def paint_card(self, painter: QPainter) -> None:
        """All of it."""
        frame = self.paint_ground(painter)
        painter.save()
        painter.setClipPath(frame)
        self._paint_strip(painter, QRect(0, 0, self.width(), theme.px(STRIP)))
        painter.restore()
        self._paint_words(painter)
        self.paint_edge(painter, frame)

    def paint_ground(self, painter: QPainter) -> QPainterPath:
        """The card without anything on it; gives its outline."""
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        under = self.underMouse() or self.isDown()
        painter.fillPath(frame, QColor(theme.current().hover if under else theme.current().surface))
        return frame

    def paint_edge(self, painter: QPainter, frame: QPainterPath) -> None:
        """Its frame, stronger where the keyboard is."""
        strong = self.hasFocus() or self._leads
        colours = theme.current()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(colours.accent if strong else colours.border), 2 if self.hasFocus() else 1))
        painter.drawPath(frame)

    def _paint_strip(self, painter: QPainter, area: QRect) -> None:
        """Images of the data side by side, or their sign where there are none."""
        if self.images:
            _paint_images(painter, area, self.images[:PICTURES])
            return
        colours, empty = theme.current(), self.entry.name == EMPTY
        painter.fillRect(area, QColor(colours.selection if empty else colours.hover))
        sign, side = plus() if empty else sign_of(self.entry.source), area.height() * 3 // 5
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(colours.secondary))
        words = ABSENT if self._here is False else ""
        width = side + (theme.px(8) + painter.fontMetrics().horizontalAdvance(words) if words else 0)
        left, top = max(0, (area.width() - width) // 2), (area.height() - side) // 2
        paint_sign(painter, sign, QRectF(left, top, side, side), colours.secondary)
        beside = area.adjusted(left + side + theme.px(8), 0, 0, 0)
        painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, _short(painter, words, beside.width()))

    def _paint_words(self, painter: QPainter) -> None:
        colours, pad, gap = theme.current(), theme.px(PAD), theme.px(2)
        area = QRect(pad, theme.px(STRIP) + pad, self.width() - 2 * pad, 0)
        painter.setFont(self.title_font)
        painter.setPen(QColor(colours.text))
        area.setTop(paint_line(painter, area, self.entry.title) + gap)
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(colours.secondary))
        _wrapped(painter, area, self.entry.stack)
        area.setTop(area.top() + LINES * painter.fontMetrics().height() + gap)
        expected = self.entry.expected
        area.setTop(
            self._paint_pair(painter, area, self.entry.size, in_figures(expected.accuracy) if expected else "") + gap
        )
        painter.setPen(QColor(colours.secondary))
        self._paint_pair(painter, area, self.entry.source.title, expected.known if expected else "")

    def _paint_pair(self, painter: QPainter, area: QRect, left: str, right: str) -> int:
        """Words at the left, and figures at the right end that are never cut; gives the top of the next line."""
        taken = painter.fontMetrics().horizontalAdvance(right) + theme.px(2)
        paint_line(painter, area.adjusted(area.width() - taken, 0, 0, 0), right)
        return paint_line(painter, area.adjusted(0, 0, -taken - theme.px(6) if right else 0, 0), left)


def _paint_images(painter: QPainter, area: QRect, images: list[QImage]) -> None:
    painter.fillRect(area, QColor("black"))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    side = area.width() / PICTURES
    for number, image in enumerate(images):
        painter.drawImage(fitted(image, QRectF(number * side, area.top(), side, area.height())), image)


def fitted(image: QImage, cell: QRectF) -> QRectF:
    """The image as large as it fits into a cell, by a whole factor where it can grow."""
    side = min(cell.width(), cell.height())
    largest = max(image.width(), image.height())
    factor = int(side // largest) or side / largest
    area = QRectF(0, 0, image.width() * factor, image.height() * factor)
    area.moveCenter(cell.center())
    return area


def paint_line(painter: QPainter, area: QRect, text: str) -> int:
    """One line at the top of an area, ended by … where there is no room; gives the top of the next."""
    place = QRect(area.left(), area.top(), area.width(), painter.fontMetrics().height())
    painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, _short(painter, text, area.width()))
    return area.top() + place.height()


def _short(painter: QPainter, text: str, width: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)


def _wrapped(painter: QPainter, area: QRect, text: str) -> None:
    """At most LINES lines, broken between the parts, the last ended by … where there is no room."""
    parts, area = text.replace(" ", NO_BREAK).replace(f"{NO_BREAK}·{NO_BREAK}", f"{NO_BREAK}· "), QRect(area)
    layout = QTextLayout(parts, painter.font())
    layout.setTextOption(QTextOption(Qt.AlignmentFlag.AlignLeft))
    layout.beginLayout()
    for number in range(LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(area.width())
        rest = parts[line.textStart() :]
        area.setTop(paint_line(painter, area, rest if number == LINES - 1 else rest[: line.textLength()]))
    layout.endLayout()
