"""NextLook: says of a view that rests while a training runs when it looks at newer weights, and offers to do so now."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral
from gui.pieces.elided import Elided
from gui.pieces.quiet_buttons import quiet_button
from gui.pieces.tips import parted

EVERY_S = 10  # the words change as seldom
SOON = "next look on its way", "on its way", "↻ …"
WHY = "What takes long follows a training in turns, so that the training does not notice"
TIP = f"{WHY}. A press looks at the newest weights at once."


class NextLook(QWidget):
    """Stands beside the step that a view is of; hidden while the view follows at once.

    wanted()   the newest weights are to be looked at now
    """

    wanted = Signal()

    def __init__(self, clock: Callable[[], float] = time.monotonic, *, brief: bool = False) -> None:
        """`brief` where there is room for a sign alone, which a press is on and the tool tip explains."""
        super().__init__()
        self._clock, self._brief, self._due = clock, brief, 0.0
        self.words, self.now = Elided("caption"), quiet_button("Now", TIP)
        theme.set_role(self.now, "in line")
        self.now.setAccessibleName("Look now")
        self._tick = QTimer(self, singleShot=True)
        self._tick.timeout.connect(self._say)
        self.now.clicked.connect(lambda _: self.wanted.emit())
        self._lay_out()
        self.hide()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=4)
        row.addWidget(self.words)
        row.addWidget(self.now)
        policy = QSizePolicy.Policy
        self.words.setSizePolicy(policy.Maximum, policy.Fixed)
        self.words.setHidden(self._brief)
        self.setSizePolicy(policy.Maximum, policy.Fixed)

    def show_turn(self, seconds: float | None) -> None:
        """In how many it looks next, 0 once it is about to; None: it follows at once, or follows nothing."""
        self._tick.stop()
        if seconds is not None:
            self._due = self._clock() + seconds
            self._say()
        self.setVisible(seconds is not None)

    def _say(self) -> None:
        left = self._due - self._clock()
        forms = in_words(left)
        self.words.say(*forms[:-1])
        if self._brief:
            self.now.setText(forms[-1])
        for part, tip in ((self.words, f"{WHY}: {forms[0]}."), (self.now, f"{TIP} Else {forms[0]}.")):
            part.setToolTip(parted(tip))
        self.now.setAccessibleDescription(forms[0])
        if left > 0:
            self._tick.start(round(1000 * (left % EVERY_S)) + 1)


def in_words(seconds: float) -> tuple[str, ...]:
    """When the next look is, “next look in about 50 s”, in fewer words, and as a sign."""
    if seconds <= 0:
        return SOON
    tens = numeral(EVERY_S * -(-seconds // EVERY_S), ",.0f")
    return f"next look in about {tens} s", f"next in {tens} s", f"in {tens} s", f"↻ {tens} s"
