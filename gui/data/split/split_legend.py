"""SplitLegend: what each part of the images is in figures, a row each, under the bar that shows them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from gui.appearance import rewriting, theme
from gui.appearance.numerals import numeral, rounded_percent
from gui.data.split.split_grip import WIDTH
from gui.data.split.split_parts import PartName, SplitPart

GAP, SWATCH, LEAST, USUAL = 6, 9, 160, 320
SIDE = WIDTH / 2  # beside the bar: a grip stands out there
ROWS = 3  # always, so that what is below stays where it is
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


class SplitLegend(QWidget):
    """Training, validation and test images; those that are left out are told beside the ones that are trained on."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: tuple[SplitPart, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        rewriting.follow(self.update)

    def show_parts(self, parts: tuple[SplitPart, ...]) -> None:
        """Shows other parts."""
        self._parts = parts
        said = [sentence(part) for part in parts]
        self.setAccessibleName(", ".join(said))
        self.setToolTip("\n".join(said))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(USUAL), ROWS * self._row_height())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(LEAST), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.number_font())
        rows = [part for part in self._parts if part.name != "unused"]
        for place, part in enumerate(rows):
            row = QRectF(0, place * self._row_height(), self.width(), self._row_height())
            self._paint_swatch(painter, row, part)
            self._paint_words(painter, row, part, self._paint_figures(painter, row, part))

    def _paint_swatch(self, painter: QPainter, row: QRectF, part: SplitPart) -> None:
        side = theme.px(SWATCH)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour_of(part.name))
        painter.drawRoundedRect(QRectF(theme.px(SIDE), row.center().y() - side / 2, side, side), 2, 2)

    def _paint_figures(self, painter: QPainter, row: QRectF, part: SplitPart) -> float:
        """The count and its share at the right; where they begin."""
        metrics, colours = painter.fontMetrics(), theme.current()
        wide, count = metrics.horizontalAdvance("00.00 %") + theme.px(GAP), numeral(part.images)
        painter.setPen(QColor(colours.secondary))
        painter.drawText(row, RIGHT, rounded_percent(part.share))
        painter.setPen(QColor(colours.text))
        painter.drawText(row.adjusted(0, 0, -wide, 0), RIGHT, count)
        return row.right() - wide - metrics.horizontalAdvance(count) - theme.px(GAP)

    def _paint_words(self, painter: QPainter, row: QRectF, part: SplitPart, end: float) -> None:
        left, metrics = theme.px(SIDE) + theme.px(SWATCH) + theme.px(GAP), painter.fontMetrics()
        painter.drawText(row.adjusted(left, 0, 0, 0), LEFT, part.title)
        if part.name == "training":
            left += metrics.horizontalAdvance(f"{part.title}  ")
            said = metrics.elidedText(self._left_out(), Qt.TextElideMode.ElideRight, max(0, int(end - left)))
            painter.setPen(QColor(theme.current().secondary))
            painter.drawText(row.adjusted(left, 0, 0, 0), LEFT, said)

    def _left_out(self) -> str:
        """How many training images are not trained on; empty where all are."""
        count = sum(part.images for part in self._parts if part.name == "unused")
        return f"{numeral(count)} left out" if count else ""

    def _row_height(self) -> int:
        return QFontMetrics(theme.number_font()).height() + theme.px(2)


def sentence(part: SplitPart) -> str:
    """Training 7,000 · 70 %."""
    return f"{part.title} {numeral(part.images)} · {rounded_percent(part.share)}"


def colour_of(part: PartName) -> QColor:
    """As its curve in the chart; of what is left out, none's."""
    colours = theme.current()
    return QColor({"unused": colours.strong_border}.get(part) or getattr(colours, part))
