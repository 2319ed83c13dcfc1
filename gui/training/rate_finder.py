"""RateFinder: “Find a rate…”: the curve of a search as it grows, the rate that is suggested or chosen, and “Use”."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.appearance import lengths, rewriting, theme
from gui.appearance.numerals import in_figures, plain
from gui.pieces.pages.page_cards import words
from gui.pieces.pages.panel_keys import PanelKeys
from gui.pieces.rows import row_of
from gui.state.machine.rate_finding import FIGURES, GivenUp, RateFinding
from gui.training.rate_chart import RateChart

KEYS = PanelKeys("On “Find a rate…”", (("Esc", "hides the curve"),))
WHAT = "Tries rates from far too low to far too high on a copy of the network."
TIP = "Takes some hundred steps of a throwaway copy, each with a higher rate. Nothing of it is kept."
CANCEL_TIP = "Ends the search; nothing is kept. Train ends it, too."
USE_TIP = "Changes the recipe, and can be undone"
STALE = "This curve is of the project before its last changes. Find a rate again."
CHOOSE = "Click or drag on the curve to choose a rate."
TOO_HIGH = "The chosen rate is as high as that: take a lower one."
GIVEN_UP: dict[GivenUp, str] = {
    "": "",
    "cancelled": "Cancelled: nothing of it was kept.",
    "edited": "The project has changed, so the search was ended.",
    "run": "A run began, so the search was ended.",
}


class RateFinder(QWidget):
    """Stands below the learning rate; the engine is asked by `RateFinding`."""

    def __init__(self, finding: RateFinding) -> None:
        super().__init__()
        self._finding = finding
        self.begin, self.use, self.cancel = QPushButton("Find a rate…"), QPushButton(), QPushButton("Cancel")
        self.hide_curve = QPushButton("Hide")
        self.said, self.chart = words("", "caption", wrap=True), RateChart()
        self._lay_out()
        self._connect()
        self.look()

    def _lay_out(self) -> None:
        self.use.setToolTip(USE_TIP)
        self.cancel.setToolTip(CANCEL_TIP)
        self.hide_curve.setToolTip("Puts the curve away (Esc)")
        self.hide_curve.setAccessibleName("Hide the curve of learning rates")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=6)
        column.addLayout(row_of(self.begin, self.use, self.cancel, self.hide_curve))
        column.addWidget(self.chart)
        column.addWidget(self.said)

    def _connect(self) -> None:
        finding = self._finding
        self.begin.clicked.connect(finding.begin)
        self.cancel.clicked.connect(finding.cancel)
        self.hide_curve.clicked.connect(finding.forget)
        self.use.clicked.connect(finding.use)
        self.chart.picked.connect(finding.choose)
        finding.changed.connect(self.look)
        rewriting.follow(self.look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.hide_curve.isHidden():
            self.hide_curve.setFocus()  # it passes the keyboard on
            self.hide_curve.click()
        else:
            super().keyPressEvent(event)

    def look(self) -> None:
        """All of it, as it is now."""
        finding = self._finding
        sentence = in_figures(self._sentence)
        self.said.setText(sentence)
        theme.set_role(self.said, "error" if finding.failure and not finding.working else "caption")
        self.chart.setEnabled(not finding.stale)
        self.chart.show_curve(finding.curve, None if finding.working else finding.chosen, sentence)
        self.chart.setVisible(finding.working or finding.curve is not None)
        self._enable()

    def _enable(self) -> None:
        """Each button where it can be pressed; the keyboard goes on before the one that it was on is gone.

        Else Qt would pass it to the next field of the page, and scroll there.
        """
        finding, working = self._finding, self._finding.working
        if finding.chosen is not None:
            rate = plain(finding.chosen, FIGURES)
            self.use.setText("In use" if finding.in_use else f"Use {rate}")
        self.begin.setToolTip(finding.obstacle or TIP)
        usable = not working and finding.chosen is not None
        pressed = {
            self.begin: not working and not finding.obstacle,
            self.use: usable and not finding.stale and not finding.in_use,
            self.cancel: working,
            self.hide_curve: not working and finding.curve is not None,
        }
        self._pass_on(pressed)
        for button, may in pressed.items():
            button.setEnabled(may)
            button.setVisible(may or button is self.begin or (button is self.use and usable))

    def _pass_on(self, pressed: dict[QPushButton, bool]) -> None:
        """Gives the keyboard, where it is on a button that cannot be pressed any more, to one that can."""
        had = next((button for button in pressed if button.hasFocus()), None)
        if had is None or pressed[had]:
            return
        order = (self.cancel, self.use, self.begin, self.hide_curve)
        for button in (button for button in order if pressed[button]):
            button.setVisible(True)
            button.setEnabled(True)
            button.setFocus()
            return

    @property
    def _sentence(self) -> str:
        """How far it is, else what came of it, and why it cannot be tried now."""
        finding = self._finding
        if finding.working:
            return finding.told.words
        obstacle = "" if finding.given_up == "run" else finding.obstacle  # the run that ended it is the obstacle
        return f"{self._outcome} {obstacle}".strip() or WHAT

    @property
    def _outcome(self) -> str:
        finding = self._finding
        if finding.failure or finding.given_up:
            return finding.failure or GIVEN_UP[finding.given_up]
        if finding.found is None:
            return ""
        if finding.stale:
            return STALE
        return f"{finding.found.sentence} {TOO_HIGH if finding.too_high else CHOOSE}"
