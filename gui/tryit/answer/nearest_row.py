"""NearestRow: the training images nearest to the current image, and how unlike all of them it is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from engine.service.answers import ImageOf
from engine.service.looking.embedding_answers import Nearest
from gui.appearance import lengths, theme
from gui.pieces.classes.names import short
from gui.pieces.elided import Elided
from gui.pieces.images.pictures import picture, ready
from gui.pieces.tips import parted
from gui.tryit.answer import nearest_words

PICTURE, LONGEST = 32, 8  # side of a picture; letters of a class beside it
COUNT = 3


class NearestRow(QWidget):
    """Keeps its room where there is nothing to show, so that nothing jumps.

    image_wanted(image)   an ImageOf, one of the training images, is to be looked at
    """

    image_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._found: Nearest | None = None
        self.words = Elided("caption")
        self.buttons = tuple(self._button(at) for at in range(COUNT))
        self.setAccessibleName("Nearest training images")
        policy = self.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        policy.setVerticalPolicy(QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)
        self._lay_out()
        self.show_nearest(None, ())

    def _button(self, at: int) -> QToolButton:
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        lengths.follow(button, setFixedHeight=PICTURE + 4)
        theme.set_role(button, "control")
        button.clicked.connect(lambda _: self._want(at))
        return button

    def _lay_out(self) -> None:
        column, row = QVBoxLayout(self), QHBoxLayout()
        lengths.follow(column, setContentsMargins=(0, 6, 0, 0), setSpacing=2)
        lengths.follow(row, setSpacing=4)
        for button in self.buttons:
            row.addWidget(button)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(self.words)

    @property
    def found(self) -> Nearest | None:
        """What is shown."""
        return self._found

    def show_nearest(self, found: Nearest | None, classes: Sequence[str]) -> None:
        """What is nearest, with the classes as they are shown; None for nothing."""
        self._found = found
        self.setVisible(found is not None)
        if found is None:
            return
        self.words.say(*nearest_words.unlike(found))
        about = nearest_words.about(found, classes)
        self.words.setToolTip(parted(about))
        self.setAccessibleDescription(about)
        for at, button in enumerate(self.buttons):
            button.setVisible(at < len(found.indexes))
            if at < len(found.indexes):
                self._show_at(at, button, found, classes)

    def say(self, sentence: str) -> None:
        """Why there is nothing to see."""
        self._found = None
        for button in self.buttons:
            button.hide()
        self.words.say(sentence)
        self.setAccessibleDescription(sentence)
        self.show()

    def _show_at(self, at: int, button: QToolButton, found: Nearest, classes: Sequence[str]) -> None:
        side, ratio = theme.px(PICTURE), self.devicePixelRatioF()
        button.setIcon(QIcon(QPixmap.fromImage(ready(picture(found.pixels[at]), side, ratio))))
        button.setIconSize(QSize(side, side))
        button.setText(short(classes[found.labels[at]], LONGEST))
        words = nearest_words.one(found, at, classes)
        button.setAccessibleName(words)
        button.setToolTip(parted(f"{words}. A click shows it."))

    def _want(self, at: int) -> None:
        if self._found is not None and at < len(self._found.indexes):
            self.image_wanted.emit(ImageOf("train", self._found.indexes[at]))
