"""RunChoice: a field to choose a run in; in little room what tells names apart is seen, and the tip has the whole."""

from __future__ import annotations

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QStyleOptionComboBox, QStylePainter

from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.apart import fitting
from gui.pieces.choice_box import ChoiceBox


class RunChoice(ChoiceBox):
    """Long names widen nothing."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        ignore_wheel_and_undo(self)
        self.currentTextChanged.connect(self.setToolTip)

    def fitting(self) -> str:
        """The name as it is shown."""
        option, control = QStyleOptionComboBox(), QStyle.ComplexControl.CC_ComboBox
        self.initStyleOption(option)
        field = self.style().subControlRect(control, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        names = [self.itemText(at) for at in range(self.count())]
        return fitting(self.currentText(), names, self.fontMetrics(), field.width() - 4)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, option = QStylePainter(self), QStyleOptionComboBox()
        self.initStyleOption(option)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        option.currentText = self.fitting()
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
