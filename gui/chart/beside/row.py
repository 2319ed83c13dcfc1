"""A line in the legend of the runs that are compared: its stroke, name, what is said of it, and its newest figure."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from gui.appearance import theme
from gui.appearance.theme import Theme, px
from gui.chart.beside.entries import Row
from gui.chart.head.legend import Fonts, paint_swatch
from gui.pieces.tips import parted

CROSS, GAP, PAD, SWATCH = 14, 8, 3, 30
SHORTEST = 30  # piece of a difference that says something
NAME_SHARE = 0.3  # of a line, that the longest name may take
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class RunRow(QAbstractButton):
    """Paints one line; names of all lines are as wide, so that what is said stands below each other.

    pointed_at(on)   the mouse or the keyboard came to it, or left it
    """

    pointed_at = Signal(bool)
    row: Row

    def __init__(self) -> None:
        super().__init__()
        self._name_width = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_row(self, row: Row, name_width: float) -> None:
        """Stands for this run, or these."""
        if (row, name_width) == (getattr(self, "row", None), self._name_width):
            return
        self.row, self._name_width = row, name_width
        self.setToolTip(parted(row.sentence + self.hint()))
        self.setAccessibleName(row.sentence.replace("\n", ". "))
        self.update()

    def hint(self) -> str:
        """What a click does."""
        return ""

    def sizeHint(self) -> QSize:
        return QSize(px(200), line_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(px(60), line_height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_row(painter, QRectF(self.rect()), self.row, self._name_width, theme.current())


class OtherRun(RunRow):
    """One that a click takes out of the chart; with a cross at its end."""

    def __init__(self) -> None:
        super().__init__()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)

    def hint(self) -> str:
        """What a click does."""
        return "\nA click takes it out of the chart." if len(self.row.runs) < 2 else "\nA click takes them all out."

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.pointed_at.emit(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.pointed_at.emit(False)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.pointed_at.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.pointed_at.emit(False)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look, whole = QPainter(self), theme.current(), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setPen(look.colour("accent") if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("hover"))
            painter.drawRoundedRect(whole.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        painter.setPen(look.colour("text" if self.underMouse() else "disabled"))
        painter.drawText(whole.adjusted(0, 0, -px(PAD), 0), RIGHT, "×")
        painter.end()
        super().paintEvent(event)


def line_height() -> int:
    """How high a line is."""
    return round(QFontMetricsF(theme.number_font()).height()) + px(4)


def name_width(lines: list[Row], room: float) -> float:
    """How wide the names of these lines are, of so much room for a line: a share of it, or all that no words need."""
    fonts = Fonts()
    left = min((room - natural_width(line, 0.0) for line in lines), default=0.0)
    return min(max((fonts.name_width(line.entry) for line in lines), default=0.0), max(NAME_SHARE * room, left))


def natural_width(row: Row, name_width: float) -> float:
    """How much room the line needs so that nothing of it is cut off."""
    fonts = Fonts()
    said = QFontMetricsF(fonts.name).horizontalAdvance(f"{row.caveat}. {row.words}: {row.gain}")
    return px(2 * PAD + SWATCH + CROSS + 5 * GAP) + name_width + said + fonts.figure_width(row.entry)


def paint_row(painter: QPainter, rect: QRectF, row: Row, name_width: float, look: Theme) -> None:
    """Paint a line into `rect`; what has no room ends in …."""
    fonts, entry = Fonts(), row.entry
    left = rect.left() + px(PAD)
    swatch = px(SWATCH)
    paint_swatch(painter, QRectF(left, rect.top(), swatch, rect.height()), entry)
    figure = fonts.figure_width(entry)
    end = rect.right() - px(CROSS + PAD)
    text = QRectF(left + swatch + px(GAP), rect.top(), 0, rect.height())
    text.setWidth(max(0.0, min(name_width, end - figure - text.left())))
    _write(painter, text, entry.name, look, "text", fonts)
    text.setLeft(text.right() + px(GAP))
    text.setRight(end - figure - px(GAP))
    metrics = QFontMetricsF(fonts.name)
    if row.caveat:
        caveat = caveat_in(row, text.width(), metrics)
        text.setLeft(text.left() + _write(painter, text, caveat, look, "text", fonts) + px(GAP))
    said = said_in(row, text.width(), metrics)
    _write(painter, text, said, look, "secondary", fonts)
    painter.setFont(fonts.figure)
    painter.setPen(look.colour("text"))
    painter.drawText(QRectF(end - figure, rect.top(), figure, rect.height()), RIGHT, entry.figure)


def caveat_in(row: Row, room: float, metrics: QFontMetricsF) -> str:
    """What is said before all else, as far as it leaves the gain its room."""
    gain = metrics.horizontalAdvance(row.gained.brief) + px(GAP + 1) if row.gained.brief else 0.0
    return metrics.elidedText(f"{row.caveat}.", Qt.TextElideMode.ElideRight, room - gain)


def said_in(row: Row, room: float, metrics: QFontMetricsF) -> str:
    """In what it differs and what that gained, as there is room: all, the gain in short, then fewer differences."""
    parts = row.words.split(", ")
    fewer = (f"{', '.join(parts[:count])}, …" for count in range(len(parts) - 1, 0, -1))
    forms = ((row.words, row.gained.whole), *((words, row.gained.brief) for words in (row.words, *fewer)))
    joined = (": ".join(filter(None, form)) for form in forms)
    found = next((said for said in joined if metrics.horizontalAdvance(said) <= room), None)
    return _cut(row, room, metrics) if found is None else found


def _cut(row: Row, room: float, metrics: QFontMetricsF) -> str:
    """Where not even one difference has room: the gain stays, alone where nothing else could be read."""
    right, gain = Qt.TextElideMode.ElideRight, f": {row.gained.brief}" if row.gained.brief else ""
    left = room - metrics.horizontalAdvance(gain)
    if left < px(SHORTEST):
        return metrics.elidedText(row.gained.brief or row.words, right, room)
    return metrics.elidedText(row.words, right, left) + gain


def _write(
    painter: QPainter,
    rect: QRectF,
    words: str,
    look: Theme,
    colour: str,
    fonts: Fonts,
) -> float:
    """As much of the words as has room; how wide that is."""
    if rect.width() < px(GAP) or not words:
        return 0.0
    metrics = QFontMetricsF(fonts.name)
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(fonts.name)
    painter.setPen(look.colour(colour))
    painter.drawText(rect, LEFT, shown)
    return metrics.horizontalAdvance(shown)
