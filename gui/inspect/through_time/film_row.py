"""The row of films: of what one is to be, its file, how far it is, and Cancel."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.names import name_from
from engine.service.looking.layers.time_questions import Learned, What
from gui.appearance import lengths
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.copying.save_dialog import ask_where_to_save
from gui.pieces.going_row import GoingRow
from gui.pieces.pages.page_cards import words
from gui.pieces.quiet_buttons import quiet_button

WHATS: dict[What, str] = {
    "filters": "the filters of this layer",  # or what else it has learned
    "maps": "its maps for this image",
    "answer": "the answer to this image",
}
LEARNED: dict[Learned, str] = {
    "filters": WHATS["filters"],
    "matrix": "the weights of this layer",
    "scales": "the scales of this layer",
}
GIF, STRIP = {".gif": "Moving picture (*.gif)"}, {".png": "PNG picture (*.png)"}


class FilmRow(QWidget):
    """Asks for a file, and shows how far it is.

    wanted(what, path)   it is to be written there
    stopped()            no longer
    """

    wanted = Signal(str, Path)
    stopped = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = "film"
        self.what = ChoiceBox()
        self.what.setAccessibleName("What the film shows")
        ignore_wheel_and_undo(self.what)
        for what, title in WHATS.items():
            self.what.addItem(title, what)
        self.gif = quiet_button("Save as GIF…", "A moving picture with every kept step, for a page or a talk")
        self.strip = quiet_button("Save as strip…", "Up to twelve of the kept steps side by side in one picture")
        self.going = GoingRow("Progress of the film", "Writes no film")
        self.gif.clicked.connect(lambda: self._ask("Save the film", GIF))
        self.strip.clicked.connect(lambda: self._ask("Save the strip", STRIP))
        self.going.cancelled.connect(self.stopped)
        self._lay_out()
        self.show_going(None)

    def _lay_out(self) -> None:
        row, column = QHBoxLayout(), QVBoxLayout(self)
        lengths.follow(row, setSpacing=8)
        column.setContentsMargins(0, 0, 0, 0)
        row.addWidget(words("Film of", "secondary"))
        row.addWidget(self.what)
        row.addWidget(self.gif)
        row.addWidget(self.strip)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.going)

    def offer(self, name: str, learned: Learned | None, gives: str = "maps") -> None:
        """For a layer called so, and what it has learned, None for nothing; what it gives may be called otherwise."""
        self._name = name
        self.what.setItemText(1, WHATS["maps"].replace("maps", gives))
        self.what.setItemText(0, LEARNED[learned or "filters"])
        model = self.what.model()
        model.item(0).setEnabled(learned is not None)  # type: ignore[attr-defined]  # of a combo box it is a QStandardItemModel
        if learned is None and self.what.currentIndex() == 0:
            self.what.setCurrentIndex(1)

    def show_going(self, words: str | None, share: float | None = None) -> None:
        """How far it is; None: nothing is written."""
        self.going.setVisible(words is not None)
        for button in (self.gif, self.strip, self.what):
            button.setEnabled(words is None)
        if words is not None:
            self.going.show_far(words, share)

    def _ask(self, title: str, kinds: dict[str, str]) -> None:
        what: What = self.what.currentData()
        proposed = f"{name_from(f'{self._name} {what}', 'film')}{next(iter(kinds))}"
        if path := ask_where_to_save(self, title, proposed, kinds):
            self.wanted.emit(what, path)
