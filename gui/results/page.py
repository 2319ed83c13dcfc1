"""ResultsPage: what the network reached when it was last tried: figures, confusion, mistakes, and how sure it is."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from engine import events
from engine.metrics.confusion import Confusion, Counts, of_rows
from engine.metrics.metrics import Metrics
from engine.project.data.splits import EvaluatedSplit
from engine.service.answers import ImageOf, ImagePredictions, ImageRef
from gui.appearance import theme
from gui.appearance.numerals import numeral
from gui.pieces.classes.names import shown
from gui.pieces.pages.page_cards import Page, words
from gui.pieces.pages.sub_pages import SubPages
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.confusion.matrix_part import MatrixPart
from gui.results.export_menu import ExportMenu, Part
from gui.results.figures.part import FiguresPart
from gui.results.head import Head
from gui.results.heads import Heads
from gui.results.mistakes.mistake_words import by_weights
from gui.results.mistakes.section import STOPPED, MistakesSection
from gui.results.sureness.part import SurenessPart
from gui.state.run.training_words import EVALUATE, EVALUATE_TIP, TEST, TEST_TIP

EMPTY = "Train to see how good it is."
UNTESTED = "It ended before its first test."
AWAITED = "What was found for each image is being read…"
TRAINS = "How good it is stands here after the first test."


class ResultsPage(Page):
    """The last evaluation of a run on some images, or a sentence while there is none.

    What is said of single images comes later than the evaluation's figures, and is of the same step. Each part is
    filled when it is in front.

    train_asked()         the one action of the empty page, or
    test_asked()          where what the run has reached was never tested, or while it trains
    split_chosen(split)   the evaluation on other images is to be shown
    image_picked(image)   an ImageOf is to be looked at
    message(sentence)     something was done, for the status bar
    problem(what, hint)   something went wrong
    """

    train_asked = Signal()
    test_asked = Signal()
    split_chosen = Signal(str)
    image_picked = Signal(object)
    message = Signal(str)
    problem = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Results")
        self.evaluation: events.Evaluated | None = None
        self.found: ImagePredictions | None = None
        self._found_for: events.Evaluated | None = None
        self._confusion: NamedConfusion | None = None
        self._due = False  # the evaluation is to be shown when somebody looks
        self._trouble = ""  # why what was found for each image cannot be had
        self._stale: set[str] = set()  # the parts that show another one still
        self._classes: tuple[str, ...] = ()
        self._own_heads: dict[str, QWidget] = {}  # of the parts that need no evaluation
        self.head, self.parts = Head(), SubPages("Results")
        self.figures, self.confusion, self.sureness = FiguresPart(), MatrixPart(), SurenessPart()
        self.mistakes = MistakesSection()
        confusion = self.confusion
        self.matrix, self.classes, self.sentence = confusion.matrix, confusion.classes, confusion.sentence
        self.empty = words(EMPTY, "secondary")
        self.train, self.test = QPushButton("Train"), QPushButton(TEST)
        self.export = ExportMenu(self.head.menu, self._part_in_front)
        self._lay_out()
        self._connect()
        self.show_evaluation(None, ())

    def _lay_out(self) -> None:
        for button in (self.train, self.test):
            theme.set_role(button, "primary")
        self.test.setToolTip(TEST_TIP)
        self.test.hide()
        self.parts.add("figures", "Figures", self.figures, scrolls=True)
        self.parts.add("confusion", "Confusion", self.confusion)
        self.parts.add("mistakes", "Mistakes", self.mistakes, scrolls=True)
        self.parts.add("sureness", "How sure", self.sureness)
        self._nothing = _in_the_middle(self.empty, self.train, self.test)
        self._heads, self._no_head = Heads(self.head), QWidget()
        self._heads.addWidget(self._no_head)
        content = _Content()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._heads)
        column.addWidget(self.parts, 1)
        self.column.addWidget(content, 1)

    def add_part(self, key: str, title: str, part: QWidget, head: QWidget) -> None:
        """One that needs no evaluation, with a head of its own."""
        self._own_heads[key] = head
        self._heads.addWidget(head)
        self.parts.add(key, title, part)

    def _connect(self) -> None:
        self.train.clicked.connect(lambda *_: self.train_asked.emit())
        for button in (self.test, self.head.evaluate):
            button.clicked.connect(lambda *_: self.test_asked.emit())
        self.head.split_chosen.connect(self.split_chosen)
        self.parts.changed.connect(lambda *_: self._turn())
        for pair in (self.matrix.picked, self.classes.pair_picked):
            pair.connect(self._list_cell)
        for one in (self.matrix.class_picked, self.classes.class_picked, self.figures.class_picked):
            one.connect(self._list_class)
        self.mistakes.cell_listed.connect(self.matrix.mark)
        self.mistakes.picked.connect(self._pick)
        self.mistakes.stopped.connect(lambda: self._tell(STOPPED))
        self.mistakes.asked.connect(lambda: self._tell(""))
        self.export.message.connect(self.message)
        self.export.problem.connect(self.problem)

    # --- what is shown ---

    def expect(self, *, training: bool, untested: bool, going: bool = False) -> None:
        """While there is no evaluation: whether one is on its way, or it takes a test or a training to have one.

        A run that is `going`, or paused, can be tried at any step.
        """
        self.empty.setText(TRAINS if training else UNTESTED if untested else EMPTY)
        self.test.setText(EVALUATE if going else TEST)
        self.test.setToolTip(EVALUATE_TIP if going else TEST_TIP)
        self.test.setVisible(untested or going)
        self.train.setVisible(not training and not untested)
        self.head.evaluate.setVisible(going)

    def expect_none(self, why: str) -> None:
        """While there is no evaluation, and none is to come."""
        self.empty.setText(why)
        for button in (self.test, self.train, self.head.evaluate):
            button.hide()

    def show_evaluation(
        self, event: events.Evaluated | None, classes: tuple[str, ...], splits: tuple[EvaluatedSplit, ...] = ()
    ) -> None:
        """Shows an evaluation, or that there is none; once somebody looks, as very many classes take a while.

        `splits` are those of which there is one.
        """
        other = event is None or self.evaluation is None or _of(self.evaluation) != _of(event)
        self.evaluation, self._classes = event, shown(classes)
        self._show_front()
        self.head.offer(splits)
        self._trouble = ""
        if other:
            self.found = self._found_for = None
            self.mistakes.wait()
        self._due = event is not None and not self.isVisible()
        if event is not None and not self._due:
            self._show_counts(self._counts)

    def _show_front(self) -> None:
        """The part in front where there is something for it to show, below its head."""
        own, there = self._own_heads.get(self.parts.front), self.evaluation is not None
        self._heads.setCurrentWidget(own or (self.head if there else self._no_head))
        self.parts.cover(None if own is not None or there else self._nothing)

    def _turn(self) -> None:
        self._show_front()
        self._fill()

    def call(self, classes: tuple[str, ...]) -> None:
        """Shows the same with the classes called so."""
        self._classes = shown(classes)
        self.rewrite()

    def rewrite(self) -> None:
        """Writes all figures again."""
        if self.evaluation is None:
            return
        self._due = not self.isVisible()
        if not self._due:
            self._show_counts(self._counts)

    @property
    def _counts(self) -> Confusion | None:
        """The log of a run keeps no matrix of very many classes: it is known once what was found is."""
        event = self.evaluation
        if event is None or event.confusion:
            return of_rows(event.confusion) if event else None
        return None if self.found is None or self.lacks_images else self.found.metrics.confusion

    def _show_counts(self, counts: Confusion | None) -> None:
        assert self.evaluation is not None  # noqa: S101  # whoever shows counts has an evaluation
        self._confusion = None if counts is None else NamedConfusion.of(counts, self._classes)
        self.head.show_evaluation(self.evaluation, self._confusion)
        if self._confusion is not None:
            self.mistakes.show_classes(self._confusion.classes)
        self._renew()

    @property
    def lacks_images(self) -> bool:
        """Whether what is known of single images is of another evaluation than the one shown, or of none."""
        return self.evaluation is not None and self._found_for is not self.evaluation

    def show_found(self, found: ImagePredictions) -> None:
        """What was found for each image of the evaluation shown."""
        self.found, self._found_for = found, self.evaluation
        if self._due:
            return
        if self._confusion is None:
            self._show_counts(self._counts)
        else:
            self._renew()

    def _tell(self, trouble: str) -> None:
        """Why what was found cannot be had; "" once it is on its way again."""
        self._trouble = trouble
        self._renew()

    def show_error(self, sentence: str) -> None:
        """What was found for each image cannot be had, and why."""
        self.found = self._found_for = None
        self._trouble = sentence
        self.mistakes.show_error(sentence)
        self._renew()

    # --- its parts ---

    def show_part(self, key: str) -> None:
        """Brings a part to the front: figures, confusion, mistakes or sureness."""
        self.parts.show_page(key)

    def _renew(self) -> None:
        self._stale = {"figures", "confusion", "mistakes", "sureness"}
        self._fill()

    def _fill(self) -> None:
        """Shows in the part in front what is known by now."""
        key, event = self.parts.front, self.evaluation
        if event is None or self._due or key not in self._stale:
            return
        self._stale.discard(key)
        match key:
            case "figures":
                self.figures.show_figures(event, self._confusion, self._metrics, self._note("Top-k"))
            case "confusion":
                self.confusion.show_confusion(self._confusion, self._order)
            case "mistakes" if self.found is not None and not self.lacks_images:
                self.mistakes.show_found(self.found, by_weights(self.found) if self._of_others else ("",))
            case "sureness":
                self.sureness.show_metrics(self._metrics, self._note("This"))

    @property
    def _metrics(self) -> Metrics | None:
        """Those of the evaluation before stay until the newer ones are there."""
        return None if self.found is None else self.found.metrics

    @property
    def _order(self) -> Counts | None:
        """Of the classes by confusion."""
        metrics, confusion = self._metrics, self._confusion
        fits = metrics is not None and confusion is not None and len(metrics.order) == confusion.counts.size
        return metrics.order if metrics is not None and fits else None

    @property
    def _of_others(self) -> bool:
        """Whether what is known of single images is of other weights than the counts."""
        if self.found is None or self.evaluation is None or self.lacks_images:
            return False
        return self.evaluation.step != self.found.step

    def _note(self, what: str) -> str:
        """Why it is not there, or that it is of other weights than the counts; nothing where all are of the same."""
        if self.found is None or self.evaluation is None:
            return self._trouble or AWAITED
        if self.lacks_images and self.found.step != self.evaluation.step:
            newer = f"those of step {numeral(self.evaluation.step)} are being read."
            return f"{what} is of step {numeral(self.found.step)}; {self._trouble or newer}"
        if not self._of_others:
            return ""
        return f"{what} is of the weights of step {numeral(self.found.step)}, the last that were kept."

    def _list_cell(self, truth: int, answer: int) -> None:
        self._go_to_mistakes()
        self.mistakes.choose_cell(truth, answer)

    def _list_class(self, truth: int) -> None:
        self._go_to_mistakes()
        self.mistakes.choose_class(truth)

    def _go_to_mistakes(self) -> None:
        """With the keyboard, which goes on from image to image there."""
        self.show_part("mistakes")
        self.mistakes.list.setFocus()

    def _part_in_front(self) -> Part | None:
        parts: dict[str, Part] = {
            "figures": self.figures,
            "confusion": self.confusion,
            "mistakes": self.mistakes,
            "sureness": self.sureness,
        }
        return None if self._confusion is None else parts.get(self.parts.front)

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


class _Content(QWidget):
    """It takes the room there is: words that wrap inside must not ask a scroll area for what they would like."""

    def hasHeightForWidth(self) -> bool:
        return False


def _of(event: events.Evaluated) -> tuple[str, str]:
    """The run and the images of an evaluation."""
    return event.run, event.split


def _in_the_middle(*parts: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.addStretch(1)
    for part in parts:
        column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
    column.addStretch(2)
    return holder
