"""NearestRow: the training images nearest to the current image, and how unlike all of them it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.service.answers import ImageOf
from engine.service.looking.images.embedding_answers import Nearest
from gui.appearance import lengths, theme
from gui.pieces.classes.names import short
from gui.pieces.elided import Elided
from gui.pieces.images.pictures import picture, ready
from gui.pieces.next_look import NextLook
from gui.pieces.tips import parted
from gui.pieces.veil import Veil
from gui.tryit.answer import nearest_words

COUNT = 3
LINES, GAP = 3, 6  # of words beside the pictures, and to them


class Size(NamedTuple):
    """The side of a picture, its height with its class, how many letters that may have, and the side without."""

    side: int
    height: int
    longest: int
    bare_side: int


SMALL, LARGE = Size(24, 41, 4, 30), Size(64, 86, 11, 64)


class NearestRow(QWidget):
    """Keeps its room where there is nothing to show, so that nothing jumps, unless there is too little for all.

    image_wanted(image)   an ImageOf, one of the training images, is to be looked at
    """

    image_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._found: Nearest | None = None
        self._classes: Sequence[str] = ()
        self._says = self._cramped = False
        self._sentences: tuple[str, ...] = ("",)  # said in place of all else, the longest first
        self._size = SMALL
        self.title, self.words, self.further = Elided("caption"), Elided("caption"), Elided("caption")
        self.title.say(*nearest_words.TITLE)
        self.next_look, self.sentence = NextLook(brief=True), _sentence()
        self.buttons = tuple(self._button(at) for at in range(COUNT))
        self.setAccessibleName("Nearest training images")
        self._veil = Veil(self)
        self._lay_out()
        self._fit()

    def _button(self, at: int) -> QToolButton:
        button = QToolButton()
        lengths.follow(button, setFixedHeight=SMALL.height)
        theme.set_role(button, "picture")
        button.clicked.connect(lambda _: self._want(at))
        return button

    def _lay_out(self) -> None:
        """What is said stands beside the pictures, or above them where they are large."""
        self._parts, pictures, said = QBoxLayout(QBoxLayout.Direction.LeftToRight, self), QHBoxLayout(), QVBoxLayout()
        head = QHBoxLayout()
        lengths.follow(self._parts, setContentsMargins=(0, 2, 0, 0), setSpacing=GAP)
        lengths.follow(pictures, setSpacing=2)
        for button in self.buttons:
            pictures.addWidget(button)
        pictures.addStretch(0)
        said.setSpacing(0)
        said.addStretch(1)
        lengths.follow(head, setSpacing=GAP)
        head.addWidget(self.title, 1)
        head.addStretch(0)  # without it a head that says nothing leaves the sentence no width
        head.addWidget(self.next_look)
        said.addLayout(head)
        for label in (self.words, self.further, self.sentence):
            said.addWidget(label)
        said.addStretch(1)
        self._parts.addLayout(pictures)
        self._parts.addLayout(said, 1)

    def sizeHint(self) -> QSize:
        """As high whatever it says, so that the drawing above keeps its size."""
        return QSize(super().sizeHint().width(), self._height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self._height)

    def hasHeightForWidth(self) -> bool:
        """A sentence of several lines does not make it another height, as its layout would have it."""
        return False

    @property
    def _height(self) -> int:
        """Also while it is said in the head when it looks next, which is higher than a line of words."""
        line, next_look = self.title.sizeHint().height(), self.next_look.sizeHint().height()
        said, pictures = (LINES - 1) * line + max(line, next_look), theme.px(self._size.height)
        return theme.px(2) + (max(said, pictures) if self._size == SMALL else said + theme.px(GAP) + pictures)

    @property
    def found(self) -> Nearest | None:
        """What is shown."""
        return self._found

    def set_cramped(self, *, cramped: bool) -> None:
        """Whether there is too little room for all of Try it: then this goes first."""
        if cramped != self._cramped:
            self._cramped = cramped
            self._fit()

    def set_roomy(self, *, roomy: bool) -> None:
        """Whether there is so much room that the pictures may be large."""
        size, direction = LARGE if roomy else SMALL, QBoxLayout.Direction
        if size != self._size:
            self._size = size
            self._parts.setDirection(direction.BottomToTop if roomy else direction.LeftToRight)
            for button in self.buttons:
                lengths.follow(button, setFixedHeight=size.height)
            self._show_pictures()

    def show_nearest(self, found: Nearest | None, classes: Sequence[str]) -> None:
        """What is nearest, with the classes as they are shown; None for nothing."""
        self._found, self._classes, self._says = found, classes, found is not None
        if found is not None:
            self.words.say(*nearest_words.verdict(found))
            self.further.say(*nearest_words.further(found))
            self._say_at_length("")
        self._show_pictures()
        self._fit()

    def _show_pictures(self) -> None:
        found = self._found
        if found is None:
            return
        self._name()
        for at, button in enumerate(self.buttons):
            button.setVisible(at < len(found.indexes))
            if at < len(found.indexes):
                self._show_at(at, button, found, self._classes)
        self._explain(nearest_words.about(found, self._classes))

    def set_faint(self, *, faint: bool) -> None:
        """Whether what it shows is of a moment ago, until the next is there."""
        self._veil.setVisible(faint and self._says)

    def say(self, what: str, hint: str = "") -> None:
        """Why there is nothing to see, and where there is room for it what to do."""
        self._found, self._says = None, True
        for button in self.buttons:
            button.hide()
        whole = f"{what} {hint}".strip()
        self._say_at_length(whole, what)
        self._explain(whole)
        self._fit()

    def _say_at_length(self, *sentences: str) -> None:
        """In the place of all other words, the first that has room; nothing for these."""
        self._sentences = sentences
        self._say_what_fits()
        self.sentence.setVisible(bool(sentences[0]))
        for label in (self.title, self.words, self.further):
            label.setHidden(bool(sentences[0]))

    def _say_what_fits(self) -> None:
        for sentence in self._sentences:
            self.sentence.setText(sentence)
            if self.sentence.heightForWidth(self.width()) <= self._height:
                return

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._say_what_fits()

    def _explain(self, words: str) -> None:
        self.setAccessibleDescription(words)
        for label in (self.title, self.words, self.further, self.sentence):
            label.setToolTip(parted(words))

    @property
    def _named(self) -> bool:
        """Whether there is room for their classes below the pictures: always where these are large."""
        labels = () if self._found is None else self._found.labels
        return self._size == LARGE or all(len(self._classes[label]) <= self._size.longest for label in labels)

    def _name(self) -> None:
        """Below the pictures, or else in the title."""
        style, named = Qt.ToolButtonStyle, self._named
        for button in self.buttons:
            button.setToolButtonStyle(style.ToolButtonTextUnderIcon if named else style.ToolButtonIconOnly)
        if self._found is not None:
            self.title.say(*(nearest_words.TITLE if named else nearest_words.title(self._found, self._classes)))

    def _show_at(self, at: int, button: QToolButton, found: Nearest, classes: Sequence[str]) -> None:
        side, ratio = theme.px(self._size.side if self._named else self._size.bare_side), self.devicePixelRatioF()
        button.setIcon(QIcon(QPixmap.fromImage(ready(picture(found.pixels[at]), side, ratio))))
        button.setIconSize(QSize(side, side))
        button.setText(short(classes[found.labels[at]], self._size.longest))
        words = nearest_words.one(found, at, classes)
        button.setAccessibleName(words)
        button.setToolTip(
            parted(f"One of the nearest training images: {words[0].lower()}{words[1:]}. A click shows it.")
        )

    def _fit(self) -> None:
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setRetainSizeWhenHidden(not self._cramped)
        self.setSizePolicy(policy)
        self.setVisible(self._says and not self._cramped)

    def _want(self, at: int) -> None:
        if self._found is not None and at < len(self._found.indexes):
            self.image_wanted.emit(ImageOf("train", self._found.indexes[at]))


def _sentence() -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.hide()
    theme.set_role(label, "caption")
    return label
