"""AdviceBox: gentle advice on the selected layers, each piece with a button that takes it away."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from engine.analysis.advice import Advice
from gui.appearance import lengths, theme
from gui.appearance.numerals import in_figures
from gui.stack.list.cards.layer_icons import lamp

MOST = 3


class AdviceBox(QFrame):
    """Hidden while there is none."""

    def __init__(self, dismiss: Callable[[Advice], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._dismiss = dismiss
        self._shown: tuple[Advice, ...] = ()
        theme.set_role(self, "strip")
        self._lines: list[QWidget] = []
        self._column = QVBoxLayout(self)
        lengths.follow(self._column, setContentsMargins=(8,) * 4, setSpacing=6)
        self.hide()

    def show_advice(self, pieces: tuple[Advice, ...]) -> bool:
        """Shows these pieces, or hides; True when its buttons are others now."""
        other = pieces != self._shown
        if other:
            self._shown = pieces
            self._rebuild()
        self.setVisible(bool(pieces))
        return other

    def _rebuild(self) -> None:
        for line in self._lines:
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._lines = [self._line(piece) for piece in self._shown[:MOST]]

    def _line(self, piece: Advice) -> QWidget:
        line, words, button = QWidget(), QLabel(in_figures(piece.text)), QPushButton("Dismiss")
        words.setWordWrap(True)
        theme.set_role(words, "secondary")
        theme.set_role(button, "quiet")
        button.setToolTip("Take this advice away")
        button.setAccessibleName(f"Dismiss: {piece.text}")
        button.clicked.connect(lambda: self._dismiss(piece))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=8)
        row.addWidget(_Lamp(), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(words, 1)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addWidget(line)
        return line


class _Lamp(QWidget):
    """The sign of advice, as on the cards."""

    def sizeHint(self) -> QSize:
        return QSize(theme.px(14), theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, side = QPainter(self), theme.px(14)
        lamp(painter, QRectF(0, theme.px(2), side, side), theme.current().colour("secondary"))
        painter.end()
