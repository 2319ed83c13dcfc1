"""Labels of filters by input channel: "out 3" beside each filter, "in 1" above each of its kernels."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from gui.appearance import theme
from gui.inspect.tiles.tile_grid import Grid, Groups, arranged

GAP = 6  # between a label and its tiles
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTRE = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Pairs:
    """Kernels of `filters` filters, `channels` each, one after the other; filters in groups read channels of their own.

    Counts from 0; names and labels count from 1.
    """

    filters: int
    channels: int
    groups: int = 1

    def channel(self, tile: int) -> int:
        """The channel of the input that a tile reads."""
        filter_, within = divmod(tile, self.channels)
        return filter_ // (self.filters // self.groups) * self.channels + within

    def name(self, tile: int) -> str:
        """Filter 2, channel 5."""
        return f"Filter {tile // self.channels + 1}, channel {self.channel(tile) + 1}"

    def row_label(self, tile: int, *, broken: bool) -> str:
        """What stands beside the row that begins with a tile; in rows that break filters apart also where it begins."""
        out, first = f"out {tile // self.channels + 1}", self.channel(tile) + 1
        if broken:
            return f"{out}, in {first}"
        return out if self.groups == 1 else f"{out}, in {first}–{first + self.channels - 1}"

    def gutter(self, *, broken: bool) -> float:
        """Room for the widest row label, in logical pixels."""
        last = self.row_label((self.filters - 1) * self.channels + (self.channels - 1) * broken, broken=broken)
        return _metrics().horizontalAdvance(last) + theme.px(GAP)

    def arranged(self, count: int, size: tuple[int, int], side: int, available: int, ratio: float) -> Grid:
        """Filters whole and side by side where they fit, else broken over rows; as in `tile_grid.arranged`."""
        whole, broken = (self._arranged(count, size, side, available, ratio, broken=one) for one in (False, True))
        return whole if whole.group == self.channels else broken

    def _arranged(
        self, count: int, size: tuple[int, int], side: int, available: int, ratio: float, *, broken: bool
    ) -> Grid:
        label, heading = round(self.gutter(broken=broken) * ratio), round(self.heading() * ratio)
        return arranged(count, size, side, available, ratio, Groups(1 if broken else self.channels, label, heading))

    def heading(self) -> float:
        """Room for the column labels, in logical pixels."""
        return _metrics().height() + 2


def paint_rows(painter: QPainter, pairs: Pairs, grid: Grid, rows: range, ratio: float, corner: QPointF) -> None:
    """Row labels left of each filter; where rows are lower than the words, of every second or third, and so on."""
    _dress(painter)
    metrics, broken = _metrics(), grid.group != pairs.channels
    step = max(1, -int(-metrics.height() * ratio // grid.row_height))
    for row in rows:
        for tile in range(row * grid.columns, min((row + 1) * grid.columns, grid.count), grid.group):
            if row % step == 0:
                x, y = grid.origin(tile)
                middle = corner.y() + (y + grid.tile_height / 2) / ratio
                area = QRectF(
                    corner.x() + (x - grid.label) / ratio, middle - 20, grid.label / ratio - theme.px(GAP), 40
                )
                painter.drawText(area, RIGHT, pairs.row_label(tile, broken=broken))


def paint_columns(painter: QPainter, pairs: Pairs, grid: Grid, ratio: float, strip: QRectF, left: float) -> None:
    """Column labels in a strip above the kernels, on a ground of their own as the tiles scroll away under them.

    `left` is where the grid begins.
    """
    painter.fillRect(strip, QColor(theme.current().window))
    if pairs.groups > 1 or grid.group != pairs.channels:
        return  # no column is of one channel
    _dress(painter)
    words, step = _column_words(pairs.channels, grid.pitch / ratio)
    for column in range(min(grid.columns, grid.count)):
        if (channel := column % pairs.channels) % step == 0:
            x, top = left + grid.origin(column)[0] / ratio, strip.bottom() - pairs.heading()
            _paint_word(painter, words[channel], QRectF(x, top, grid.tile_width / ratio, pairs.heading()))


def _paint_word(painter: QPainter, word: str, area: QRectF) -> None:
    """Centred above its column; what is wider than that goes on to the left, where the first has room."""
    if painter.fontMetrics().horizontalAdvance(word) <= area.width():
        painter.drawText(area, CENTRE, word)
    else:
        painter.drawText(area.adjusted(-60, 0, 0, 0), RIGHT, word)


def _column_words(channels: int, pitch: float) -> tuple[list[str], int]:
    """As many words as fit above tiles of this pitch, and every how many columns they stand."""
    metrics = _metrics()
    words = [f"in {channel + 1}" for channel in range(channels)]
    if max(map(metrics.horizontalAdvance, words)) + 2 <= pitch:
        return words, 1
    numbers = [str(channel + 1) for channel in range(channels)]
    room = metrics.horizontalAdvance(numbers[-1]) + 4
    return [words[0], *numbers[1:]], max(1, -int(-room // pitch))


def _dress(painter: QPainter) -> None:
    painter.setFont(theme.caption_font())
    painter.setPen(QColor(theme.current().secondary))


def _metrics() -> QFontMetricsF:
    return QFontMetricsF(theme.caption_font())
