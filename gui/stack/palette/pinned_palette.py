"""PinnedPalette: the palette as a column beside the stack, always open, its entries to click or to drag."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.appearance import theme
from gui.stack.palette.catalogue import search
from gui.stack.palette.entry_pane import EntryPane, Foresee
from gui.stack.palette.explanation import Explanation

ROOM = 1500  # of the window's width: from here on the column takes nothing from the rest
BETWEEN = 8  # the column and the stack


class PinnedPalette(EntryPane):
    """All layers, or those that the letters in the field find, and the explanation at the foot."""

    def __init__(self, foresee: Foresee, parent: QWidget | None = None) -> None:
        super().__init__(foresee, Explanation(), parent)
        theme.set_role(self, "surface")
        theme.set_role(self.explanation, "")
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self._none, 1)
        self._column.addWidget(self.explanation)
        self.hide()
        self._fit()

    def _fit(self) -> None:
        self._column.setContentsMargins(*(theme.px(4),) * 4)
        self.setFixedWidth(self.explanation.width_needed() + 2 * theme.px(4) + 2)

    def _place_explanation(self, *, shown: bool) -> None:
        self.explanation.lie()
        self.explanation.setVisible(shown)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self.list.count():
            self.show_entries(search(""), grouped=True)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
            self.explain()
