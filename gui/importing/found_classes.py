"""FoundClasses: the classes that were found, each with a bar of its images; of many a part is in sight."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter

from engine.service.answers import ClassCount
from gui.appearance import theme
from gui.appearance.numerals import counted, numeral
from gui.pieces.classes.cut import cut
from gui.pieces.classes.names import shown
from gui.pieces.painted_rows import PaintedRows, widest

ROW, BAR, GAP = 22, 6, 8
LEAST_ROWS = 5  # in sight
WIDEST_NAME = 0.45  # of a row
MIDDLE = Qt.AlignmentFlag.AlignVCenter
SPOKEN = 20  # classes that a screen reader hears


class FoundClasses(PaintedRows):
    """Name, bar and how many images; the tip tells those to test on apart."""

    def __init__(self) -> None:
        super().__init__(ROW, least=180, usual=260)
        self._classes: Sequence[ClassCount] = ()
        self._names: tuple[str, ...] = ()
        self._largest = 1
        self.setAccessibleName("Classes that were found")

    def show_classes(self, classes: Sequence[ClassCount]) -> None:
        """Shows others."""
        self._classes, self._names = classes, shown(tuple(one.name for one in classes))
        self._largest = max((one.train + one.test for one in classes), default=1)
        more = len(classes) - SPOKEN
        first = [self.sentence(row) for row in range(min(SPOKEN, len(classes)))]
        self.setAccessibleDescription(" ".join([*first, *([f"And {numeral(more)} more."] if more > 0 else [])]))
        self.verticalScrollBar().setValue(0)
        self.show_rows(len(classes))

    def sentence(self, index: int) -> str:
        one = self._classes[index]
        test = f", {numeral(one.test)} to test on" if one.test else ""
        return f"{self._names[index]}: {counted(one.train, 'image')}{' to train on' if test else ''}{test}."

    def minimumSizeHint(self) -> QSize:
        rows = min(LEAST_ROWS, max(1, len(self._classes)))
        return QSize(super().minimumSizeHint().width(), self.row_height * rows)

    def paint_row(self, painter: QPainter, area: QRectF, index: int) -> None:
        one, colours, gap = self._classes[index], theme.current(), theme.px(GAP)
        metrics, count = painter.fontMetrics(), numeral(one.train + one.test)
        name = min(widest(self._names) + 1, area.width() * WIDEST_NAME)
        figures = metrics.horizontalAdvance(numeral(self._largest))
        painter.setPen(QColor(colours.text))
        painter.drawText(area, MIDDLE | Qt.AlignmentFlag.AlignLeft, cut(self._names[index], metrics, int(name) + 1))
        painter.setPen(QColor(colours.secondary))
        painter.drawText(area, MIDDLE | Qt.AlignmentFlag.AlignRight, count)
        left = area.left() + name + gap
        self._paint_bar(painter, QRectF(left, area.top(), area.right() - figures - gap - left, area.height()), one)

    def _paint_bar(self, painter: QPainter, room: QRectF, one: ClassCount) -> None:
        """Training images in the accent colour, those to test on after them."""
        colours, height = theme.current(), theme.px(BAR)
        painter.setPen(Qt.PenStyle.NoPen)
        left = room.left()
        for count, colour in ((one.train, colours.accent), (one.test, colours.test)):
            width = max(0.0, room.width()) * count / self._largest
            painter.setBrush(QColor(colour))
            painter.drawRect(QRectF(left, room.center().y() - height / 2, width, height))
            left += width
