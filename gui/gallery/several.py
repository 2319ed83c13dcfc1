"""Several: bundled projects that are to be trained one after the other, ticked in a list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from engine.errors import LayerscopeError
from engine.project.recipes import FOLDER
from engine.project.training.seeds import MOST_SEEDS
from gui.appearance import lengths, theme
from gui.appearance.numerals import counted, in_figures
from gui.gallery.entries import EMPTY, Entry, entries
from gui.pieces.labelled_number import add_number
from gui.pieces.pages.page_cards import words
from gui.state.error_words import with_place

WHAT = "Each trains in a process of its own, as many at once as this computer carries, overnight if need be."
NOTHING = "Nothing was added: untick it, or put that right first."
NAME, CHECKED, UNCHECKED = Qt.ItemDataRole.UserRole, Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Several(QDialog):
    """`files` are the projects that were ticked and `seeds` how often each is trained.

    wanted()   they are to be added; whoever does so accepts the dialog, or says why they cannot be
    """

    wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle("Train many recipes")
        self.list = QListWidget()
        self.list.setAccessibleName("Recipes")
        self.list.itemChanged.connect(self._say)
        form = QFormLayout()
        lengths.follow(form, setSpacing=8)
        self.count = add_number(form, "&Runs of each, with seeds of their own", 1, 1, MOST_SEEDS)
        self.count.valueChanged.connect(self._say)
        self.enough = words("", "caption", wrap=True)
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(20, 16, 20, 16), setSpacing=12)
        column.addWidget(words("Which recipes are to be trained?", "heading"))
        column.addWidget(words(WHAT, "secondary", wrap=True))
        column.addWidget(self.list, 1)
        column.addLayout(form)
        column.addWidget(self.enough)
        column.addWidget(self._buttons())
        self.resize(theme.px(560), min(theme.px(560), parent.height()))
        self._coming = entries()
        self._filling = QTimer(self, interval=0)
        self._filling.timeout.connect(self._fill)
        self._say()

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.enter = box.addButton("Add to the queue", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.set_role(self.enter, "primary")
        box.accepted.connect(self.wanted)
        box.rejected.connect(self.reject)
        return box

    def showEvent(self, event: QShowEvent) -> None:
        """They come one after another: reading all at once would hold up the window."""
        super().showEvent(event)
        self._filling.start()

    def _fill(self) -> None:
        entry = next(self._coming, None)
        if entry is None:
            self._filling.stop()
        elif entry.name != EMPTY:
            self.list.addItem(_item(entry))

    @property
    def files(self) -> list[Path]:
        """Of the ticked recipes, in their order."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [FOLDER / f"{item.data(NAME)}.json" for item in items if item.checkState() == CHECKED]

    @property
    def seeds(self) -> int:
        """How often each is trained."""
        return self.count.value()

    def say_refused(self, error: Exception) -> None:
        """Why they cannot be added: the ticks stay, so that what cannot be trained can be left out."""
        self.setEnabled(True)
        if isinstance(error, LayerscopeError):
            self.enough.setText(f"{with_place(error)} {NOTHING}")

    def _say(self) -> None:
        runs = len(self.files) * self.seeds
        self.enough.setText(counted(runs, "run") if runs else "Tick those that you want.")
        self.enter.setEnabled(runs > 0)


def _item(entry: Entry) -> QListWidgetItem:
    item = QListWidgetItem(in_figures(f"{entry.title} · {entry.source.title}"))
    item.setData(NAME, entry.name)
    item.setToolTip(entry.sentence)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(UNCHECKED)
    return item
