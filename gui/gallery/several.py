"""Several: bundled projects that are to be trained one after the other, ticked in a list."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from engine.errors import LayerscopeError
from engine.project.data.sources import PublishedSource
from engine.project.recipes import FOLDER
from engine.project.training.seeds import MOST_SEEDS
from gui.appearance import lengths, theme
from gui.appearance.numerals import counted, in_figures
from gui.gallery.card import ABSENT
from gui.gallery.entries import EMPTY, Entry, entries
from gui.pieces.labelled_number import add_number
from gui.pieces.pages.page_cards import words
from gui.state.data.data_samples import DataSamples
from gui.state.error_words import with_place

WHAT = "Each trains in a process of its own, as many at once as this computer carries, overnight if need be."
NOTHING = "Nothing was added: untick it, or put that right first."
ENTRY, CHECKED, UNCHECKED = Qt.ItemDataRole.UserRole, Qt.CheckState.Checked, Qt.CheckState.Unchecked


class Several(QDialog):
    """`files` are the projects that were ticked and `seeds` how often each is trained.

    wanted()   they are to be added; whoever does so accepts the dialog, or says why they cannot be
    """

    wanted = Signal()

    def __init__(self, samples: DataSamples, parent: QWidget) -> None:
        """`samples` knows whose images are on this computer."""
        super().__init__(parent)
        self._samples = samples
        samples.changed.connect(self._show_data)
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
        self._samples.look()
        self._filling.start()

    def _fill(self) -> None:
        entry = next(self._coming, None)
        if entry is None:
            self._filling.stop()
        elif entry.name != EMPTY:
            self.list.addItem(_item(entry))
            self._mark(self.list.item(self.list.count() - 1))

    def _show_data(self, kind: type[PublishedSource]) -> None:
        for item in self._items:
            if isinstance(item.data(ENTRY).source, kind):
                self._mark(item)

    def _mark(self, item: QListWidgetItem) -> None:
        """What cannot be trained as things are says so; it may be ticked, as its images may come."""
        entry: Entry = item.data(ENTRY)
        absent = self._samples.is_here(type(entry.source)) is False
        source, missing = entry.source.title, f"{entry.source.title} is {ABSENT}" if absent else ""
        named = source.casefold() in entry.title.casefold()
        data = (ABSENT if absent else "") if named else missing or source
        with QSignalBlocker(self.list):  # nothing of it was ticked
            item.setText(in_figures(" · ".join(filter(None, (entry.title, data)))))
            item.setToolTip(". ".join(filter(None, (entry.sentence, missing))))
            item.setForeground(theme.current().colour("secondary" if absent else "text"))

    @property
    def files(self) -> list[Path]:
        """Of the ticked recipes, in their order."""
        return [FOLDER / f"{item.data(ENTRY).name}.json" for item in self._items if item.checkState() == CHECKED]

    @property
    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

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
    item = QListWidgetItem()
    item.setData(ENTRY, entry)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(UNCHECKED)
    return item
