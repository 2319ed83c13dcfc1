"""Copying and saving the confusion matrix: as a table, with names along both sides, or as a picture."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from engine.files import write_aside
from gui.pieces.class_names import bare
from gui.pieces.save_dialog import ask_where_to_save
from gui.results.confusion_words import Confusion

TABLE = {".csv": "Table (*.csv)"}


class CopyMatrix(QObject):
    """Fills a menu with what can be done.

    message(sentence)     what was done
    problem(what, hint)   what went wrong and what to do
    """

    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self, matrix: QWidget, confusion: Callable[[], Confusion | None], menu: QMenu) -> None:
        super().__init__(matrix)
        self._matrix, self._confusion = matrix, confusion
        menu.addAction("Copy as table", self.copy_table)
        menu.addAction("Copy as picture", self.copy_picture)
        menu.addAction("Save as table…", self.save_table)

    def copy_table(self) -> None:
        """For a spreadsheet: separated by tabs."""
        if (confusion := self._confusion()) is not None:
            QGuiApplication.clipboard().setText(table(confusion, "\t"))
            self.message.emit("Copied the confusion matrix as a table.")

    def copy_picture(self) -> None:
        """As it is shown."""
        QGuiApplication.clipboard().setPixmap(self._matrix.grab())
        self.message.emit("Copied the confusion matrix as a picture.")

    def save_table(self) -> None:
        """Asks where; `message` or `problem` tells the end."""
        confusion = self._confusion()
        path = None if confusion is None else ask_where_to_save(self._matrix, "Save matrix", "confusion.csv", TABLE)
        if path is None or confusion is None:
            return
        try:
            write_aside(path, table(confusion, ",").encode())
        except OSError as error:
            reason = error.strerror or "the disk refused"
            self.problem.emit(
                f"{path.name} could not be saved: {reason}.", "Choose another folder, or make room there."
            )
        else:
            self.message.emit(f"Saved {path.name}.")


def table(confusion: Confusion, separator: str) -> str:
    """A row for each true class, a column for each answer, names first."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    names = [bare(name) for name in confusion.classes]
    writer.writerow(["true class \\ answer", *names])
    for name, counts in zip(names, confusion.counts.tolist(), strict=True):
        writer.writerow([name, *counts])
    return text.getvalue()
