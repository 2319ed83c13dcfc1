"""NewProject: the gallery as a dialog. Enter opens, the arrow keys move, Esc leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from gui.appearance import lengths, theme
from gui.gallery.card import WIDTH
from gui.gallery.card_grid import GAP
from gui.gallery.gallery import Gallery
from gui.pieces.pages.page_cards import words
from gui.state.data.data_samples import DataSamples

Then = Callable[[str], object]

COLUMNS = 4  # at most
HEIGHT = 720
AROUND = 80  # pixels of the window that stay to be seen


def ask_for_project(samples: DataSamples, window: QWidget, then: Then) -> None:
    """Opens the gallery; `then` gets the name of the chosen recipe, or EMPTY."""
    dialog = NewProject(samples, window)
    dialog.gallery.chosen.connect(then)
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


class NewProject(QDialog):
    """Closes when a project is chosen, then lets the gallery say which."""

    def __init__(self, samples: DataSamples, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("New project")
        self.gallery = Gallery(samples)
        self.gallery.chosen.connect(self.accept)
        leave = QPushButton("Cancel", autoDefault=False)
        leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(words("Enter opens · arrow keys move · Esc leaves", "caption"), 1)
        foot.addWidget(leave)
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(16, 16, 16, 12), setSpacing=12)
        column.addWidget(self.gallery, 1)
        column.addLayout(foot)
        self.gallery.search.setFocus()
        self.resize(self._fitting(parent.size()))

    def _fitting(self, around: QSize) -> QSize:
        """As many columns as the window has room for."""
        width = theme.px(COLUMNS * WIDTH + (COLUMNS - 1) * GAP + 2 * 16 + 14)
        return QSize(min(width, around.width() - AROUND), min(theme.px(HEIGHT), around.height() - AROUND))
