"""ResultsPage: what the network reached when it was last tried: figures, confusion matrix, and its mistakes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QVBoxLayout, QWidget

from engine import events
from engine.service.answers import ImageOf, ImagePredictions, ImageRef
from gui.appearance import lengths, theme
from gui.pieces.class_names import shown
from gui.pieces.page_cards import GAP, Page, words
from gui.results.confusion_words import Confusion
from gui.results.copy_matrix import CopyMatrix
from gui.results.head import Head
from gui.results.matrix_part import MatrixPart
from gui.results.mistakes import by_weights
from gui.results.mistakes_section import MistakesSection
from gui.state.run.training_words import TEST, TEST_TIP

WIDE_ENOUGH = 860  # for matrix and mistakes side by side
BESIDE, BELOW = (3, 2), (0, 1)  # how they share the room
EMPTY = "Train to see how good it is."
UNTESTED = "It ended before its first test."
TRAINS = "How good it is stands here after the first test."


class ResultsPage(Page):
    """The last evaluation of a run, or a sentence while there is none.

    What is said of single images comes later than the evaluation's figures, and is of the same step.

    train_asked()         the one action of the empty page, or
    test_asked()          where what the run has reached was never tested
    image_picked(image)   an ImageOf is to be looked at
    message(sentence)     something was done, for the status bar
    problem(what, hint)   something went wrong
    """

    train_asked = Signal()
    test_asked = Signal()
    image_picked = Signal(object)
    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Results")
        self.evaluation: events.Evaluated | None = None
        self.found: ImagePredictions | None = None
        self._found_for: events.Evaluated | None = None
        self._confusion: Confusion | None = None
        self._due = False  # the evaluation is to be shown when somebody looks
        self._classes: tuple[str, ...] = ()
        self.head, self._part, self.mistakes = Head(), MatrixPart(), MistakesSection()
        self.matrix, self.classes, self.sentence = self._part.matrix, self._part.classes, self._part.sentence
        self.empty = words(EMPTY, "secondary")
        self.train, self.test = QPushButton("Train"), QPushButton(TEST)
        self.test.setToolTip(TEST_TIP)
        self.test.hide()
        self.copying = CopyMatrix(self.matrix, lambda: self._confusion, self.head.menu)
        self._lay_out()
        self._connect()
        self.show_evaluation(None, ())

    def _lay_out(self) -> None:
        for button in (self.train, self.test):
            theme.set_role(button, "primary")
        self._content, self._nothing = _Content(), _in_the_middle(self.empty, self.train, self.test)
        self._body = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        lengths.follow(self._body, setSpacing=GAP)
        self._body.addWidget(self._part)
        self._body.addWidget(self.mistakes, 1)
        column = QVBoxLayout(self._content)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=GAP)
        column.addWidget(self.head)
        column.addLayout(self._body, 1)
        self.column.addWidget(self._content, 1)
        self.column.addWidget(self._nothing, 1)

    def _connect(self) -> None:
        self.train.clicked.connect(lambda *_: self.train_asked.emit())
        self.test.clicked.connect(lambda *_: self.test_asked.emit())
        self.head.figures_chosen.connect(self.matrix.show_figures)
        for pair in (self.matrix.picked, self.classes.pair_picked):
            pair.connect(self.mistakes.choose_cell)
        for one in (self.matrix.class_picked, self.classes.class_picked):
            one.connect(self.mistakes.choose_class)
        self.mistakes.cell_listed.connect(self.matrix.mark)
        self.mistakes.picked.connect(self._pick)
        self.copying.message.connect(self.message)
        self.copying.problem.connect(self.problem)

    # --- what is shown ---

    def expect(self, *, training: bool, untested: bool) -> None:
        """While there is no evaluation: whether one is on its way, or it takes a test or a training to have one."""
        self.empty.setText(TRAINS if training else UNTESTED if untested else EMPTY)
        self.test.setVisible(untested)
        self.train.setVisible(not training and not untested)

    def show_evaluation(self, event: events.Evaluated | None, classes: tuple[str, ...]) -> None:
        """Shows an evaluation, or that there is none; once somebody looks, as very many classes take a while."""
        other = event is None or self.evaluation is None or self.evaluation.run != event.run
        self.evaluation, self._classes = event, shown(classes)
        self._content.setVisible(event is not None)
        self._nothing.setVisible(event is None)
        if other:
            self.found = self._found_for = None
            self.mistakes.wait()
        self._due = event is not None and not self.isVisible()
        if event is not None and not self._due:
            self._show_confusion(Confusion.of(event.confusion, self._classes) if event.confusion else None)

    def call(self, classes: tuple[str, ...]) -> None:
        """Shows the same with the classes called so."""
        self._classes = classes
        self.rewrite()

    def rewrite(self) -> None:
        """Writes all figures again."""
        self.show_evaluation(self.evaluation, self._classes)
        if self.found is not None and not self.lacks_images:
            self.show_found(self.found)

    def _show_confusion(self, confusion: Confusion | None) -> None:
        """The log of a run keeps no matrix of very many classes: it is counted once what was found is known."""
        assert self.evaluation is not None  # noqa: S101  # whoever shows counts has an evaluation
        self._confusion = confusion
        self.head.show_evaluation(self.evaluation, confusion)
        if confusion is not None:
            self.mistakes.show_classes(confusion.classes)
        self._part.show_confusion(confusion)
        self._arrange()

    @property
    def lacks_images(self) -> bool:
        """Whether what is known of single images is of another evaluation than the one shown, or of none."""
        return self.evaluation is not None and self._found_for is not self.evaluation

    def show_found(self, found: ImagePredictions) -> None:
        """What was found for each image of the evaluation shown."""
        self.found, self._found_for = found, self.evaluation
        if self._due:
            return
        if self._confusion is None and self.evaluation is not None:
            self._show_confusion(_counted(found, self._classes))
        other = self.evaluation is not None and self.evaluation.step != found.step
        self.mistakes.show_found(found, by_weights(found) if other else ("",))

    def mark(self, image: ImageRef) -> None:
        """Marks the image that is looked at, where it is listed."""
        if isinstance(image, ImageOf) and self.found is not None and image.split == self.found.split:
            self.mistakes.list.choose(image.index)
        else:
            self.mistakes.list.clearSelection()

    def _pick(self, index: int) -> None:
        if self.found is not None:
            self.image_picked.emit(ImageOf(self.found.split, index))

    # --- Qt's events ---

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._due:
            self.rewrite()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._arrange()

    def _arrange(self) -> None:
        """Matrix and mistakes side by side where there is room; the matrix leaves to them what it cannot fill."""
        wide = self.width() >= theme.px(WIDE_ENOUGH)
        direction = QBoxLayout.Direction
        self._body.setDirection(direction.LeftToRight if wide else direction.TopToBottom)
        for index, stretch in enumerate(BESIDE if wide else BELOW):
            self._body.setStretch(index, stretch)
        if wide:
            self._part.stand_beside()
        else:
            self._part.stand_above(self.width())


class _Content(QWidget):
    """It takes the room there is: words that wrap inside must not ask a scroll area for what they would like."""

    def hasHeightForWidth(self) -> bool:
        return False


def _counted(found: ImagePredictions, classes: tuple[str, ...]) -> Confusion:
    size = len(classes)
    counts = np.bincount(found.labels * size + found.predicted, minlength=size * size)
    return Confusion(counts.reshape(size, size), classes)


def _in_the_middle(*parts: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addStretch(1)
    for part in parts:
        column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(2)
    return holder
