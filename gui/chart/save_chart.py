"""Copying and saving the chart: asks for a name, writes, and says how it went."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from engine.files import write_aside
from engine.names import name_from
from gui.chart import chart_export
from gui.chart.plot.curves import RunCurves
from gui.pieces.save_dialog import ask_where_to_save

FILTERS = {".png": "PNG picture (*.png)", ".svg": "SVG drawing (*.svg)", ".csv": "Table (*.csv)"}


class ChartFiles(QObject):
    """Writes on the window's thread, long tables in small portions between events."""

    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._writing: Iterator[float] | None = None
        self._path = Path()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._write_on)

    def ask(self, parent: QWidget, title: str, name: str, kinds: Sequence[str]) -> Path | None:
        """Ask where to save; the first of `kinds`, suffixes, is the one proposed."""
        proposed = f"{name_from(name, 'chart')}{kinds[0]}"
        return ask_where_to_save(parent, title, proposed, {kind: FILTERS[kind] for kind in kinds})

    def copy_picture(self, paint: chart_export.Paint, size: QSize) -> None:
        """Put the picture into the clipboard."""
        QGuiApplication.clipboard().setImage(chart_export.picture(paint, size))
        self.message.emit("Copied the chart as a picture.")

    def save_picture(self, paint: chart_export.Paint, size: QSize, path: Path) -> None:
        """Save the picture as PNG, or as SVG if the name ends so."""
        content = chart_export.picture_bytes(paint, size, "svg" if path.suffix.lower() == ".svg" else "png")
        try:
            write_aside(path, content)
        except OSError as error:
            self._say_unwritten(path, error)
        else:
            self.message.emit(f"Saved {path.name}.")

    def save_csv(self, run: RunCurves, path: Path) -> None:
        """Begin to save every figure of the run; one that is still being written is given up."""
        self._writing, self._path = chart_export.write_csv(run, path), path
        self._timer.start(0)

    def _write_on(self) -> None:
        try:
            if self._writing is not None and next(self._writing, None) is not None:
                return
        except OSError as error:
            self._say_unwritten(self._path, error)
        else:
            self.message.emit(f"Saved {self._path.name}.")
        self._writing = None
        self._timer.stop()

    def _say_unwritten(self, path: Path, error: OSError) -> None:
        reason = error.strerror or "the disk refused"
        self.problem.emit(f"{path.name} could not be saved: {reason}.", "Choose another folder, or make room there.")
