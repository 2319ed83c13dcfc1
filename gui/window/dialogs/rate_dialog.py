"""RateDialog: the learning rate of the run that trains, beside the chart, for as long as it is wanted."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from gui.appearance import lengths
from gui.appearance.theme import px
from gui.forms.rate_change import RateChange
from gui.state.run.run import RunState
from gui.state.run.run_control import RunControl

WIDTH, ABOVE_BOTTOM = 380, 48  # it leaves the chart in sight


class RateDialog(QDialog):
    """It leaves the window usable; Esc closes it."""

    def __init__(self, parent: QWidget, run: RunState, control: RunControl) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Learning rate while it trains")
        self.setMinimumWidth(px(WIDTH))
        self.change = RateChange(run, control)
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(16, 12, 16, 12))
        column.addWidget(self.change)
        self.change.box.setFocus()

    @staticmethod
    def of(parent: QWidget, run: RunState, control: RunControl) -> RateDialog:
        """The one over a window, made where there is none, in front."""
        open_ones = parent.findChildren(RateDialog)
        dialog = open_ones[0] if open_ones else RateDialog(parent, run, control)
        if not open_ones:
            dialog.adjustSize()
            place = QRect(QPoint(), dialog.size())
            place.moveCenter(parent.rect().center())
            place.moveBottom(parent.rect().bottom() - px(ABOVE_BOTTOM))
            dialog.move(parent.mapToGlobal(place.topLeft()))
        dialog.show()
        dialog.activateWindow()
        dialog.change.box.selectAll()
        return dialog
