"""Figures: a row of numbers with a caption under each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.appearance import lengths
from gui.pieces.pages.page_cards import words


class Figures(QWidget):
    """Numbers that stand side by side; as many as are given."""

    def __init__(self) -> None:
        super().__init__()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(self._row, setSpacing=24)
        self._row.addStretch(1)
        self._blocks: list[Figure] = []

    def show_figures(self, figures: Sequence[tuple[str, str]]) -> None:
        """Shows pairs of a number, as it reads, and its caption."""
        while len(self._blocks) < len(figures):
            self._blocks.append(Figure())
            self._row.insertWidget(self._row.count() - 1, self._blocks[-1])
        for block, (number, caption) in zip(self._blocks, figures, strict=False):
            block.number.setText(number)
            block.caption.setText(caption)
        for index, block in enumerate(self._blocks):
            block.setVisible(index < len(figures))


class Figure(QWidget):
    """One number with its caption."""

    def __init__(self) -> None:
        super().__init__()
        self.number, self.caption = words("", "title"), words("", "caption")
        self.caption.setMinimumWidth(1)  # may be cut where there is little room
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.number)
        column.addWidget(self.caption)
