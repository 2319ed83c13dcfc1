"""RateAdvice: what is worth saying of the learning rate before anything is trained, with the edit that follows it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QPushButton, QVBoxLayout

from engine.project.project import Project
from engine.project.training.rate.learning_rate import training_advice, usual_rate, with_rate
from gui.appearance import lengths, rewriting, theme
from gui.appearance.numerals import in_figures, plain
from gui.pieces.pages.page_cards import words
from gui.state.document import Document


class RateAdvice(QFrame):
    """Stands right below the field; hidden while there is none."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        theme.set_role(self, "strip")
        self.sentence, self.button = words("", "", wrap=True), QPushButton()
        self.button.setToolTip("Changes the recipe, and can be undone")
        self.button.clicked.connect(lambda *_: self._take())
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(8,) * 4, setSpacing=6)
        column.addWidget(self.sentence)
        column.addWidget(self.button)
        document.changed.connect(lambda _, new: self._show(new))
        rewriting.follow(self._rewrite)
        self._show(document.project)

    def _rewrite(self) -> None:
        self._show(self._document.project)

    def _show(self, project: Project) -> None:
        advice = training_advice(project.training)
        self.sentence.setText(in_figures(" ".join(one.text for one in advice)))
        self.button.setText(f"Learning rate {plain(self._usual(project))}")
        if not advice or self.parentWidget() is not None:  # without a place it would flash up as a window of its own
            self.setVisible(bool(advice))

    def _usual(self, project: Project) -> float:
        return usual_rate(project.training.optimiser)

    def _take(self) -> None:
        project = self._document.project
        self._document.edit(with_rate(project, self._usual(project)), self.button.text())
