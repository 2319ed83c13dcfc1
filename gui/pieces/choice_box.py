"""ChoiceBox: a list to choose from that opens as wide as its longest entry, however narrow the field is."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QStyle

from gui.appearance import theme

PADDING = 24  # beside an entry: of the list and of the entry itself


class ChoiceBox(QComboBox):
    """In place of every QComboBox, whose list is as narrow as itself and cuts what tells its entries apart."""

    def showPopup(self) -> None:
        view = self.view()
        bar = self.style().pixelMetric(QStyle.PixelMetric.PM_ScrollBarExtent, None, view)
        longest = max(map(self.fontMetrics().horizontalAdvance, map(self.itemText, range(self.count()))), default=0)
        view.setMinimumWidth(longest + bar + theme.px(PADDING))
        super().showPopup()
        self._keep_on_screen()

    def _keep_on_screen(self) -> None:
        shown, screen = self.view().window(), self.screen().availableGeometry()
        beyond = shown.geometry().right() - screen.right()
        if beyond > 0:
            shown.move(max(screen.left(), shown.x() - beyond), shown.y())
