"""ClassSearch: the field in which letters of a class's name are typed; and what shows classes, below such a field."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.appearance import lengths
from gui.pieces.pages.search_field import SearchField

NOTHING = "No class is called like that."


class ClassSearch(SearchField):
    """For letters of a class's name."""

    def __init__(self) -> None:
        super().__init__("Find a class", "Find a class by letters of its name")


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
