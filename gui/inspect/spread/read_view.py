"""A view whose parts, side by side, are read one by one, with the pointer or with keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.appearance import theme
from gui.appearance.theme import px
from gui.pieces.pages.panel_keys import BY_KEY, PanelKeys

HEIGHT, GAP = 120, 4
MARK, AROUND = 2, 2  # of the bar that is read: the line around it, and how far from it
STRIDE = 10  # bars at once
KEYS = PanelKeys(
    "On a histogram, or bars of statistics",
    (("Arrows, Home, End", "another bar"), ("Ctrl+arrows", f"{STRIDE} bars further")),
)


class ReadView(QWidget):
    """Base: says which of its parts is read; who inherits paints them and puts them into words.

    read(words)   another part is pointed at; empty for none
    """

    read = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._current: int | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    # --- for those who inherit ---

    def count(self) -> int:
        """How many parts there are."""
        raise NotImplementedError

    def words(self, index: int) -> str:
        """One of them."""
        raise NotImplementedError

    def sentence(self) -> str:
        """All of it, for who hears it."""
        raise NotImplementedError

    def span(self, index: int) -> tuple[float, float]:
        """From where to where a part reaches, sideways."""
        plot, each = self.plot(), self.plot().width() / max(1, self.count())
        return plot.left() + index * each, plot.left() + (index + 1) * each

    def start(self) -> int:
        """The part that is read first by whoever comes by key."""
        return 0

    # --- what is read ---

    @property
    def current(self) -> int | None:
        """The part that is read."""
        return self._current

    def reading(self) -> str:
        """That part in words; empty for none."""
        return "" if self._current is None else self.words(self._current)

    def changed(self) -> None:
        """Something else is shown."""
        if self._current is not None and self._current >= self.count():
            self._current = None
        self._describe()
        if self._current is not None:
            self.read.emit(self.reading())
        self.updateGeometry()
        self.update()

    def _describe(self) -> None:
        current = f" {self.reading()}." if self._current is not None else ""
        self.setAccessibleDescription(f"{self.sentence()}{current}")

    def _look_at(self, index: int | None) -> None:
        if index != self._current:
            self._current = index
            self._describe()
            self.read.emit(self.reading())
            self.update()

    def plot(self) -> QRectF:
        """Where the parts are, above their axis."""
        below = self.fontMetrics().height() + GAP
        return QRectF(GAP, GAP, max(1, self.width() - 2 * GAP), max(1, self.height() - below - 2 * GAP))

    def sizeHint(self) -> QSize:
        return QSize(px(320), px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), px(HEIGHT))

    def paint_focus(self, painter: QPainter) -> None:
        """An outline where the keyboard is, and one around the part that is read, however low or thin that is."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(theme.current().colour("accent"), MARK))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        if self._current is not None:
            (left, right), plot = self.span(self._current), self.plot()
            painter.setPen(QPen(theme.current().colour("text"), MARK))
            painter.drawRect(QRectF(left - AROUND, plot.top(), right - left + 2 * AROUND, plot.height() + AROUND))

    # --- pointer and keys ---

    def index_at(self, x: float) -> int | None:
        """The part at a distance from the left."""
        plot, count = self.plot(), self.count()
        if not count or not plot.left() <= x < plot.right():
            return None
        return min(count - 1, int((x - plot.left()) / plot.width() * count))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._look_at(self.index_at(event.position().x()))

    def leaveEvent(self, _event: QEvent) -> None:
        self._look_at(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Whoever comes by key sees where they are."""
        super().focusInEvent(event)
        if event.reason() in BY_KEY and self._current is None and self.count():
            self._look_at(self.start())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._look_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = MOVES.get(Qt.Key(event.key()))
        if move is None or not self.count():
            super().keyPressEvent(event)
            return
        at, last = self.start() if self._current is None else self._current, self.count() - 1
        far = STRIDE if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1
        self._look_at(max(0, min(last, at + (move(at, last) - at) * far)))


MOVES: dict[Qt.Key, Callable[[int, int], int]] = {
    Qt.Key.Key_Left: lambda at, _: at - 1,
    Qt.Key.Key_Right: lambda at, _: at + 1,
    Qt.Key.Key_Home: lambda *_: 0,
    Qt.Key.Key_End: lambda _, last: last,
}
