"""NarrowTile: an image of a list beside the map, no wider than its picture where the names of classes are short."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize

from gui.appearance import theme
from gui.pieces.images.answer_tile import GAP, PICTURE, AnswerTile

NARROW = PICTURE + 2 * GAP


class NarrowTile(AnswerTile):
    """As wide as one of any list where names would be cut."""

    _names: Sequence[str] = ()
    _widest = 0.0  # of two of them and what stands between

    def fit(self) -> None:
        super().fit()
        self._names = ()

    def least(self) -> QSize:
        room = theme.px(NARROW) - 3 * theme.px(GAP)
        return QSize(theme.px(NARROW), super().least().height()) if self._widths() <= room else super().least()

    def _widths(self) -> float:
        if self._names is not self.images.classes:
            self._names = self.images.classes
            name = max(map(self.metrics.horizontalAdvance, self._names), default=0.0)
            self._widest = 2 * name + self.metrics.horizontalAdvance(" → ")
        return self._widest
