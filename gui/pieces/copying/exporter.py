"""Exporter: copies and saves pictures and tables for other programs, and says how it went."""

from __future__ import annotations

import csv
import io
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from engine.files import write_aside, written_aside
from engine.names import name_from
from gui.pieces.copying.as_picture import Paint, picture, picture_bytes
from gui.pieces.copying.save_dialog import ask_where_to_save

FILTERS = {
    ".png": "PNG picture (*.png)",
    ".svg": "SVG drawing (*.svg)",
    ".csv": "Table (*.csv)",
    ".npy": "NumPy array (*.npy)",
}
PORTION = 0.006  # seconds of work at a time
WHOLE_SINGLES = 2.0**24  # below it all whole numbers are float32
Row = Sequence[Any]


class Exporter(QObject):
    """Works on the window's thread, at long tables in small portions between events.

    message(sentence)     what was done
    problem(what, hint)   what went wrong and what to do
    """

    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._work: Iterator[object] = iter(())
        self._end: Callable[[], None] = lambda: None
        self._path = Path()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._work_on)

    def ask(self, parent: QWidget, title: str, name: str, kinds: Sequence[str]) -> Path | None:
        """Asks where to save; the first of `kinds`, suffixes, is the one proposed."""
        proposed = f"{name_from(name, 'chart')}{kinds[0]}"
        return ask_where_to_save(parent, title, proposed, {kind: FILTERS[kind] for kind in kinds})

    def copy_picture(self, noun: str, paint: Paint, size: QSize) -> None:
        """Puts a picture into the clipboard."""
        QGuiApplication.clipboard().setImage(picture(paint, size))
        self.message.emit(f"Copied the {noun} as a picture.")

    def save_picture(self, noun: str, paint: Paint, size: QSize, path: Path) -> None:
        """Saves a picture as PNG, or as SVG if the name ends so."""
        kind: Literal["png", "svg"] = "svg" if path.suffix.lower() == ".svg" else "png"
        self._write(path, picture_bytes(paint, size, kind, f"{noun[:1].upper()}{noun[1:]}"))

    def _write(self, path: Path, content: bytes) -> None:
        try:
            write_aside(path, content)
        except OSError as error:
            self._say_unwritten(path, error)
        else:
            self.message.emit(f"Saved {path.name}.")

    def save_array(self, values: np.ndarray, path: Path) -> None:
        """Saves numbers as they are, as NumPy reads them; or as a table if the name ends so."""
        if path.suffix.lower() == ".csv":
            self.save_table(lines_of(values), path)
            return
        content = io.BytesIO()
        np.save(content, values, allow_pickle=False)
        self._write(path, content.getvalue())

    def copy_table(self, noun: str, rows: Iterable[Row]) -> None:
        """Begins to put a table into the clipboard, for a spreadsheet: separated by tabs."""
        text = io.StringIO()

        def put() -> None:
            QGuiApplication.clipboard().setText(text.getvalue())
            self.message.emit(f"Copied the {noun} as a table.")

        writer = csv.writer(text, delimiter="\t", lineterminator="\n")
        self._begin((writer.writerow(cells(row)) for row in rows), put)

    def save_table(self, rows: Iterable[Row], path: Path) -> None:
        """Begins to save a table, separated by commas."""
        self.save(_written(rows, path), path)

    def save(self, portions: Iterator[object], path: Path) -> None:
        """Begins to write a file, which `portions` does; one that is still being written is given up."""
        self._path = path
        self._begin(portions, lambda: self.message.emit(f"Saved {path.name}."))

    # --- in portions ---

    def _begin(self, work: Iterator[object], end: Callable[[], None]) -> None:
        """A little is done at once, as most tables are short."""
        self._work, self._end = work, end
        self._timer.start(0)
        self._work_on()

    def _work_on(self) -> None:
        until = time.perf_counter() + PORTION
        try:
            for _ in self._work:
                if time.perf_counter() >= until:
                    return
        except OSError as error:
            self._stop()
            self._say_unwritten(self._path, error)
        else:
            self._stop()
            self._end()

    def _stop(self) -> None:
        self._work = iter(())
        self._timer.stop()

    def _say_unwritten(self, path: Path, error: OSError) -> None:
        reason = error.strerror or "the disk refused"
        self.problem.emit(f"{path.name} could not be saved: {reason}.", "Choose another folder, or make room there.")


def lines_of(values: np.ndarray) -> list[Row]:
    """A row for each line of values (..., columns), one map after the other, with the fewest digits that tell them."""
    return [list(line) for line in values.reshape(-1, values.shape[-1])]


def cells(row: Row) -> Row:
    """A row as it is written: numbers in the fewest digits that tell them, also where a float32 was made a float."""
    return [_fewest(cell) if isinstance(cell, float) else cell for cell in row]


def _fewest(value: float) -> object:
    if not abs(value) < WHOLE_SINGLES:
        return value
    single = np.float32(value)
    return single if float(single) == value else value


def _written(rows: Iterable[Row], path: Path) -> Iterator[None]:
    line = io.StringIO()
    writer = csv.writer(line, lineterminator="\n")
    with written_aside(path) as file:
        for row in rows:
            writer.writerow(cells(row))
            file.write(line.getvalue().encode())
            line.seek(0)
            line.truncate()
            yield
