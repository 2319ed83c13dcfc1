"""Export button: what is shown, for other programs: copied or saved, as a picture or as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.appearance import theme
from gui.pieces.copying.as_picture import looks_of
from gui.pieces.copying.exporter import Exporter, Row


class ExportButton(QToolButton):
    """Takes both from whoever shows it: the part that is the picture, and the rows of the table.

    message(sentence)     something was done, for the status bar
    problem(what, hint)   something went wrong
    """

    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self, noun: str, part: QWidget, rows: Callable[[], Iterable[Row]]) -> None:
        super().__init__()
        self._noun, self._part, self._rows = noun, part, rows
        self.stem = noun  # of the name of a file
        self._exporter = Exporter(self)
        self._exporter.message.connect(self.message)
        self._exporter.problem.connect(self.problem)
        self.setText("Copy or save")
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.set_role(self, "choice")
        self._fill()

    def _fill(self) -> None:
        menu = QMenu(self)
        menu.addAction("Copy as picture", self.copy_picture)
        menu.addAction("Copy numbers", self.copy_numbers)
        menu.addSeparator()
        menu.addAction("Save as picture…", self.save_picture)
        menu.addAction("Save numbers…", self.save_numbers)
        self.setMenu(menu)

    def copy_picture(self) -> None:
        """The part as it is shown."""
        self._exporter.copy_picture(self._noun, looks_of(self._part), self._part.size())

    def copy_numbers(self) -> None:
        """The table, for a spreadsheet."""
        self._exporter.copy_table(self._noun, self._rows())

    def save_picture(self) -> None:
        """The part as it is shown, as PNG or SVG."""
        if path := self._asked("as picture", (".png", ".svg")):
            self._exporter.save_picture(self._noun, looks_of(self._part), self._part.size(), path)

    def save_numbers(self) -> None:
        """The table, as CSV."""
        if path := self._asked("as numbers", (".csv",)):
            self._exporter.save_table(self._rows(), path)

    def _asked(self, how: str, kinds: tuple[str, ...]) -> Path | None:
        return self._exporter.ask(self, f"Save the {self._noun} {how}", self.stem, kinds)
