"""Export button: what is shown, for other programs: copied or saved, as a picture or as numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from gui.appearance import theme
from gui.pieces.copying.as_picture import Paint, looks_of, titled
from gui.pieces.copying.exporter import Exporter, Row

TIP = "What is shown, for other programs: as a picture, or as numbers"
PICTURE_TIP = "What is shown, for other programs: as a picture"
Rows = Callable[[], Iterable[Row] | None]
Array = Callable[[], np.ndarray | None]


class ExportButton(QToolButton):
    """Takes all from whoever shows it: the part that is the picture, the rows of the table, and the same as an array.

    Without rows it offers the picture alone, without an array no NumPy file; where they give None there is nothing yet.

    message(sentence)     something was done, for the status bar
    problem(what, hint)   something went wrong
    """

    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self, noun: str, part: QWidget, rows: Rows | None = None, array: Array | None = None) -> None:
        super().__init__()
        self.part, self._rows, self._array = part, rows, array
        self.noun = self.stem = noun  # what it is called, and the name of a file begins
        self.title = ""  # of a picture, which stands by itself: above what it shows
        self._title: Callable[[], str] = str
        self.exporter = Exporter(self)
        self.exporter.message.connect(self.message)
        self.exporter.problem.connect(self.problem)
        self.setText("Copy or save")
        self.setAccessibleName("Copy or save")
        self.setToolTip(TIP if rows is not None else PICTURE_TIP)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.set_role(self, "choice")
        self._menu = QMenu(self)
        self.setMenu(self._menu)
        self._fill(self._menu)

    def name_by(self, title: Callable[[], str]) -> None:
        """Where it has no title of its own, it is found when it is wanted: what it shows, of which weights and step."""
        self._title = title

    def offer(self, text: str) -> QAction:
        """One more thing to do, below the others."""
        self._menu.addSeparator()
        return self._menu.addAction(text)

    def _fill(self, menu: QMenu) -> None:
        menu.addAction("Copy as picture", self.copy_picture)
        if self._rows is not None:
            menu.addAction("Copy numbers", self.copy_numbers)
            menu.addSeparator()
        menu.addAction("Save as picture…", self.save_picture)
        if self._rows is not None:
            menu.addAction("Save numbers…", self.save_numbers)

    def copy_picture(self) -> None:
        """The part as it is shown."""
        self.exporter.copy_picture(self.noun, *self._picture())

    def copy_numbers(self) -> None:
        """The table, for a spreadsheet."""
        if self._rows is not None and (rows := self._rows()) is not None:
            self.exporter.copy_table(self.noun, rows)

    def save_picture(self) -> None:
        """The part as it is shown, as PNG or SVG."""
        if path := self._asked(f"Save the {self.noun} as picture", ".png", ".svg"):
            self.exporter.save_picture(self.noun, *self._picture(), path)

    def _picture(self) -> tuple[Paint, QSize]:
        return titled(looks_of(self.part), self.part.size(), self.title or self._title())

    def save_numbers(self) -> None:
        """The table as CSV, or the array as NumPy reads it."""
        rows = None if self._rows is None else self._rows()
        array = None if self._array is None else self._array()
        kinds = (".csv",) if array is None else (".csv", ".npy")
        if rows is None or not (path := self._asked(f"Save the numbers of the {self.noun}", *kinds)):
            return
        if array is not None and path.suffix.lower() == ".npy":
            self.exporter.save_array(array, path)
        else:
            self.exporter.save_table(rows, path)

    def _asked(self, title: str, *kinds: str) -> Path | None:
        return self.exporter.ask(self, title, self.stem, kinds)
