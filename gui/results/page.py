"""ResultsPage: what the network reached when it was last tried: figures, confusion matrix, accuracy of each class."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine import events, figures
from engine.project.splits import images_of
from gui.appearance import lengths, theme
from gui.pieces.figures_row import Figures
from gui.pieces.page_cards import Columns, Page, words
from gui.results.class_bars import ClassBars
from gui.results.confusion_matrix import ConfusionMatrix
from gui.results.confusion_words import Confusion

TWO_LINES = 32  # kept for the sentence: a shorter one must not move the matrix under the pointer
EMPTY = "Train to see how good it is."
NOT_KEPT = "The log of a run keeps no confusion matrix of so many classes; it appears when the run is tried again."
MATRIX, CROWDED = "Confusion matrix", "Confusion matrix: each dot is the strongest of several cells"
EACH, WORST = "Accuracy of each class", "Accuracy of {count:,} classes, the lowest first"
HELP = (
    "Each row is a true class, each column what its images were taken for; the diagonal is right. "
    "A click on a cell shows its first image."
)


class ResultsPage(Page):
    """The last evaluation, or a sentence while there is none.

    image_asked(split, true class, answer)   an image that a cell of the confusion matrix counts is wanted
    train_asked()                            the one action of the empty page
    """

    image_asked = Signal(str, int, int)
    train_asked = Signal()

    def __init__(self) -> None:
        super().__init__("Results")
        self.evaluation: events.Evaluated | None = None
        self._where, self.empty = words("", "caption"), words(EMPTY, "secondary", wrap=True)
        self.figures, self.matrix, self.bars = Figures(), ConfusionMatrix(), ClassBars()
        self.matrix_title, self.bars_title = words("", "caption", wrap=True), words("", "caption", wrap=True)
        self.sentence = words("", "secondary", wrap=True)
        self.train = QPushButton("Train")
        theme.set_role(self.train, "primary")
        self._content = QWidget()
        self._lay_out()
        self.matrix.said.connect(self.sentence.setText)
        self.matrix.picked.connect(self._ask_image)
        self.train.clicked.connect(lambda *_: self.train_asked.emit())
        self.show_evaluation(None, ())

    def _lay_out(self) -> None:
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignTop)
        lengths.follow(self.sentence, setMinimumHeight=TWO_LINES)
        matrix = _stacked(self.matrix_title, self.matrix, self.sentence)
        matrix.setToolTip(HELP)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=12)
        column.addWidget(self.figures)
        bars = _stacked(self.bars_title, self.bars)
        self._matrix_and_bars = Columns(matrix, bars, wide_enough=500, equal=False)
        column.addWidget(self._matrix_and_bars)
        for part in (self._where, self._content):
            self.column.addWidget(part)
        for part in (self.empty, self.train):
            self.column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addStretch(1)

    def show_evaluation(self, event: events.Evaluated | None, classes: tuple[str, ...]) -> None:
        """Shows an evaluation, or that there is none."""
        self.evaluation = event
        self._matrix_and_bars.setVisible(event is not None and bool(event.confusion))
        self.empty.setVisible(event is None or not event.confusion)
        self.empty.setText(EMPTY if event is None else NOT_KEPT)
        self.train.setVisible(event is None)
        self._content.setVisible(event is not None)
        self._where.setText(
            "" if event is None else f"{images_of(event.split)} · epoch {event.epoch} · step {event.step:,}"
        )
        if event is not None and event.confusion:
            self._show_matrix(event, Confusion.of(event.confusion, classes))
        elif event is not None:
            self.figures.show_figures(_scores(event))

    def _show_matrix(self, event: events.Evaluated, confusion: Confusion) -> None:
        mistakes = (f"{confusion.mistakes:,}", f"mistakes in {confusion.images:,} images")
        self.figures.show_figures([*_scores(event), mistakes])
        self.matrix.show_confusion(confusion)
        self.bars.show_confusion(confusion)
        self.matrix_title.setText(CROWDED if self.matrix.crowded else MATRIX)
        self.bars_title.setText(WORST.format(count=len(confusion.classes)) if self.bars.scrolls else EACH)

    def _ask_image(self, truth: int, guess: int) -> None:
        if self.evaluation is not None:
            self.image_asked.emit(self.evaluation.split, truth, guess)


def _scores(event: events.Evaluated) -> list[tuple[str, str]]:
    return [(figures.percent(event.accuracy), "accuracy"), (figures.loss(event.loss), "loss")]


def _stacked(*parts: QWidget) -> QWidget:
    """Parts at the top of a column."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    lengths.follow(column, setSpacing=6)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    return holder
