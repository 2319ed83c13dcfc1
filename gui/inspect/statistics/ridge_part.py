"""Ridge part: how something of a layer spread at each kept step of its run."""

from __future__ import annotations

from typing import Literal, TypeAlias

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from engine.service.looking.layers.time_questions import Ridge
from gui.appearance import lengths
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect.spread import ridge_words
from gui.inspect.spread.ridge_view import RidgeView
from gui.inspect.statistics.statistics_words import sample_in_words
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.pages.page_cards import words

Kind: TypeAlias = Literal["weights", "outputs", "gradients"]
KINDS: dict[Kind, str] = {"weights": "Its weights", "outputs": "What goes out", "gradients": "Its gradient"}
NOUNS: dict[Kind, str] = {"weights": "weights", "outputs": "values that are not 0", "gradients": "gradients"}
WITHOUT_ZEROS = "values that are exactly 0 are left out."


class RidgePart(QWidget):
    """A choice of what spreads, and the ridge.

    asked()             something else: see `kind`
    step_wanted(step)   everything is to be shown as it was then
    read(words)         what is pointed at; empty for none
    """

    asked = Signal()
    step_wanted = Signal(int)
    read = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.choice, self.view = ChoiceBox(), RidgeView()
        self._ridge: Ridge | None = None  # what is shown, and what of the layer that is
        self._kind: Kind = "weights"
        self._whose = ""
        for kind, title in KINDS.items():
            self.choice.addItem(title, kind)
        self.choice.setAccessibleName("What is shown over training")
        ignore_wheel_and_undo(self.choice)
        self.figures = words("", "secondary", wrap=True)
        self.choice.activated.connect(lambda _: self.asked.emit())
        self.view.wanted.connect(self.step_wanted)
        self.view.read.connect(self.read)
        self._lay_out()

    def _lay_out(self) -> None:
        column, head = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        lengths.follow(head, setSpacing=8)
        head.addWidget(words("Over training", "heading"))
        head.addWidget(self.choice)
        head.addStretch(1)
        column.addLayout(head)
        column.addWidget(self.figures)
        column.addWidget(self.view)

    @property
    def kind(self) -> Kind:
        """What is to be shown."""
        kind: Kind = self.choice.currentData()
        return kind

    def offer(self, *, learns: bool) -> None:
        """A layer without weights has only what goes out."""
        model = self.choice.model()
        for index in (0, 2):
            model.item(index).setEnabled(learns)  # type: ignore[attr-defined]  # of a combo box it is a QStandardItemModel
        if not learns and self.kind != "outputs":
            self.choice.setCurrentIndex(1)

    def show_ridge(self, ridge: Ridge, step: int) -> None:
        """At all kept steps; `step` is the one that is shown."""
        self._ridge, self._kind = ridge, self.kind
        self.view.setVisible(True)
        self._say_of_what(ridge)
        self.view.show_ridge(ridge, NOUNS[self.kind])
        self.view.mark(step)

    def say_whose(self, sentence: str) -> None:
        """What of the shown model is left out of it; empty where nothing is."""
        self._whose = sentence
        if self._ridge is not None and not self.view.isHidden():
            self._say_of_what(self._ridge)

    def _say_of_what(self, ridge: Ridge) -> None:
        over = f"{sample_in_words(ridge.images, ridge.batch)}; {WITHOUT_ZEROS}" if ridge.images else ""
        self.figures.setText(" ".join(filter(None, (self._whose, over, ridge_words.HELP))))

    def rows(self) -> list[tuple[str, float, float, float]]:
        """As numbers, for other programs: what and when, and the share between two edges."""
        ridge = None if self.view.isHidden() else self._ridge
        if ridge is None:
            return []
        edges = ridge.edges.tolist()
        return [
            (f"{NOUNS[self._kind]} at step {step}", low, high, share)
            for step, shares in zip(ridge.steps, ridge.shares.tolist(), strict=True)
            for low, high, share in zip(edges[:-1], edges[1:], shares, strict=True)
        ]

    def say(self, sentence: str) -> None:
        """Why there is nothing to see, or how far it is."""
        self.figures.setText(sentence)
        self.view.setVisible(False)
