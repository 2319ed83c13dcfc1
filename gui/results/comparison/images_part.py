"""ImagesPart: the test images that one of two runs gets right and the other wrong, and those that both get wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from engine.service.comparison.comparison_answers import Pair
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral
from gui.pieces.classes.choice import ClassChoice
from gui.pieces.classes.names import LENGTHS, bare
from gui.pieces.elided import Elided
from gui.pieces.images.image_list import ImageList
from gui.pieces.pages.page_cards import words
from gui.pieces.quiet_buttons import quiet_button
from gui.results.comparison.pair_tile import PairTile
from gui.results.comparison.pair_words import GROUPS, Side, Which, counts, heading, in_words, listed, none_of

ALL = "All classes"


class ImagesPart(QWidget):
    """Four groups of images to choose from, all classes or one, and their pictures with both answers.

    picked(index)   a test image was chosen
    """

    stem, noun = "compared-images", "list of images"  # of what is copied and saved
    picked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._pair: Pair | None = None
        self._classes: tuple[str, ...] = ()
        self._which = Which()
        self.groups = {group: quiet_button(*said, checkable=True) for group, said in GROUPS.items()}
        self.of_class = ClassChoice("Class whose images are listed", everything=ALL)
        self.count, self.list = Elided("caption"), ImageList("Images that two runs answer", PairTile)
        self.list.images.in_words = in_words
        self.sentence = words("", "secondary", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._places, self._choices = QStackedWidget(), QGridLayout()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        column, below = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        lengths.follow(self._choices, setSpacing=2)
        lengths.follow(below, setSpacing=8)
        self._arrange(len(self.groups))
        below.addWidget(self.count, 1)
        below.addWidget(self.of_class)
        for part in (self._choices, below):
            column.addLayout(part)
        self._places.addWidget(self.list)
        self._places.addWidget(self.sentence)
        column.addWidget(self._places, 1)

    def _arrange(self, across: int) -> None:
        """So many groups in a row."""
        for at, button in enumerate(self.groups.values()):
            self._choices.addWidget(button, at // across, at % across)
        self._choices.setColumnStretch(len(self.groups), 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Two rows of groups where one has no room."""
        super().resizeEvent(event)
        room = sum(button.sizeHint().width() for button in self.groups.values()) + theme.px(3 * 2)
        self._arrange(len(self.groups) if room <= event.size().width() else 2)

    def _connect(self) -> None:
        group = QButtonGroup(self)
        for key, button in self.groups.items():
            group.addButton(button)
            button.clicked.connect(lambda *_, key=key: self.choose(Which(key, self._which.truth)))
        self.of_class.picked.connect(lambda label: self.choose(replace(self._which, truth=label, answer=None)))
        self.list.picked.connect(self.picked)

    # --- what is listed ---

    @property
    def which(self) -> Which:
        """What is listed."""
        return self._which

    def choose(self, which: Which) -> None:
        """Lists other images."""
        self._which = which
        self.of_class.show_label(which.truth)
        self.list.scrollToTop()
        self._show()

    def choose_cell(self, truth: int, answer: int, by: Side) -> None:
        """Lists those of a class that one side, or only one of both, took for an answer."""
        self.choose(replace(self._which, truth=truth, answer=answer, by=by))
        self.list.setFocus()

    def show_pair(self, pair: Pair | None, classes: Sequence[str], why: str = "") -> None:
        """Shows two other runs, or why there are none."""
        if tuple(classes) != self._classes:
            self._classes = tuple(classes)
            self.of_class.offer(self._classes)
            self._which = Which(self._which.group)
        if self._pair is not pair:
            self.list.thumbnails.forget()
        self._pair = pair
        for group, button in self.groups.items():
            button.setText(f"{GROUPS[group][0]} {numeral(counts(pair)[group])}" if pair else GROUPS[group][0])
        for part in (self.of_class, *self.groups.values()):
            part.setEnabled(pair is not None and pair.first is not None)
        if pair is None or pair.first is None:
            self._say(why if pair is None else pair.missing)
            self.count.say("")
        else:
            self._show()

    def _show(self) -> None:
        if self._pair is None or self._pair.first is None:
            return
        self.groups[self._which.group].setChecked(True)
        indexes = listed(self._pair, self._which)
        self.list.show_images(self._pair, indexes, self._classes)
        self.count.say(*(heading(len(indexes), self._which, self._classes, longest) for longest in LENGTHS))
        if len(indexes):
            self._places.setCurrentIndex(0)
        else:
            self._say(none_of(self._which))

    def _say(self, sentence: str) -> None:
        self.sentence.setText(sentence)
        self._places.setCurrentIndex(1)

    def mark(self, index: int | None) -> None:
        """Marks the test image that is looked at, where it is listed."""
        if index is None:
            self.list.clearSelection()
        else:
            self.list.choose(index)

    # --- for other programs ---

    @property
    def picture(self) -> QWidget:
        """What is copied as a picture."""
        return self.list

    @property
    def filled(self) -> bool:
        """Whether there is anything to copy."""
        return self._places.currentWidget() is self.list

    def table(self) -> Iterator[Sequence[Any]]:
        """A row for each image that is listed, in the order in which they are."""
        yield ["image", "true class", "answer of A", "probability", "answer of B", "probability"]
        pair, names = self._pair, [bare(name) for name in self._classes]
        if pair is None or pair.first is None or pair.other is None:
            return
        for index in self.list.images.indexes.tolist():
            sides = [(names[one.predicted[index]], float(one.probability[index])) for one in (pair.first, pair.other)]
            yield [index, names[pair.first.labels[index]], *sides[0], *sides[1]]
