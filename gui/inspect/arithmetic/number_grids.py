"""Number grids: small grids of coloured numbers side by side, such as patch × kernel = product, a row a channel."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.inspect import colour_maps
from gui.inspect.arithmetic.value_words import figure
from gui.inspect.tiles import Palette

LARGEST, LEAST, READABLE = 40, 5, 27  # sides of a cell; numbers stand in those that are as large as the last
SIGN, GAP, HEAD = 22, 10, 20
DARK = 140  # of 255, below which letters are white


@dataclass(frozen=True, eq=False)
class Grid:
    """Numbers (height, width) coloured from `low` to `high`; those outside of a map are hatched, `mark` is outlined."""

    values: np.ndarray
    palette: Palette
    low: float
    high: float
    inside: np.ndarray | None = None
    mark: tuple[int, int] | None = None

    def colours(self) -> np.ndarray:
        """uint32 (height, width)."""
        levels = colour_maps.indices(self.values.astype(np.float32), self.low, self.high)
        return colour_maps.packed(self.palette)[levels]


@dataclass(frozen=True, eq=False)
class GridRow:
    """A caption, grids of one size with a sign before each but the first, and what it comes to at the end."""

    caption: str
    grids: tuple[Grid, ...]
    signs: tuple[str, ...] = ()
    ending: str = ""


def about_zero(values: np.ndarray, *, reach: float = 0.0, inside: np.ndarray | None = None) -> Grid:
    """Red above and blue below zero, up to what the largest value or `reach` is."""
    finite = np.abs(values[np.isfinite(values)])
    span = max(reach, float(finite.max(initial=0))) or 1.0
    return Grid(values, "diverging", -span, span, inside)


class NumberGrids(QWidget):
    """Paints rows of grids, as large as the width allows.

    clicked(row)   a press on a row of grids
    """

    clicked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[GridRow, ...] = ()
        self._chosen: int | None = None
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_rows(self, rows: Sequence[GridRow], words: str, chosen: int | None = None) -> None:
        """These rows, in `words` for those who do not see them; one may be chosen."""
        self._rows, self._chosen = tuple(rows), chosen
        self.setAccessibleName("Numbers")
        self.setAccessibleDescription(words)
        self.setVisible(bool(rows))
        self.updateGeometry()
        self.update()

    # Geometry

    def _cell(self, width: float) -> float:
        """The side of a cell at a width."""
        first = self._rows[0]
        columns = sum(grid.values.shape[1] for grid in first.grids)
        ending = max(QFontMetricsF(theme.caption_font()).horizontalAdvance(row.ending) for row in self._rows)
        room = width - theme.px(SIGN) * (len(first.grids) - 1) - ending - theme.px(GAP)
        return float(min(theme.px(LARGEST), max(LEAST, room / max(1, columns))))

    def _height(self, cell: float) -> float:
        return theme.px(HEAD) + self._rows[0].grids[0].values.shape[0] * cell + theme.px(GAP)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return round(len(self._rows) * self._height(self._cell(width))) if self._rows else 0

    def sizeHint(self) -> QSize:
        return QSize(theme.px(420), self.heightForWidth(theme.px(420)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), self.heightForWidth(max(self.width(), theme.px(160))))

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.setFixedHeight(self.heightForWidth(self.width()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._rows and event.button() == Qt.MouseButton.LeftButton:
            row = int(event.position().y() // self._height(self._cell(self.width())))
            if row < len(self._rows):
                self.clicked.emit(row)

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._rows:
            return
        painter = QPainter(self)
        cell = self._cell(self.width())
        height = self._height(cell)
        for number, row in enumerate(self._rows):
            top = number * height
            if event.rect().top() <= top + height and top <= event.rect().bottom():
                self._paint_row(painter, row, top, cell, chosen=number == self._chosen)

    def _paint_row(self, painter: QPainter, row: GridRow, top: float, cell: float, *, chosen: bool) -> None:
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(theme.current().accent if chosen else theme.current().secondary))
        painter.drawText(QRectF(0, top, self.width(), theme.px(HEAD)), Qt.AlignmentFlag.AlignVCenter, row.caption)
        body, left = top + theme.px(HEAD), 0.0
        for number, grid in enumerate(row.grids):
            if number:
                left = self._paint_sign(painter, row.signs[number - 1], left, body, grid, cell)
            _paint_grid(painter, grid, QPointF(left, body), cell)
            left += grid.values.shape[1] * cell
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(theme.current().text))
        area = QRectF(left + theme.px(GAP), body, self.width(), row.grids[-1].values.shape[0] * cell)
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, row.ending)

    def _paint_sign(self, painter: QPainter, sign: str, left: float, top: float, grid: Grid, cell: float) -> float:
        area = QRectF(left, top, theme.px(SIGN), grid.values.shape[0] * cell)
        painter.setFont(theme.caption_font())
        painter.setPen(QColor(theme.current().text))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, sign)
        return area.right()


def _paint_grid(painter: QPainter, grid: Grid, at: QPointF, cell: float) -> None:
    painter.setFont(_number_font(cell))
    colours = grid.colours()
    for row, column, area in _cells(grid, at, cell):
        outside = grid.inside is not None and not grid.inside[row, column]
        colour = QColor.fromRgb(int(colours[row, column]) & 0xFFFFFF)
        painter.fillRect(area, QColor(theme.current().surface) if outside else colour)
        if outside:
            painter.fillRect(area, _hatched())
        elif cell >= theme.px(READABLE):
            painter.setPen(QColor("white" if colour.lightness() < DARK else "#1b1f24"))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, _short(float(grid.values[row, column])))
    height, width = grid.values.shape
    painter.setPen(QPen(QColor(theme.current().strong_border), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(QRectF(at.x(), at.y(), width * cell, height * cell))
    if grid.mark is not None:
        painter.setPen(QPen(QColor(theme.current().accent), 2))
        painter.drawRect(QRectF(at.x() + grid.mark[1] * cell, at.y() + grid.mark[0] * cell, cell, cell))


def _cells(grid: Grid, at: QPointF, cell: float) -> Iterator[tuple[int, int, QRectF]]:
    height, width = grid.values.shape
    for row in range(height):
        for column in range(width):
            yield row, column, QRectF(at.x() + column * cell, at.y() + row * cell, cell - 0.5, cell - 0.5)


def _hatched() -> QBrush:
    return QBrush(QColor(theme.current().border), Qt.BrushStyle.BDiagPattern)


def _number_font(cell: float) -> QFont:
    font = QFont(theme.caption_font())
    font.setPointSizeF(font.pointSizeF() * (0.85 if cell < theme.px(34) else 0.92))
    return font


def _short(value: float) -> str:
    """As much of a number as a cell holds."""
    if not np.isfinite(value):
        return "?"
    if abs(value) >= 1000:
        return figure(value)
    places = 2 if abs(value) < 10 else 1 if abs(value) < 100 else 0
    return numeral(value, f".{places}f").replace("-", "−")
