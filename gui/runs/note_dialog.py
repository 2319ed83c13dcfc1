"""NoteDialog: what a person wants to remember about a run."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QPlainTextEdit, QVBoxLayout, QWidget

from engine.service.answers import RunSummary
from gui.appearance import theme
from gui.pieces.page_cards import words


class NoteDialog(QDialog):
    """Its text is kept when it is accepted."""

    def __init__(self, run: RunSummary, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Note on {run.title}")
        self.resize(theme.px(420), theme.px(240))
        self.text = QPlainTextEdit(run.note)
        self.text.setAccessibleName("Note")
        self.text.setTabChangesFocus(True)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Save | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(
            words("It is kept in the run's folder; its first line stands in the list.", "caption", wrap=True)
        )
        column.addWidget(self.text, 1)
        column.addWidget(buttons)
