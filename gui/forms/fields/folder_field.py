"""FolderField: a folder by its path, typed or chosen; empty it is the usual one, whose path stands there in grey."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from gui.forms.fields.text_fields import TextField


class FolderField(TextField):
    """Says the path as text; whoever listens looks whether it can be used."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title, self._usual = title, ""
        self.choose = QPushButton("Choose…")
        self.choose.setAccessibleName(f"Choose the folder: {title}")
        self.choose.clicked.connect(self._ask)
        self.row.addWidget(self.choose)

    def set_usual(self, folder: Path) -> None:
        """What an empty field means."""
        self._usual = str(folder)
        self._line.setPlaceholderText(self._usual)
        self._line.setToolTip(self._value or self._usual)

    def accept(self, value: object) -> None:
        super().accept(value)
        self._line.setPlaceholderText(self._usual)
        self._line.setCursorPosition(0)
        self._line.setToolTip(self._value or self._usual)

    def _ask(self) -> None:
        begin = Path(self._value or self._usual)
        begin = begin if begin.is_dir() else Path.home()
        if name := QFileDialog.getExistingDirectory(self, self._title, str(begin)):
            self.edited.emit(name)
