"""FindingCard: what was noticed, in a sentence, with examples and ways out: for all of it, and for the chosen one."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from engine.project.data.corrections import MergeClasses
from engine.service.answers import At, Finding, Way
from engine.text import one_line
from gui.appearance import lengths
from gui.appearance.numerals import in_figures, numeral
from gui.data.check_up.example_strip import ExampleStrip
from gui.data.check_up.example_words import what_it_is
from gui.pieces.classes.choice import ClassChoice
from gui.pieces.classes.names import short
from gui.pieces.copying.copyable import copyable
from gui.pieces.elided import Elided
from gui.pieces.pages.page_cards import Card, words
from gui.pieces.rows import row_widget

LISTED = 12  # files that are named
MERGE = "Merge into…"
LETTERS, LETTERS_FOR_ALL = 24, 48  # of a button


class FindingCard(Card):
    """Of one finding; `called` are the classes' names by the names that they were found with.

    taken(way)     a Way was chosen
    pressed(at)    an image, an At, is to be looked at
    """

    taken = Signal(object)
    pressed = Signal(object)

    def __init__(
        self, finding: Finding, pictures: dict[At, QImage], classes: Sequence[str], called: dict[str, str]
    ) -> None:
        super().__init__("")
        self.finding, self._classes, self._called = finding, classes, called
        self.setAccessibleName(finding.sentence)
        self.strip = ExampleStrip(finding.examples, pictures, classes) if finding.examples else None
        self._about, self._row = Elided("caption"), QHBoxLayout()
        self._one = QWidget()
        self._lay_out()

    def _lay_out(self) -> None:
        sentence = words(in_figures(one_line(self.finding.sentence)), "heading", wrap=True)
        sentence.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)  # a long name widens nothing
        sentence.setToolTip(sentence.text())
        self.add(sentence)
        self.add(words(self.finding.hint, "caption", wrap=True))
        self._name_files()
        if self.strip is not None:
            self.add(self.strip)
            self.strip.chosen.connect(self._show_one)
            self.strip.pressed.connect(self.pressed)
            self._lay_out_one()
        if self.finding.ways and (self.finding.count > 1 or not self.finding.examples[0].ways):
            self.add(self._for_all())

    def _name_files(self) -> None:
        listed = self.finding.listed
        if listed:
            more = [f"… and {numeral(len(listed) - LISTED)} more"] if len(listed) > LISTED else []
            lines = [*map(in_figures, listed[:LISTED]), *more]
            self.add(copyable(words("\n".join(lines), "secondary", wrap=True)))

    def _lay_out_one(self) -> None:
        """What the chosen example is, and its own ways out."""
        column = QVBoxLayout(self._one)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=2)
        lengths.follow(self._row, setSpacing=8)
        column.addWidget(self._about)
        column.addLayout(self._row)
        self.add(self._one)
        self._show_one(0)

    def _show_one(self, place: int) -> None:
        example = self.finding.examples[place]
        self._about.say("  ·  ".join(what_it_is(at, self._classes) for at in example.images[-2:]))
        while (item := self._row.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for way in example.ways:
            self._row.addWidget(self._button(way))
        if example.of_class:
            self._row.addWidget(self._merge(example.of_class))
        self._row.addStretch(1)

    def _merge(self, of_class: str) -> ClassChoice:
        """Into which other class one is to be merged."""
        found = list(self._called)
        merge = ClassChoice(f"Merge {self._called.get(of_class, of_class)} into", prompt=MERGE)
        merge.offer(list(self._called.values()), [label for label, one in enumerate(found) if one != of_class])
        merge.picked.connect(lambda label: self._take(self._merging(of_class, found[label])))
        return merge

    def _merging(self, of_class: str, into: str) -> Way:
        said = f"Merge {self._called.get(of_class, of_class)} into {self._called[into]}"
        return Way(said, MergeClasses(of_class, into))

    def _for_all(self) -> QWidget:
        return row_widget(*(self._button(way, LETTERS_FOR_ALL) for way in self.finding.ways))

    def _button(self, way: Way, letters: int = LETTERS) -> QPushButton:
        whole = in_figures(one_line(way.words))
        button = QPushButton(short(whole, letters))
        button.setToolTip(f"{whole}. It is noted in the project. No file is touched, and it can be taken back")
        button.clicked.connect(partial(self._take, way))
        return button

    def _take(self, way: Way, *_: object) -> None:
        self.taken.emit(way)
