"""IndexField: the index of an image, as wide as the largest one there is."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit, QSizePolicy

USUAL_LETTERS = 17  # that Qt gives a field room for


class IndexField(QLineEdit):
    """Its width follows the font, and so the zoom."""

    def __init__(self) -> None:
        super().__init__()
        self._digits = 1
        self.setAccessibleName("Index of the image")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_last(self, last: int) -> None:
        """The largest index there is."""
        if len(str(last)) != self._digits:
            self._digits = len(str(last))
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        metrics, usual = self.fontMetrics(), super().sizeHint()
        around = usual.width() - USUAL_LETTERS * metrics.horizontalAdvance("x")
        return QSize(around + metrics.horizontalAdvance("8" * self._digits) + 1, usual.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
