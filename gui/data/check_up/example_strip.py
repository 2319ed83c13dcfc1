"""ExampleStrip: examples of a finding, each an image or a few that are alike, in as many rows as they need."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.service.answers import At, Example
from engine.text import one_line
from gui.appearance import theme
from gui.appearance.numerals import in_figures
from gui.data.check_up.example_words import what_it_is
from gui.pieces.images.pictures import paint_picture
from gui.pieces.pages.panel_keys import PanelKeys

PICTURE, LEAST, GAP, BETWEEN = 56, 104, 6, 2
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}

KEYS = PanelKeys(
    "On the examples of a check-up",
    (("Arrows", "another one, with what can be done about it"), ("Enter or Space", "look at its image")),
)


class ExampleStrip(QWidget):
    """One is chosen, and what can be done about it stands elsewhere.

    chosen(place)   another one is
    pressed(at)     an image, an At, is to be looked at
    """

    chosen = Signal(int)
    pressed = Signal(object)

    def __init__(self, examples: Sequence[Example], pictures: dict[At, QImage], classes: Sequence[str]) -> None:
        super().__init__()
        self._examples, self._pictures, self._classes = examples, pictures, classes
        self.place = 0  # of the chosen one
        self._under: int | None = None  # the pointer
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._describe()

    def _describe(self) -> None:
        self.setAccessibleName("Examples")
        self.setAccessibleDescription(self.sentence(self.place))

    def sentence(self, place: int) -> str:
        """An example in words, with its files."""
        example = self._examples[place]
        images = "\n".join(what_it_is(at, self._classes) for at in example.images)
        return in_figures(f"{one_line(example.words)}\n{images}".strip())

    # --- places ---

    @property
    def _tile(self) -> QSize:
        """What one takes: as wide as the widest."""
        images = max((len(one.images) for one in self._examples), default=1)
        width = max(theme.px(LEAST), images * theme.px(PICTURE + BETWEEN)) + theme.px(GAP)
        line = round(QFontMetricsF(theme.caption_font()).height())
        return QSize(width, theme.px(PICTURE) + line + 3 * theme.px(GAP))

    def _columns(self, width: int) -> int:
        return max(1, width // (self._tile.width() + theme.px(GAP)))

    def area(self, place: int) -> QRectF:
        """Where one stands."""
        tile, gap = self._tile, theme.px(GAP)
        row, column = divmod(place, self._columns(self.width()))
        return QRectF(column * (tile.width() + gap), row * tile.height(), tile.width(), tile.height() - gap)

    def place_at(self, position: QPointF) -> int | None:
        """The one under a point."""
        return next((place for place in range(len(self._examples)) if self.area(place).contains(position)), None)

    def picture_area(self, place: int, number: int) -> QRectF:
        """Where one of its images stands."""
        area, gap, side = self.area(place), theme.px(GAP), theme.px(PICTURE)
        return QRectF(area.left() + gap + number * (side + theme.px(BETWEEN)), area.top() + gap, side, side)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return -(-len(self._examples) // self._columns(width)) * self._tile.height()

    def sizeHint(self) -> QSize:
        return QSize(4 * self._tile.width(), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return self._tile

    # --- choosing ---

    def choose(self, place: int) -> None:
        """Another one."""
        if 0 <= place < len(self._examples) and place != self.place:
            self.place = place
            self._describe()
            self.update()
            self.chosen.emit(place)

    def press(self, place: int, number: int = -1) -> None:
        """Has one of its images looked at: the last, which is the one that is like another."""
        self.choose(place)
        images = self._examples[place].images
        if images:
            self.pressed.emit(images[number])

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        place = self.place_at(event.position())
        if place is None or event.button() != Qt.MouseButton.LeftButton:
            return
        count = len(self._examples[place].images)
        hit = (number for number in range(count) if self.picture_area(place, number).contains(event.position()))
        number = next(hit, None)
        if number is None:
            self.choose(place)
        else:
            self.press(place, number)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._hover(self.place_at(event.position()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(None)

    def _hover(self, place: int | None) -> None:
        if place != self._under:
            self._under = place
            self.setCursor(Qt.CursorShape.ArrowCursor if place is None else Qt.CursorShape.PointingHandCursor)
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, columns = Qt.Key(event.key()), self._columns(self.width())
        steps = {**STEPS, Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns}
        if key in steps and 0 <= self.place + steps[key] < len(self._examples):
            self.choose(self.place + steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.press(self.place)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Its height follows from its width."""
        super().resizeEvent(event)
        if self._columns(event.oldSize().width()) != self._columns(event.size().width()):
            self.updateGeometry()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """What is under the pointer says itself in words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            place = self.place_at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), "" if place is None else self.sentence(place), self)
            return True
        return super().event(event)

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.tabular(theme.caption_font()))
        for place in range(len(self._examples)):
            self._paint(painter, place)

    def _paint(self, painter: QPainter, place: int) -> None:
        self._paint_ground(painter, place)
        example, area, gap = self._examples[place], self.area(place), theme.px(GAP)
        for number, at in enumerate(example.images):
            paint_picture(painter, self.picture_area(place, number), self._pictures.get(at))
        painter.setPen(QColor(theme.current().text))
        line = area.adjusted(gap, gap + theme.px(PICTURE), -gap / 2, 0)
        words = in_figures(one_line(example.words))
        painter.drawText(
            line, MIDDLE, painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(line.width()))
        )

    def _paint_ground(self, painter: QPainter, place: int) -> None:
        look = theme.current()
        if place not in (self.place, self._under):
            return
        painter.setPen(QPen(QColor(look.accent), 1.5) if place == self.place and self.hasFocus() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.selection if place == self.place else look.hover))
        painter.drawRoundedRect(self.area(place).adjusted(1, 1, -1, -1), 4, 4)
