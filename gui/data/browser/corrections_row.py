"""CorrectionsRow: what can be put right about the chosen images: to which class they belong, or that they go."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.appearance import lengths
from gui.appearance.numerals import numeral
from gui.pieces.classes.choice import ClassChoice
from gui.pieces.elided import Elided

NOBODY = ("Choose images to put right: with Shift or Ctrl several.", "Choose images to put right.", "None chosen")
PUBLISHED = (
    "Published images stay as they are. Your own can be moved to another class, or left out.",
    "Published images stay as they are.",
)
NOTED = "It is noted in the project. No file is touched, and it can be undone"
WAITS = "The files are looked up…"
MOVE, HEIGHT = "Move to…", 30


class CorrectionsRow(QWidget):
    """A sentence, and for a person's own images what can be done. It is always there, and always as high.

    move_asked(label)   those that are chosen are of this class
    out_asked()         they are to be left out
    """

    move_asked = Signal(object)
    out_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._own, self._held, self._count = False, False, 0
        self.sentence, self.out = Elided("caption"), QPushButton("Leave out")
        self.to_class = ClassChoice("Move the chosen images to a class", prompt=MOVE)
        self.to_class.setToolTip(f"The class that the chosen images are of. {NOTED}")
        self.out.setToolTip(f"The chosen images are left out (Delete). {NOTED}")
        self.to_class.picked.connect(self.move_asked)
        self.out.clicked.connect(lambda *_: self.out_asked.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=8)
        row.addWidget(self.sentence, 1)
        row.addWidget(self.to_class)
        row.addWidget(self.out)
        lengths.follow(self, setMinimumHeight=HEIGHT)
        self._show()

    def offer(self, classes: Sequence[str], *, own: bool) -> None:
        """There are these classes to move images to; those of published images stay."""
        self._own = own
        self.to_class.offer(classes)
        self._show()

    def show_chosen(self, count: int) -> None:
        """So many images are chosen."""
        self._count = count
        self._show()

    def hold(self, held: bool) -> None:
        """Nothing more can be done while something is being put right."""
        self._held = held
        self._show()

    def say(self, sentence: str) -> None:
        """Why it could not be done, until others are chosen."""
        self.sentence.say(sentence)

    def _show(self) -> None:
        for button in (self.to_class, self.out):
            button.setVisible(self._own)
            button.setEnabled(self._count > 0 and not self._held)
        chosen = f"{numeral(self._count)} {'image' if self._count == 1 else 'images'} chosen"
        chosen = WAITS if self._held else chosen
        self.sentence.say(*(PUBLISHED if not self._own else NOBODY if not self._count else (chosen,)))
