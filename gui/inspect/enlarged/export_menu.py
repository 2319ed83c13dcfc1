"""Export of what is enlarged: copied or saved, as picture and as numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QToolButton

from gui.appearance import theme
from gui.pieces.copying.as_picture import looks_of
from gui.pieces.copying.exporter import Exporter

if TYPE_CHECKING:
    from gui.inspect.enlarged.page import EnlargedPage


class EnlargedExport(QToolButton):
    """A menu.

    message(sentence)     something was done, for the status bar
    problem(what, hint)   something went wrong
    """

    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self, page: EnlargedPage) -> None:
        super().__init__()
        self._page, self._exporter = page, Exporter(self)
        menu = QMenu(self)
        menu.addAction("Copy as picture", self.copy_picture)
        menu.addAction("Copy numbers", self.copy_numbers)
        menu.addSeparator()
        menu.addAction("Save as picture…", self.save_picture)
        menu.addAction("Save numbers…", self.save_numbers)
        self.setText("Copy or save")
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        theme.set_role(self, "choice")
        self._exporter.message.connect(self.message)
        self._exporter.problem.connect(self.problem)

    def copy_picture(self) -> None:
        """What is shown large."""
        plane = self._page.body.plane
        self._exporter.copy_picture(self._noun, looks_of(plane), plane.size())

    def save_picture(self) -> None:
        """The same; `message` or `problem` tells the end."""
        plane = self._page.body.plane
        path = self._exporter.ask(self, f"Save the {self._noun} as picture", self._stem, (".png", ".svg"))
        if path:
            self._exporter.save_picture(self._noun, looks_of(plane), plane.size(), path)

    def copy_numbers(self) -> None:
        """A line for each row; of a filter one channel after the other."""
        if (rows := self._rows()) is not None:
            self._exporter.copy_table(self._noun, rows.tolist())

    def save_numbers(self) -> None:
        """The same, or as a NumPy array in its own shape."""
        values, rows = self._page.body.values(), self._rows()
        path = self._exporter.ask(self, f"Save the numbers of the {self._noun}", self._stem, (".csv", ".npy"))
        if path and values is not None and rows is not None:
            self._exporter.save_array(rows if path.suffix.lower() == ".csv" else values, path)

    def _rows(self) -> np.ndarray | None:
        values = self._page.body.values()
        return None if values is None else values.reshape(-1, values.shape[-1])

    @property
    def _noun(self) -> str:
        return self._page.part

    @property
    def _stem(self) -> str:
        return f"{self._page.part} {self._page.index + 1}"
