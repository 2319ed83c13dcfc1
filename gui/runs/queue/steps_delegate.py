"""StepsDelegate: a thin bar under the steps of a run, as far as it is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from gui.appearance import theme
from gui.runs.queue.queue_model import QueueModel

BAR, MARGIN = 3, 6


class StepsDelegate(QStyledItemDelegate):
    """Only what is begun and not ended has one."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        model = index.model()
        if not isinstance(model, QueueModel):
            return
        one = model.entries[index.row()]
        if one.total and not one.entry.ended:
            self._bar(painter, QRectF(option.rect), one.step / one.total)

    def _bar(self, painter: QPainter, area: QRectF, share: float) -> None:
        side, height = theme.px(MARGIN), theme.px(BAR)
        whole = QRectF(area.left() + side, area.bottom() - height - 1, area.width() - 2 * side, height)
        painter.fillRect(whole, theme.current().colour("border"))
        whole.setWidth(whole.width() * min(1.0, share))
        painter.fillRect(whole, theme.current().colour("training"))
