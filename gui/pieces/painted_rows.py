"""PaintedRows: rows of one height, painted one by one as far as they are in sight."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollArea, QSizePolicy, QToolTip, QWidget

from gui.appearance import theme
from gui.pieces.pages.under_pointer import look_again
from gui.pieces.tips import parted

WHOLE = 20  # rows at most that stand there whole
GAP = 6  # between rows and scroll bar
IN_SIGHT = 288  # pixels for more than that; the others are scrolled to
LONGEST = 80  # letters of a name that are measured: longer ones have no room anywhere


class PaintedRows(QAbstractScrollArea):
    """A few rows take the height they need; of many a part is in sight. A subclass paints a row and words it.

    `row` is the height of one at a zoom of 100 %, `least` and `usual` are widths.
    """

    def __init__(self, row: int, least: int, usual: int) -> None:
        super().__init__()
        self._row, self._least, self._usual = row, least, usual
        self._count = self._of = 0
        self.nothing = ""  # what stands there instead of rows
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)

    def paint_row(self, painter: QPainter, area: QRectF, index: int) -> None:
        """Paints one row."""
        raise NotImplementedError

    def sentence(self, index: int) -> str:
        """One row in words, for its tool tip."""
        raise NotImplementedError

    def show_rows(self, count: int, of: int | None = None) -> None:
        """There are so many rows now, or other things stand in them; found among `of`, whose place they keep."""
        self._count, self._of = count, count if of is None else of
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self.scrolls else Qt.FocusPolicy.NoFocus)
        self._fit()
        self.updateGeometry()
        self.viewport().update()

    @property
    def scrolls(self) -> bool:
        """True where only a part of the rows is in sight."""
        return self._of > WHOLE

    @property
    def row_height(self) -> int:
        """In pixels."""
        return theme.px(self._row)

    def row_at(self, y: int) -> int | None:
        """The row at a height of the part in sight."""
        row = (y + self.verticalScrollBar().value()) // self.row_height
        return row if 0 <= row < self._count else None

    def reveal(self, row: int) -> None:
        """Scrolls a row into sight, here and in the page around."""
        bar, top = self.verticalScrollBar(), row * self.row_height
        if self.scrolls:
            bar.setValue(min(top, max(bar.value(), top + self.row_height - self.viewport().height())))
        place = QPoint(0, top - bar.value())
        for area, page in _areas_around(self):
            area.ensureVisible(0, self.mapTo(page, place).y() + self.row_height // 2, 0, self.row_height)

    def sizeHint(self) -> QSize:
        rows = IN_SIGHT // self._row if self.scrolls else self._count
        return QSize(theme.px(self._usual), self.row_height * rows)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(self._least), self.sizeHint().height())

    def _fit(self) -> None:
        self.setViewportMargins(0, 0, theme.px(GAP) if self.scrolls else 0, 0)
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, self.row_height * self._count - seen) if self.scrolls else 0)
        bar.setPageStep(seen)
        bar.setSingleStep(self.row_height)

    # --- Qt's events ---

    def viewportEvent(self, event: QEvent) -> bool:
        """A row's tool tip says it in words."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            row = self.row_at(event.pos().y())
            QToolTip.showText(event.globalPos(), "" if row is None else parted(self.sentence(row)), self)
            return True
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        super().wheelEvent(event)
        look_again(self)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(theme.number_font())
        height, above = self.row_height, self.verticalScrollBar().value()
        first, last = ((y + above) // height for y in (event.rect().top(), event.rect().bottom()))
        for index in range(max(0, first), min(self._count, last + 1)):
            self.paint_row(painter, QRectF(0, index * height - above, self.viewport().width(), height), index)
        if not self._count and self.nothing:
            self._paint_nothing(painter)
        if self.hasFocus():
            self.paint_focus(painter)

    def _paint_nothing(self, painter: QPainter) -> None:
        painter.setPen(QColor(theme.current().secondary))
        area = QRectF(self.viewport().rect()).adjusted(theme.px(GAP), theme.px(GAP), 0, 0)
        painter.drawText(area, Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, self.nothing)

    def paint_focus(self, painter: QPainter) -> None:
        """Marks the whole; a subclass that marks something in it leaves that out."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(theme.current().accent), 1.5))
        painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), 4, 4)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()


def _areas_around(widget: QWidget) -> Iterator[tuple[QScrollArea, QWidget]]:
    """With what each of them scrolls, the innermost first."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and (page := around.widget()) is not None:
            yield around, page
        around = around.parentWidget()


def widest(names: tuple[str, ...], *, bold: bool = False) -> float:
    """The width of the longest name in the font of rows."""
    font = theme.number_font()
    font.setBold(bold)
    return _widest(names, font.key(), bold)


@lru_cache(maxsize=8)
def _widest(names: tuple[str, ...], _key: str, bold: bool) -> float:
    font = theme.number_font()
    font.setBold(bold)
    metrics = QFontMetricsF(font)
    return max((metrics.horizontalAdvance(name[:LONGEST]) for name in names), default=0.0)
