"""A label of one line that ends in … where there is no room; its tool tip tells the whole."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from gui.appearance import theme
from gui.pieces.tips import parted

UPRIGHT = Qt.AlignmentFlag.AlignVCenter


class Elided(QLabel):
    """As wide as its words where it may be, and any narrower; shorter words may take their place before that."""

    def __init__(self, role: str) -> None:
        super().__init__()
        self._shorter: tuple[str, ...] = ()
        self._keeps_shortest = False
        theme.set_role(self, role)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def say(self, words: str, *shorter: str) -> None:
        """Shows these words, or where they have no room the first of the shorter ones that does."""
        self._shorter = shorter
        if words != self.text():
            self.setText(words)
            self.setToolTip(parted(words))
        if self._keeps_shortest:
            self.updateGeometry()

    def keep_shortest(self) -> None:
        """The shortest of its words always have room: what stands beside them gives way."""
        self._keeps_shortest = True
        self.updateGeometry()

    def keep_its_place(self) -> None:
        """Also while it is hidden: what is measured by the room beside it does not change when it comes."""
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.setSizePolicy(policy)

    def room(self, words: str) -> int:
        """How wide it has to be for these words to stand there whole, in pixels."""
        return self.fontMetrics().horizontalAdvance(words) + self._blank() + 1

    def fitting(self) -> str:
        """The words as they are shown."""
        metrics, room = self.fontMetrics(), self.width() - self._blank()
        forms = (self.text(), *self._shorter)
        whole = (form for form in forms if metrics.horizontalAdvance(form) <= room)
        return next(whole, metrics.elidedText(forms[-1], Qt.TextElideMode.ElideRight, room))

    def minimumSizeHint(self) -> QSize:
        least = self.room((self.text(), *self._shorter)[-1]) if self._keeps_shortest else 0
        return QSize(least, super().minimumSizeHint().height())

    def _blank(self) -> int:
        return max(0, self.indent())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        painter.drawText(self.rect().adjusted(self._blank(), 0, 0, 0), across | UPRIGHT, self.fitting())
