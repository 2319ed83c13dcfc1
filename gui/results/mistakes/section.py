"""MistakesSection: the images that were answered wrongly, as tiles; which ones and in which order can be chosen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from engine.service.answers import ImagePredictions
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.classes.choice import ClassChoice
from gui.pieces.classes.names import LENGTHS, bare
from gui.pieces.elided import Elided
from gui.pieces.images.image_list import ImageList
from gui.pieces.pages.page_cards import words
from gui.results.mistakes.mistake_words import ORDERS, Choice, Order, by_weights, heading, listed, none_of

LOOKING = "Looking for the mistakes…"
STOPPED = "The images were not looked through."
ALL = "All classes"
ONE_ROW = 480  # for all that stands above the list


class MistakesSection(QWidget):
    """A line that says and chooses what is listed, and the list; or a sentence in its place.

    While somebody is at the list it stays as it is, and one click takes what was found since.

    picked(index)      an image of the split was chosen
    cell_listed(cell)  the images of a cell of the matrix are listed; None: of none alone
    stopped()          looking through the images is to end
    asked()            it is to begin again
    """

    stem, noun = "mistakes", "list of mistakes"  # of what is copied and saved
    picked = Signal(int)
    cell_listed = Signal(object)
    stopped = Signal()
    asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._found: ImagePredictions | None = None
        self._note: tuple[str, ...] = ("",)
        self._since: tuple[ImagePredictions, tuple[str, ...]] | None = (
            None  # found and note that came while somebody was at it
        )
        self._just_opened = True
        self._classes: tuple[str, ...] = ()
        self._choice = Choice()
        self.list, self.count = ImageList("Mistakes"), Elided("caption")
        self.sentence = words("", "secondary", wrap=True)
        self.order, self.of_class = ChoiceBox(), ClassChoice("Class whose mistakes are listed", everything=ALL)
        self.newer, self.all = QToolButton(), QToolButton()
        self.stop, self.again = QPushButton("Stop"), QPushButton("Look again")
        self._places = QStackedWidget()
        self._set_up()
        self._lay_out()
        self._connect()
        self.wait()

    def _set_up(self) -> None:
        for order, name in ORDERS.items():
            self.order.addItem(name, order)
        self.order.setAccessibleName("Order of the mistakes")
        self.newer.setText("Newer ones")
        self.all.setText("All mistakes")
        theme.set_role(self.newer, "choice")
        theme.set_role(self.all, "control")
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def _lay_out(self) -> None:
        said, chosen, column = QHBoxLayout(), QHBoxLayout(), QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for row in (said, chosen, self._rows):
            lengths.follow(row, setSpacing=8)
        said.addWidget(words("Mistakes", "heading"))
        said.addWidget(self.count, 1)
        said.addWidget(self.newer)
        said.addWidget(self.all)
        chosen.addWidget(self.of_class, 1)
        chosen.addWidget(self.order)
        self._rows.addLayout(said, 1)
        self._rows.addLayout(chosen)
        column.addLayout(self._rows)
        column.addWidget(self._places, 1)
        self._places.addWidget(self.list)
        self._places.addWidget(self._sentence_place())

    def _sentence_place(self) -> QWidget:
        place = QWidget()
        column = QVBoxLayout(place)
        column.addStretch(1)
        column.addWidget(self.sentence)
        for button in (self.stop, self.again):
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
        return place

    def _connect(self) -> None:
        self.list.picked.connect(self.picked)
        self.order.activated.connect(lambda at: self._choose(replace(self._choice, order=_order(self.order, at))))
        self.of_class.picked.connect(self.choose_class)
        self.newer.clicked.connect(lambda *_: self._take_newer())
        self.all.clicked.connect(lambda *_: self.choose_class(None))
        self.stop.clicked.connect(self._stop)
        self.again.clicked.connect(self._look_again)

    # --- what is listed ---

    @property
    def choice(self) -> Choice:
        """What is listed."""
        return self._choice

    def choose_cell(self, truth: int, answer: int) -> None:
        """Lists the images of a cell."""
        self._choose(replace(self._choice, truth=truth, answer=answer))

    def choose_class(self, truth: int | None) -> None:
        """Lists the mistakes on one class, or on all."""
        self._choose(replace(self._choice, truth=truth, answer=None))

    def _choose(self, choice: Choice) -> None:
        self._choice = choice
        self.of_class.show_label(choice.truth)
        self.list.scrollToTop()
        self.cell_listed.emit(choice.cell)
        self._take_newer()

    # --- what was found ---

    def show_classes(self, classes: Sequence[str]) -> None:
        """They are of other classes now."""
        if tuple(classes) == self._classes:
            return
        self._classes = tuple(classes)
        self.of_class.offer(self._classes)
        self._choose(Choice(self._choice.order))

    def wait(self) -> None:
        """They are being looked for."""
        self._found = self._since = None
        self.list.thumbnails.forget()
        self._say(LOOKING)

    def show_found(self, found: ImagePredictions, note: tuple[str, ...] = ("",)) -> None:
        """They were found; `note` says whose they are, where that is not plain: in more words and in fewer."""
        self._since = found, note
        if self._is_in_use(found):
            self._say_newer(found)
        else:
            self._take_newer()

    def _is_in_use(self, found: ImagePredictions) -> bool:
        """Whether somebody is at the list, who is not to lose it to other mistakes on the same images."""
        if self._found is None or self._just_opened or self._found.split != found.split:
            return False
        return self.list.isVisible() and (self.list.underMouse() or bool(self.list.selectedIndexes()))

    def _say_newer(self, found: ImagePredictions) -> None:
        assert self._found is not None  # noqa: S101  # there is a list
        self._note = by_weights(self._found)
        self.newer.setToolTip(f"Lists the mistakes of step {numeral(found.step)}: the list stays while you are at it")
        self._say_count()

    def _take_newer(self) -> None:
        if self._since is not None:
            (self._found, self._note), self._since = self._since, None
        self._just_opened = False
        self._show()

    def show_error(self, sentence: str) -> None:
        """They cannot be found, and why."""
        self._found = self._since = None
        self._say(sentence, again=True)

    def say_progress(self, doing: str) -> None:
        """How far looking through the images is; only said while there is nothing to show."""
        if self._found is None and doing and not self.again.isVisibleTo(self):
            self._say(doing, stop=True)

    def _stop(self) -> None:
        self._say(STOPPED, again=True)
        self.stopped.emit()

    def _look_again(self) -> None:
        self.wait()
        self.asked.emit()

    def _show(self) -> None:
        if self._found is None:
            return
        indexes = listed(self._found, self._choice)
        self.list.show_images(self._found, indexes, self._classes)
        self._say_count()
        if len(indexes):
            self._places.setCurrentIndex(0)
        else:
            self._say(none_of(self._choice, self._classes))

    def _say_count(self) -> None:
        self.newer.setVisible(self._since is not None)
        self.all.setVisible(self._choice.cell is not None)
        count = self.list.images.rowCount()
        counts = (heading(count, self._choice, self._classes, longest) for longest in LENGTHS)
        said = [f"{counted}{note}" for counted in counts for note in self._note]
        self.count.say(*said, numeral(count))  # at the least how many

    def _say(self, sentence: str, *, stop: bool = False, again: bool = False) -> None:
        self.sentence.setText(sentence)
        self.stop.setVisible(stop)
        self.again.setVisible(again)
        if self._found is None:
            self.count.say("")
            self.newer.hide()
            self.all.hide()
        self._places.setCurrentIndex(1)

    # --- for other programs ---

    @property
    def picture(self) -> QWidget:
        """What is copied as a picture."""
        return self.list

    def table(self) -> Iterator[Sequence[Any]]:
        """A row for each image that is listed, in the order in which they are."""
        yield ["image", "true class", "answer", "probability", "probability of the true class", "its rank"]
        found, names = self._found, [bare(name) for name in self._classes]
        if found is None:
            return
        for index in self.list.images.indexes.tolist():
            labels = names[found.labels[index]], names[found.predicted[index]]
            yield [index, *labels, float(found.probability[index]), float(found.truth[index]), int(found.ranks[index])]

    # --- Qt's events ---

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes back to the page finds what was found last."""
        super().showEvent(event)
        self._just_opened = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What is said and what is chosen stand below one another where they would crowd each other."""
        super().resizeEvent(event)
        direction = QBoxLayout.Direction
        wide = event.size().width() >= theme.px(ONE_ROW)
        self._rows.setDirection(direction.LeftToRight if wide else direction.TopToBottom)


def _order(box: QComboBox, at: int) -> Order:
    order: Order = box.itemData(at)
    return order
