"""Bias box: the bias of a filter, written as the numbers of its kernel beside it are."""

from __future__ import annotations

import re

from PySide6.QtGui import QValidator
from PySide6.QtWidgets import QDoubleSpinBox

from gui.appearance import rewriting
from gui.forms.fields.numbers import parsed
from gui.inspect.enlarged.kernel_table import written

BEGUN = re.compile(r"[+\-−]?[0-9]*[.,]?[0-9]*([eE][+\-−]?)?")  # the beginning of a number
DECIMALS, LARGEST, STEP = 4, 999, 0.1
PREFIX = "Bias "


class BiasBox(QDoubleSpinBox):
    """With a true minus sign, without needless zeros, in the marks that the person chose; a hyphen may be typed."""

    def __init__(self) -> None:
        super().__init__()
        self.setDecimals(DECIMALS)
        self.setRange(-LARGEST, LARGEST)
        self.setSingleStep(STEP)
        self.setPrefix(PREFIX)
        self.setAccessibleName(PREFIX.strip())
        self.setKeyboardTracking(False)
        rewriting.follow(self._rewrite)

    def textFromValue(self, value: float) -> str:
        return written(value)

    def valueFromText(self, text: str) -> float:
        value = self._read(text)
        return value if isinstance(value, float) else self.value()

    def validate(self, text: str, place: int) -> tuple[QValidator.State, str, int]:
        value, state = self._read(text), QValidator.State
        if isinstance(value, float):
            return (state.Acceptable if abs(value) <= LARGEST else state.Invalid), text, place
        begun = BEGUN.fullmatch(text.removeprefix(PREFIX).strip())
        return (state.Intermediate if begun else state.Invalid), text, place

    def _read(self, text: str) -> object:
        return parsed(text.removeprefix(PREFIX), whole=False)

    def _rewrite(self) -> None:
        self.setPrefix(PREFIX)  # with which Qt writes the value anew
