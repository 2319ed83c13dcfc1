"""ImagePair: the current image beside itself distorted, each with what the shown model says to it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QGridLayout, QWidget

from engine.service.looking.images.robustness_questions import Distorted
from gui.appearance import lengths
from gui.pieces.elided import Elided
from gui.pieces.images.preview import Preview
from gui.results.hard import hard_words

SIDE = 132  # of an image


class ImagePair(QWidget):
    """Two columns: how it is, the image, and the answer."""

    def __init__(self) -> None:
        super().__init__()
        self.before, self.after = Preview(), Preview()
        self.titles, self.answers = (Elided("caption"), Elided("caption")), (Elided("body"), Elided("body"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        lengths.follow(grid, setHorizontalSpacing=12, setVerticalSpacing=4)
        for column, (image, name) in enumerate(((self.before, "as it is"), (self.after, "distorted"))):
            image.setAccessibleName(f"The current image {name}")
            lengths.follow(image, setFixedWidth=SIDE, setFixedHeight=SIDE)
            for row, part in enumerate((self.titles[column], image, self.answers[column])):
                grid.addWidget(part, row, column)
        grid.setRowStretch(3, 1)
        grid.setColumnStretch(2, 1)

    def show_distorted(self, found: Distorted, classes: Sequence[str]) -> None:
        """An answer about the current image."""
        self.titles[0].say(*hard_words.as_it_is(found.label, classes))
        self.titles[1].say(hard_words.capital(hard_words.done(found.distortion)), "Distorted")
        for image, label, taken in zip(
            (self.before, self.after), self.answers, (found.before, found.after), strict=True
        ):
            image.set_message(hard_words.NOTHING_DRAWN)
            image.set_pixels(None if taken is None else taken.pixels)
            words = hard_words.answer(None if taken is None else taken.probabilities, found.label, classes)
            label.say(*(words if taken is not None else ("",)))
            image.setAccessibleDescription(words[0])

    def say(self, sentence: str) -> None:
        """Why there is no image."""
        for image, label in zip((self.before, self.after), self.answers, strict=True):
            image.set_pixels(None)
            image.set_message("")
            label.say("")
        self.titles[0].say(sentence)
        self.titles[1].say("")
