"""CorrectBox: below the bars, what the image really is: the class is chosen, and the image kept as an example of it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from engine.service.answers import ImageOf, ImageRef
from engine.service.drawings.drawing_answers import TriedDrawings
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral
from gui.pieces.classes.choice import ClassChoice
from gui.pieces.classes.names import shown
from gui.pieces.quiet_buttons import quiet_button
from gui.state.shown.image import EMPTY

LETTERS = 3  # of a class, that there is room for at least
KEEP_TIP = "Keeps the image as an example of this class, among your own drawings"
LEARN_TIP = (
    "Learn from this: keeps the image, and trains 20 steps more, each with half own drawings and half training images. "
    "Then it is said what was gained and forgotten, and one click leads back"
)
TEST_TIP = "Of the test images it learns from this one alone: others that you kept are only tried on"
CHOOSE_TIP = "Choose first what it is"
NOTHING_TIP = "Draw something first, or choose an image"
LIST_TIP = "Shows your own drawings on the Data page"


class CorrectBox(QWidget):
    """Of the current image. A class that was chosen for a drawing stays while that is drawn on.

    keep_asked(label)   the image is to be kept as an example of this class
    learn_asked(label)  and the network is to learn from it
    list_asked()        the own drawings are wanted
    """

    keep_asked = Signal(int)
    learn_asked = Signal(int)
    list_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._image: ImageRef = EMPTY
        self.label: int | None = None
        self._some = self._low = False
        self._why_not = ""
        self.choice = ClassChoice("What it really is", everything="choose…")
        self.keep, self.learn = quiet_button("Keep", KEEP_TIP), quiet_button("Learn", LEARN_TIP)
        self.learn.setAccessibleName("Learn from this")
        self.choice.setMinimumContentsLength(LETTERS)
        self.own = quiet_button("Own drawings", LIST_TIP)
        self._lay_out()
        self.choice.picked.connect(self.choose)
        self.keep.clicked.connect(lambda *_: self._tell(self.keep_asked))
        self.learn.clicked.connect(lambda *_: self._tell(self.learn_asked))
        self.own.clicked.connect(lambda *_: self.list_asked.emit())
        self.show_tried(None)
        self._offer()

    def _lay_out(self) -> None:
        what, row, column = QLabel("It is"), QHBoxLayout(), QVBoxLayout(self)
        theme.set_role(what, "secondary")
        what.setBuddy(self.choice)
        lengths.follow(row, setSpacing=6)
        row.addWidget(what)
        row.addWidget(self.choice, 1)
        row.addWidget(self.keep)
        row.addWidget(self.learn)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=4)
        column.addLayout(row)
        column.addWidget(self.own)

    # --- what it is ---

    def set_classes(self, classes: Sequence[str]) -> None:
        """There are these to choose from."""
        self.choice.offer(shown(classes))
        self.choose(None)

    def choose(self, label: int | None) -> None:
        """The class of the image; None: nobody said."""
        self.label = label
        self.choice.show_label(label)
        self._offer()

    def look_at(self, image: ImageRef) -> None:
        """Another image: what was said of a drawing holds on while it is drawn on, of all else it is over."""
        before, self._image = self._image, image
        goes_on = type(before) is type(image) and not isinstance(image, ImageOf) and EMPTY not in (before, image)
        if image != before and not goes_on:
            self.choose(None)
        self._offer()

    def know(self, image: ImageRef, label: int | None) -> None:
        """Of an image of the data it is known what it is."""
        if label is not None and image == self._image and self.label is None:
            self.choose(label)

    def set_why_not(self, why: str) -> None:
        """Why the network cannot learn from anything now; "" where it can."""
        self._why_not = why
        self._offer()

    def _tell(self, asked: SignalInstance) -> None:
        if self.label is not None:
            asked.emit(self.label)

    def _offer(self) -> None:
        lacks = NOTHING_TIP if self._image == EMPTY else CHOOSE_TIP if self.label is None else ""
        self.keep.setEnabled(not lacks)
        self.keep.setToolTip(lacks or KEEP_TIP)
        self.learn.setEnabled(not (lacks or self._why_not))
        self.learn.setToolTip(self._why_not or lacks or self._learn_tip)

    @property
    def _learn_tip(self) -> str:
        of_test = isinstance(self._image, ImageOf) and self._image.split == "test"
        return f"{LEARN_TIP}. {TEST_TIP}" if of_test else LEARN_TIP

    # --- what was kept ---

    def show_tried(self, tried: TriedDrawings | None) -> None:
        """How many of the own drawings the network gets right; nothing while there are none."""
        self._some = tried is not None and len(tried) > 0
        if tried is not None and self._some:
            self.own.setText(in_short(tried))
            self.own.setAccessibleName(in_short(tried))
        self._fit()

    def set_low(self, *, low: bool) -> None:
        """Where there is no room the Data page says it alone."""
        self._low = low
        self._fit()

    def _fit(self) -> None:
        """Its room stays while there are none, so that nothing jumps once one is kept."""
        policy = self.own.sizePolicy()
        policy.setRetainSizeWhenHidden(not self._low)
        self.own.setSizePolicy(policy)
        self.own.setVisible(self._some and not self._low)


def in_short(tried: TriedDrawings) -> str:
    """17 of 20 own drawings right; without a model that answers, how many there are."""
    count = len(tried)
    drawn = not any(map(tried.tested, range(count)))
    drawings = f"{'own drawing' if drawn else 'kept image'}{'' if count == 1 else 's'}"
    if not tried.asked:
        return f"{numeral(count)} {drawings}"
    return f"{numeral(tried.right)} of {numeral(count)} {drawings} right"
