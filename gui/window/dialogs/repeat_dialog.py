"""RepeatDialog: how often a project is to be trained, with which seeds."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QFormLayout, QVBoxLayout, QWidget

from engine.figures import about
from engine.project.training.seeds import MOST_SEEDS
from engine.project.training.training_settings import LAST_SEED
from gui.appearance import lengths, theme
from gui.appearance.numerals import in_figures
from gui.pieces.labelled_number import add_number
from gui.pieces.pages.page_cards import words

USUAL = 5
WHAT = (
    "Runs that differ in their seed alone show how much of a result is luck. Each trains in a process of its own, as "
    "many at once as this computer carries; you can go on working, or close the window."
)


class RepeatDialog(QDialog):
    """`seeds` and `first` are what was chosen, once it was accepted."""

    def __init__(self, title: str, first: int, takes: float | None, parent: QWidget) -> None:
        """`title` is that of what is repeated, `first` the seed that is proposed to begin with, `takes` the seconds
        of one run, None where they are not known.
        """
        super().__init__(parent)
        self._takes = takes
        self.setWindowTitle("Repeat with seeds")
        form = QFormLayout()
        lengths.follow(form, setSpacing=8)
        self.count = add_number(form, "&Runs", USUAL, 1, MOST_SEEDS)
        self.start = add_number(form, "&First seed", first, 0, LAST_SEED)
        self.range = words("", "caption", wrap=True)
        self.count.valueChanged.connect(self._say)
        self.start.valueChanged.connect(self._say)
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(20, 16, 20, 16), setSpacing=12)
        heading = words(in_figures(f"Train “{title}” several times"), "heading", wrap=True)
        for part in (heading, words(WHAT, "secondary", wrap=True)):
            column.addWidget(part)
        column.addLayout(form)
        column.addWidget(self.range)
        column.addWidget(self._buttons())
        self.setMinimumWidth(theme.px(420))
        self.count.selectAll()
        self._say()

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self.enter = box.addButton("Add to the queue", QDialogButtonBox.ButtonRole.AcceptRole)
        theme.set_role(self.enter, "primary")
        self.enter.setDefault(True)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _say(self) -> None:
        last = self.first + self.seeds - 1
        seeds = f"Seeds {self.first} to {last}." if self.seeds > 1 else f"Seed {self.first}."
        self.range.setText(in_figures(f"{seeds} {self._takes_in_words}".strip()))
        self.enter.setEnabled(last <= LAST_SEED)

    @property
    def _takes_in_words(self) -> str:
        if self._takes is None:
            return ""
        if self.seeds == 1:
            return f"About {about(self._takes)}."
        each, whole = about(self._takes), about(self._takes * self.seeds)
        return f"About {each} each, {whole} in all, or less where several train at once."

    @property
    def seeds(self) -> int:
        """How many runs."""
        return self.count.value()

    @property
    def first(self) -> int:
        """The seed of the first of them."""
        return self.start.value()
