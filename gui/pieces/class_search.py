"""ClassSearch: the field in which letters of a class's name are typed; and what shows classes, below such a field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from gui.appearance import lengths

NOTHING = "No class is called like that."


class ClassSearch(QLineEdit):
    """`textChanged` tells the letters; Esc takes them away."""

    def __init__(self) -> None:
        super().__init__(clearButtonEnabled=True)
        self.setPlaceholderText("Find a class")
        self.setAccessibleName("Find a class")
        self.setToolTip("Find a class by letters of its name; Esc takes them away")

    def event(self, event: QEvent) -> bool:
        """Esc is the field's own while there are letters in it."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._ends(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._ends(event):
            self.clear()
        else:
            super().keyPressEvent(event)

    def _ends(self, event: QKeyEvent) -> bool:
        return event.key() == Qt.Key.Key_Escape and bool(self.text())


class Searched(QWidget):
    """What shows classes, below the field, which is there where they are many."""

    def __init__(self, body: QWidget, find: Callable[[str], object]) -> None:
        super().__init__()
        self.search = ClassSearch()
        self.search.textChanged.connect(find)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        column.addWidget(self.search)
        column.addWidget(body)
        self.offer(False)

    def offer(self, many: bool) -> None:
        """Whether there are so many that somebody may look for one of them; if not, all are shown."""
        if not many:
            self.search.clear()
        self.search.setVisible(many)
