"""ClassBars: how many images of each class were recognised."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.appearance import theme
from gui.training.confusion_words import Confusion

ROW, BAR, GAP = 24, 8, 8
WIDEST_NAME = 0.4  # of the widget
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ClassBars(QWidget):
    """A row for each class: name, bar, percent; what was missed is warm."""

    def __init__(self) -> None:
        super().__init__()
        self._confusion: Confusion | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Accuracy of each class")

    def show_confusion(self, confusion: Confusion) -> None:
        """Shows other counts."""
        self._confusion = confusion
        words = (f"{name}: {percent(*confusion.right(index))}" for index, name in enumerate(confusion.classes))
        self.setAccessibleDescription(", ".join(words))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(180), theme.px(ROW) * self._count())

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(140), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        """A row's tool tip gives the counts."""
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent) and self._confusion is not None:
            row = event.pos().y() // theme.px(ROW)
            tip = self._confusion.sentence(row, row) if 0 <= row < self._count() else ""
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def _count(self) -> int:
        return len(self._confusion.classes) if self._confusion is not None else 0

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._confusion is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.number_font())
        metrics = QFontMetricsF(painter.font())
        widest = max(metrics.horizontalAdvance(name) for name in self._confusion.classes)
        name_width = min(widest + 1, self.width() * WIDEST_NAME)
        height = theme.px(ROW)
        for index in range(event.rect().top() // height, min(self._count(), event.rect().bottom() // height + 1)):
            row = QRectF(0, index * height, self.width(), height)
            self._paint_row(painter, row, name_width, self._confusion, index)

    def _paint_row(self, painter: QPainter, row: QRectF, name_width: float, confusion: Confusion, index: int) -> None:
        colours, gap = theme.current(), theme.px(GAP)
        metrics = painter.fontMetrics()
        percents = metrics.horizontalAdvance("100.0 %")
        painter.setPen(QColor(colours.text))
        name = metrics.elidedText(confusion.classes[index], Qt.TextElideMode.ElideRight, int(name_width) + 1)
        painter.drawText(row, LEFT, name)
        painter.setPen(QColor(colours.secondary))
        painter.drawText(row, RIGHT, percent(*confusion.right(index)))
        left = row.left() + name_width + gap
        bar = QRectF(left, row.center().y() - theme.px(BAR) / 2, row.width() - percents - gap - left, theme.px(BAR))
        _paint_bar(painter, bar, *confusion.right(index))


def _paint_bar(painter: QPainter, area: QRectF, right: int, images: int) -> None:
    """The recognised share in the accent colour on a faint warm ground; a class without images stays empty."""
    colours = theme.current()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours.blend("validation", 0.35) if images else QColor(colours.hover))
    painter.drawRoundedRect(area, 2, 2)
    painter.setBrush(QColor(colours.accent))
    painter.drawRoundedRect(QRectF(area.left(), area.top(), area.width() * right / max(1, images), area.height()), 2, 2)


def percent(right: int, images: int) -> str:
    """97.4 %, or a dash where there is nothing to count."""
    return f"{100 * right / images:.1f} %" if images else "–"
