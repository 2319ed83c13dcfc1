"""LayerProblemBox: why a layer cannot run, and a button for each fix."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from engine.analysis.analysis import Problem
from engine.analysis.fixes import Fix
from gui.appearance import lengths, theme
from gui.appearance.numerals import in_figures
from gui.pieces.wrapping_button import WrappingButton
from gui.stack.list.cards.card_words import led_to

MOST = 4


class LayerProblemBox(QFrame):
    """Hidden while there is no problem."""

    def __init__(self, mend: Callable[[Fix], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mend = mend
        self._problem: Problem | None = None
        theme.set_role(self, "problem")
        self._why = QLabel()
        self._why.setWordWrap(True)
        self._buttons: list[WrappingButton] = []
        self._column = QVBoxLayout(self)
        lengths.follow(self._column, setContentsMargins=(8,) * 4, setSpacing=6)
        self._column.addWidget(self._why)
        self.hide()

    def show_problem(self, problem: Problem | None) -> bool:
        """Shows a problem, or hides; True when its buttons are others now."""
        other = problem != self._problem
        if other:
            self._problem = problem
            self._rebuild()
        self.setVisible(problem is not None)
        return other

    def _rebuild(self) -> None:
        for button in self._buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._why.setText(in_figures(self._problem.why) if self._problem else "")
        fixes = self._problem.fixes[:MOST] if self._problem else ()
        self._buttons = [self._button(fix) for fix in fixes]

    def _button(self, fix: Fix) -> WrappingButton:
        button = WrappingButton(led_to(fix))
        button.clicked.connect(lambda: self._mend(fix))
        self._column.addWidget(button)
        return button
