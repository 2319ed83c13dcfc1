"""Bar painting: one row of the probability bars: the name of a class, and of each network its bar and percentage."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter

from gui.appearance import theme
from gui.appearance.numerals import tenths_of_percent
from gui.pieces.classes.cut import cut

BAR, THIN = 10, 7  # height of a bar, and of each where there are two
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
CHECK = " ✓"  # beside the class that the image is of


@dataclass(frozen=True)
class Columns:
    """Where the columns of a row lie, in pixels from the left."""

    name: float
    bar_left: float
    bar_width: float
    percent: float


@dataclass(frozen=True)
class Row:
    """One row: a class, or all that have none; `second` is the share that a second network gives it."""

    name: str
    share: float
    is_top: bool = False
    is_truth: bool = False
    is_rest: bool = False
    second: float = 0.0
    is_second_top: bool = False


@dataclass(frozen=True, eq=False)
class BarPainting:
    """One painting of the bars: whether the network answers and is trained, and the same of a second one below it."""

    painter: QPainter
    columns: Columns
    answered: bool
    trained: bool
    paired: bool
    second_answered: bool

    def paint(self, row: Row, area: QRectF) -> None:
        """A row in its area."""
        self._paint_name(row, area)
        if not self.paired:
            self._paint_first(row, area)
            return
        half = area.height() / 2
        self._paint_first(row, area.adjusted(0, 1, 0, -half))
        self._paint_second(row, area.adjusted(0, half - 1, 0, -2))

    def _paint_name(self, row: Row, area: QRectF) -> None:
        colours, font, painter = theme.current(), theme.number_font(), self.painter
        quiet = not self.answered or not self.trained or row.is_rest
        painter.setFont(bold(font) if row.is_top or row.is_truth else font)
        painter.setPen(QColor(colours.secondary if quiet else colours.text))
        check = CHECK * row.is_truth
        room = int(self.columns.name) + 1 - painter.fontMetrics().horizontalAdvance(check)
        painter.drawText(area, LEFT, f"{cut(row.name, painter.fontMetrics(), room)}{check}")

    def _paint_first(self, row: Row, area: QRectF) -> None:
        if self.answered:
            self._paint_percent(row.share, area, heavy=row.is_top or row.is_truth, dark=row.is_top)
        self._paint_bar(row.share, area, self._colour(row))

    def _paint_second(self, row: Row, area: QRectF) -> None:
        if self.second_answered:
            self._paint_percent(row.second, area, heavy=row.is_second_top or row.is_truth, dark=row.is_second_top)
        self._paint_bar(row.second, area, second_colour(faint=not row.is_second_top))

    def _paint_percent(self, share: float, area: QRectF, *, heavy: bool, dark: bool) -> None:
        colours, font = theme.current(), theme.tabular(theme.caption_font()) if self.paired else theme.number_font()
        self.painter.setFont(bold(font) if heavy else font)
        self.painter.setPen(QColor(colours.text if dark else colours.secondary))
        self.painter.drawText(area, RIGHT, tenths_of_percent(share))

    def _paint_bar(self, share: float, area: QRectF, colour: QColor) -> None:
        colours, height, painter = theme.current(), theme.px(THIN if self.paired else BAR), self.painter
        trough = QRectF(self.columns.bar_left, area.center().y() - height / 2, self.columns.bar_width, height)
        trough.adjust(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QColor(colours.border))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(trough, 2, 2)
        bar = trough.adjusted(0.5, 0.5, -0.5, -0.5)
        bar.setWidth(bar.width() * min(max(share, 0.0), 1.0))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawRoundedRect(bar, 1.5, 1.5)

    def _colour(self, row: Row) -> QColor:
        """Of two networks the colours tell them apart, and the truth has its sign alone."""
        colours = theme.current()
        if not self.trained or row.is_rest:
            return colours.colour("secondary", 0.5)
        if row.is_truth and not self.paired:
            return QColor(colours.truth)
        return colours.colour("accent", 1.0 if row.is_top else 0.5)


def second_colour(*, faint: bool = False) -> QColor:
    """That of the second network."""
    colour = QColor(theme.current().runs[0])
    colour.setAlphaF(0.5 if faint else 1.0)
    return colour


def bold(font: QFont) -> QFont:
    """The same font, heavy."""
    heavy = QFont(font)
    heavy.setBold(True)
    return heavy
