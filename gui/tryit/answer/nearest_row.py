"""NearestRow: the training images nearest to the current image, and how unlike all of them it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.service.answers import ImageOf
from engine.service.looking.images.embedding_answers import Nearest
from gui.appearance import lengths, theme
from gui.pieces.classes.names import short
from gui.pieces.elided import Elided
from gui.pieces.images.pictures import picture, ready
from gui.pieces.tips import parted
from gui.tryit.answer import nearest_words

PICTURE, HEIGHT, LONGEST = 24, 41, 7  # side of a picture; of that with its class; letters of a class
COUNT = 3


class NearestRow(QWidget):
    """Keeps its room where there is nothing to show, so that nothing jumps, unless there is too little for all.

    image_wanted(image)   an ImageOf, one of the training images, is to be looked at
    """

    image_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._found: Nearest | None = None
        self._says = self._cramped = False
        self.words, self.further = Elided("caption"), Elided("caption")
        self.buttons = tuple(self._button(at) for at in range(COUNT))
        self.setAccessibleName("Nearest training images")
        self._lay_out()
        self._fit()

    def _button(self, at: int) -> QToolButton:
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        lengths.follow(button, setFixedHeight=HEIGHT)
        theme.set_role(button, "picture")
        button.clicked.connect(lambda _: self._want(at))
        return button

    def _lay_out(self) -> None:
        row, said = QHBoxLayout(self), QVBoxLayout()
        lengths.follow(row, setContentsMargins=(0, 2, 0, 0), setSpacing=2)
        for button in self.buttons:
            row.addWidget(button)
        said.setSpacing(0)
        said.addStretch(1)
        said.addWidget(self.words)
        said.addWidget(self.further)
        said.addStretch(1)
        lengths.space(row, 4)
        row.addLayout(said, 1)

    @property
    def found(self) -> Nearest | None:
        """What is shown."""
        return self._found

    def set_cramped(self, *, cramped: bool) -> None:
        """Whether there is too little room for all of Try it: then this goes first."""
        if cramped != self._cramped:
            self._cramped = cramped
            self._fit()

    def show_nearest(self, found: Nearest | None, classes: Sequence[str]) -> None:
        """What is nearest, with the classes as they are shown; None for nothing."""
        self._found, self._says = found, found is not None
        if found is not None:
            self.words.say(*nearest_words.verdict(found))
            self.further.say(*nearest_words.further(found))
            self._explain(nearest_words.about(found, classes))
            for at, button in enumerate(self.buttons):
                button.setVisible(at < len(found.indexes))
                if at < len(found.indexes):
                    self._show_at(at, button, found, classes)
        self._fit()

    def say(self, sentence: str) -> None:
        """Why there is nothing to see."""
        self._found, self._says = None, True
        for button in self.buttons:
            button.hide()
        self.words.say(sentence)
        self.further.say("")
        self._explain(sentence)
        self._fit()

    def _explain(self, words: str) -> None:
        self.setAccessibleDescription(words)
        for label in (self.words, self.further):
            label.setToolTip(parted(words))

    def _show_at(self, at: int, button: QToolButton, found: Nearest, classes: Sequence[str]) -> None:
        side, ratio = theme.px(PICTURE), self.devicePixelRatioF()
        button.setIcon(QIcon(QPixmap.fromImage(ready(picture(found.pixels[at]), side, ratio))))
        button.setIconSize(QSize(side, side))
        button.setText(short(classes[found.labels[at]], LONGEST))
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
