"""Exciting row: the images that excite a filter most, each with its class and what the filter says to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from engine.service.looking.images.preference_questions import Exciting
from gui.appearance import theme
from gui.appearance.numerals import numeral, plain
from gui.inspect.looks_for.patch_picture import PatchPicture, paint_patch, patch_picture
from gui.pieces.classes.cut import cut
from gui.pieces.pages.panel_keys import PanelKeys

SIDE, GAP = 72, 8
FRAME = 2  # around the one that the keyboard is on
MIDDLE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
KEYS = PanelKeys(
    "On images that excite a filter", (("Arrows, Home, End", "another one"), ("Enter or Space", "shows it on Try it"))
)


class ExcitingRow(QWidget):
    """In as many rows as the width wants; as high as it needs.

    picked(image)   an ImageOf was chosen, by a click or by key
    read(words)     the one that the keyboard is on; empty for none
    """

    picked = Signal(object)
    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._found: Sequence[Exciting] = ()
        self._names: Sequence[str] = ()
        self._pictures: list[PatchPicture] = []
        self.current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Images that excite it most")

    def show_found(self, found: Sequence[Exciting], names: Sequence[str]) -> None:
        """The most exciting first; classes are called by their names."""
        self._found, self._names = found, names
        self._pictures = [patch_picture(one.pixels, one.rows, one.columns) for one in found]
        self.current = min(self.current, max(0, len(found) - 1))
        self._describe()
        if self.hasFocus():
            self._read_out()
        self.updateGeometry()
        self.update()

    # --- in words ---

    def words(self, at: int) -> str:
        """One of them."""
        one = self._found[at]
        seen = f", seen in rows {_span(one.rows)}, columns {_span(one.columns)}" if self._pictures[at].frame else ""
        return f"{self._name(one)}, test image {numeral(one.image.index)}: {plain(one.value, 4)}{seen}"

    def _name(self, one: Exciting) -> str:
        return self._names[one.label] if one.label < len(self._names) else str(one.label)

    def _describe(self) -> None:
        there = f"{self.current + 1} of {len(self._found)}: {self.words(self.current)}" if self._found else ""
        self.setAccessibleDescription(there)

    # --- places ---

    def _line(self) -> float:
        return QFontMetricsF(theme.caption_font()).height()

    def _columns(self, width: float) -> int:
        return max(1, int((width + theme.px(GAP)) // theme.px(SIDE + GAP)))

    def _place(self, at: int) -> QRectF:
        row, column = divmod(at, self._columns(self.width()))
        side, gap = theme.px(SIDE), theme.px(GAP)
        return QRectF(2 + column * (side + gap), 2 + row * (side + 2 * self._line() + gap), side, side)

    def image_at(self, position: QPointF) -> int | None:
        """Which one is under a point."""
        deep = 2 * self._line()
        return next((at for at in range(len(self._found))
                     if self._place(at).adjusted(0, 0, 0, deep).contains(position)), None)  # fmt: skip

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-max(1, len(self._found)) // self._columns(width))
        return round(4 + rows * (theme.px(SIDE) + 2 * self._line() + theme.px(GAP)))

    def sizeHint(self) -> QSize:
        return QSize(theme.px(3 * (SIDE + GAP)), self.heightForWidth(max(1, self.width())))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(2 * SIDE), self.heightForWidth(max(1, self.width())))

    # --- painting ---

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(theme.tabular(theme.caption_font()))
        metrics, line = QFontMetricsF(painter.font()), self._line()
        for at, (one, patch) in enumerate(zip(self._found, self._pictures, strict=True)):
            place = self._place(at)
            paint_patch(painter, place, patch)
            below = QRectF(place.left(), place.bottom(), place.width(), line)
            painter.setPen(QColor(theme.current().text))
            painter.drawText(below, MIDDLE, cut(self._name(one), metrics, below.width()))
            painter.setPen(QColor(theme.current().secondary))
            painter.drawText(below.translated(0, line), MIDDLE, plain(one.value, 3))
        if self.hasFocus() and self._found:
            painter.setPen(QPen(QColor(theme.current().accent), FRAME))
            painter.drawRect(self._place(self.current).adjusted(-1, -1, 1, 2 * line))

    # --- pointer and keys ---

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self.image_at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if at is None else Qt.CursorShape.PointingHandCursor)
        words = "" if at is None else f"{self.words(at)}. A click shows it under Try it."
        QToolTip.showText(event.globalPosition().toPoint(), words, self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.image_at(event.position())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go_to(at)
            self.picked.emit(self._found[at].image)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go along; Enter or Space picks."""
        last, across = len(self._found) - 1, self._columns(self.width())
        to = {
            Qt.Key.Key_Left: self.current - 1,
            Qt.Key.Key_Right: self.current + 1,
            Qt.Key.Key_Up: self.current - across,
            Qt.Key.Key_Down: self.current + across,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if to is not None and self._found:
            self._go_to(min(max(to, 0), last))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._found:
            self.picked.emit(self._found[self.current].image)
        else:
            super().keyPressEvent(event)

    def _go_to(self, at: int) -> None:
        self.current = at
        self._describe()
        self._read_out()
        self.update()

    def _read_out(self) -> None:
        self.read.emit(self.words(self.current) if self.hasFocus() and self._found else "")

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._read_out()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._read_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()


def _span(places: Sequence[int]) -> str:
    """Counted from 1."""
    return f"{numeral(places[0] + 1)} to {numeral(places[-1] + 1)}"
