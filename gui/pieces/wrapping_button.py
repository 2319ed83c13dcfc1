"""A button whose words go on in a second line, from the left, where one is too short for them; a tip tells them all."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from gui.appearance import theme

LINES = 2
BESIDE, ABOVE = 10, 6  # free space around the words
WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class WrappingButton(QPushButton):
    """As wide as its place, as high as its words there."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setToolTip(words)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)  # long words never widen a form
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = self.fontMetrics()
        room = QRect(0, 0, max(1, width - 2 * theme.px(BESIDE)), LINES * 10 * metrics.height())
        needed = metrics.boundingRect(room, WRAPPED, self.text()).height()
        return min(needed, LINES * metrics.lineSpacing()) + 2 * theme.px(ABOVE)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), self.heightForWidth(self.width()))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(60), self.fontMetrics().height() + 2 * theme.px(ABOVE))

    def paintEvent(self, event: QPaintEvent) -> None:
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        painter = QStylePainter(self)
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        beside = theme.px(BESIDE)
        area = self.rect().adjusted(beside, 0, -beside, 0)
        words = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, LINES * area.width() - 2 * beside
        )
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(area, WRAPPED, words)
        painter.end()
