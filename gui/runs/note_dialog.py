"""NoteDialog: what a person wants to remember about a run, and words to find it by."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from engine.service.answers import RunSummary
from engine.service.questions import LabelChange, tags_problem
from gui.appearance import theme
from gui.pieces.pages.page_cards import words
from gui.runs.columns import notes_at_steps


class NoteDialog(QDialog):
    """Its text is kept when it is accepted."""

    def __init__(self, run: RunSummary, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Tags and note of {run.title}")
        self.resize(theme.px(420), theme.px(280))
        self._tags_before = ", ".join(run.tags)
        self.tags = QLineEdit(self._tags_before)
        self.tags.setAccessibleName("Tags")
        self.tags.setPlaceholderText("Tags, with commas between them")
        self.tags.textChanged.connect(self._check)
        self.problem = words("", "error", wrap=True)
        self.problem.hide()
        self.text = QPlainTextEdit(run.note)
        self.text.setAccessibleName("Note")
        self.text.setTabChangesFocus(True)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        self._save = buttons.button(QDialogButtonBox.StandardButton.Save)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.tags)
        column.addWidget(self.problem)
        column.addWidget(
            words("Both are kept in the run's folder; the note's first line stands in the list.", "caption", wrap=True)
        )
        column.addWidget(self.text, 1)
        if run.step_notes:
            column.addWidget(words(notes_at_steps(run), "caption", wrap=True))
        column.addWidget(buttons)

    @property
    def change(self) -> LabelChange:
        """What stands there; tags only where they were changed, as the run may have some that it cannot show."""
        tags = None if self.tags.text() == self._tags_before else tuple(self.tags.text().split(","))
        return LabelChange(note=self.text.toPlainText(), tags=tags)

    def _check(self) -> None:
        problem = tags_problem(self.tags.text().split(","))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self._save.setEnabled(not problem)
