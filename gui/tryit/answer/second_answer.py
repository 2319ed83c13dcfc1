"""SecondAnswer: a second run beside the shown network: whose bars are whose, its answer, and where both differ."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from engine.service.answers import Prediction
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral, tenths_of_percent
from gui.pieces.apart import from_where_they_differ
from gui.pieces.classes.names import shown
from gui.pieces.elided import Elided
from gui.pieces.quiet_buttons import quiet_button
from gui.tryit.answer.answer_label import BEFORE, sureness
from gui.tryit.answer.bar_painting import second_colour

SIDE = 10  # of the square that shows a colour
STEP = 20  # width of a button
NEXT, PREVIOUS = "The next test image on which they differ (D)", "The one before (Shift+D)"
AWAITED = "Looking where they differ…"
ROLES = ("caption", "caption", "", "caption")  # of both names, the answer, and where they differ


class SecondAnswer(QWidget):
    """Three lines below the answer of the shown network; hidden while there is no second one.

    left()         the second one is to go
    step_asked(by) the next image on which both differ is wanted (1), or the one before (−1)
    """

    left = Signal()
    step_asked = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.first, self.second, self.answer, self.apart = (Elided(role) for role in ROLES)
        self.close_button = quiet_button("×", "Takes the second run away")
        self.close_button.setAccessibleName("Take the second run away")
        self.previous, self.next = quiet_button("‹", PREVIOUS), quiet_button("›", NEXT)
        for button, words in ((self.previous, PREVIOUS), (self.next, NEXT)):
            button.setAccessibleName(words.partition(" (")[0])
        self.answer.setAccessibleName("Answer of the second run")
        self._lay_out()
        self.close_button.clicked.connect(lambda *_: self.left.emit())
        self.previous.clicked.connect(lambda *_: self.step_asked.emit(-1))
        self.next.clicked.connect(lambda *_: self.step_asked.emit(1))
        self.show_apart(None, None, "")
        self.hide()

    def _lay_out(self) -> None:
        column, names, walk = QVBoxLayout(self), QHBoxLayout(), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=2)
        for row in (names, walk):
            lengths.follow(row, setSpacing=4)
        names.addWidget(Swatch(lambda: QColor(theme.current().accent)))
        names.addWidget(self.first, 1)
        names.addWidget(Swatch(second_colour))
        names.addWidget(self.second, 1)
        names.addWidget(self.close_button)
        for button in (self.previous, self.next, self.close_button):
            lengths.follow(button, setFixedWidth=STEP)
        walk.addWidget(self.apart, 1)
        walk.addWidget(self.previous)
        walk.addWidget(self.next)
        for part in (names, self.answer, walk):
            column.addWidget(part) if isinstance(part, QWidget) else column.addLayout(part)

    def name(self, first: str, second: str) -> None:
        """What both are called; in little room from where they differ."""
        self.first.say(first, from_where_they_differ(first, (second,)))
        self.second.say(second, from_where_they_differ(second, (first,)))

    def show_answer(self, prediction: Prediction | None, why_not: str) -> None:
        """What the second one takes the image for, or why it gives no answer; nothing where nothing is drawn."""
        self.answer.say(*(answered(prediction) if prediction is not None else (why_not,)))

    def show_apart(self, images: tuple[int, int] | None, place: int | None, why_not: str, tip: str = "") -> None:
        """On how many of how many images both differ, and at which of them one looks; or why nobody knows."""
        some = images is not None and images[0] > 0
        for button in (self.previous, self.next):
            button.setEnabled(some)
        self.apart.say(*apart_in_words(images, place, why_not or AWAITED))
        if tip:
            self.apart.setToolTip(tip)


def answered(prediction: Prediction) -> tuple[str, ...]:
    """9, fairly sure · 73.2 %, and in fewer words."""
    values, best = prediction.probabilities, prediction.picture.predicted
    if not prediction.trained:
        return (BEFORE,)
    if values is None or best is None:
        return ("",)
    share, name = float(values[best]), shown(prediction.classes)[best]
    right = " ✓" * (best == prediction.picture.label)
    short = f"{name}{right} · {tenths_of_percent(share)}"
    return f"The second: {name}{right}, {sureness(share)} · {tenths_of_percent(share)}", short


def apart_in_words(images: tuple[int, int] | None, place: int | None, otherwise: str) -> tuple[str, ...]:
    """They differ on 132 of 2,000 test images, or at which of them one looks: 3 of 132; and in fewer words."""
    if images is None:
        return (otherwise,)
    apart, of = images
    if not apart:
        return "They agree on every test image.", "They agree everywhere."
    if place is not None:
        at = f"{numeral(place + 1)} of {numeral(apart)}"
        return f"They differ here: {at}", at
    on = f"They differ on {numeral(apart)}"
    return f"{on} of {numeral(of)} test images", f"{on} of {numeral(of)}", on


class Swatch(QWidget):
    """A small square in the colour of some bars."""

    def __init__(self, colour: Callable[[], QColor]) -> None:
        super().__init__()
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(SIDE), theme.px(SIDE))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._colour())
        painter.drawRoundedRect(QRectF(self.rect()), 2, 2)
