"""Folder place: where data sets are kept, with the button that leads elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QWidget

from gui.data.source.place_dialog import nearest
from gui.pieces.elided import Elided

TIP = "Where data sets are kept, and downloaded to."


class FolderPlace(QObject):
    """The path and the button stand beside each other; `asked` with the folder that a person chose."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.path, self.button = Elided("caption"), QPushButton("Data folder…")
        self.path.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.button.setToolTip(TIP)
        self._begin = Path.home()
        self.button.clicked.connect(lambda _: self.ask(self.button))

    def show_folder(self, folder: Path, *, usual: bool) -> None:
        """Where they are kept now; whoever chose that place begins there when it is to be another."""
        self._begin = Path.home() if usual else folder
        self.path.say(str(folder), *_shorter(folder))
        self.button.setAccessibleDescription(f"Now {folder}")

    def ask(self, parent: QWidget) -> None:
        """Asks for another."""
        dialog = QFileDialog(parent, "Folder with data sets", str(nearest(self._begin)))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.chosen)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _shorter(folder: Path) -> tuple[str, ...]:
    """From the home folder on, where it lies there, and at last its own name."""
    home = Path.home()
    near = (f"~/{folder.relative_to(home).as_posix()}",) if folder.is_relative_to(home) else ()
    return (*near, f"…/{folder.name}")
