"""StepNoteDialog: a short note at a step of a run, written, changed or taken away."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from engine.service.questions import LONGEST_STEP_NOTE, StepNote
from gui.appearance import lengths, theme
from gui.appearance.theme import px
from gui.forms.fields.number_box import NumberBox
from gui.forms.fields.numbers import Limits
from gui.pieces.pages.page_cards import words

WIDTH = 420


class StepNoteDialog(QDialog):
    """Another step brings its own note, unless something was typed: that goes along.

    written(note)   StepNote: it is to stand at its step; one without words takes away what stands there
    """

    written = Signal(object)

    def __init__(self, parent: QWidget, title: str, notes: Mapping[int, str], step: int, last: int) -> None:
        """`notes` are those that there are, by their steps; `last` is the newest step."""
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Note of {title}")
        self.setMinimumWidth(px(WIDTH))
        self._notes = notes
        self.step = NumberBox(Limits(whole=True, low=0, high=last))
        self.step.setAccessibleName("Step")
        self.text = QLineEdit()
        self.text.setMaxLength(LONGEST_STEP_NOTE)
        self.text.setAccessibleName("Note")
        self.text.setPlaceholderText("What happened here, or what you did")
        self._lay_out()
        self.step.edited.connect(self._on_step)
        self.step.accept(step)
        self._show_note(step)
        self.text.setFocus()

    def _lay_out(self) -> None:
        form, column = QFormLayout(), QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(16, 12, 16, 12), setSpacing=8)
        form.addRow("Step", self.step)
        form.addRow("Note", self.text)
        self.problem = words("It is kept in the run's folder and marked on the chart.", "caption", wrap=True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self.remove = buttons.addButton("Remove", QDialogButtonBox.ButtonRole.DestructiveRole)
        self.remove.setToolTip("Takes the note away from this step")
        self.remove.clicked.connect(lambda: self._say(""))
        theme.set_role(buttons.button(QDialogButtonBox.StandardButton.Save), "primary")
        buttons.accepted.connect(lambda: self._say(self.text.text()))
        buttons.rejected.connect(self.reject)
        column.addLayout(form)
        column.addWidget(self.problem)
        column.addWidget(buttons)

    def _on_step(self, value: object) -> None:
        if isinstance(value, int) and self.step.bounds.allows(value):
            self.step.accept(value)
            if not self.text.isModified():
                self._show_note(value)
            self.remove.setEnabled(value in self._notes)
        else:
            self.step.revert()

    def _show_note(self, step: int) -> None:
        self.text.setText(self._notes.get(step, ""))
        self.remove.setEnabled(step in self._notes)

    def _say(self, text: str) -> None:
        self.step.settle()
        step = self.step.value
        if isinstance(step, int):
            self.written.emit(StepNote(step, text))
        self.accept()
