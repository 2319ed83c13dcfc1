"""TrainOnDialog: after a run has ended, whether Train goes on or starts afresh, and at which rate."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QVBoxLayout, QWidget

from engine.events import RateChanged, rate_factor
from engine.project.training.legs import Anew, Extend, GoOn, Hold, Leg
from gui.appearance import lengths, theme
from gui.appearance.numerals import plain
from gui.pieces.choice_box import ChoiceBox
from gui.state.run.training_words import AFRESH, TRAIN, TRAIN_ON
from gui.training.rates_to_draw import legs_curve
from gui.training.schedule_curve import ScheduleCurve

CHOICES: tuple[Extend, ...] = ("hold", "anew", "stretch")
MOST_STEPS = 1_000_000  # of a run whose curve is drawn while somebody waits


class TrainOnDialog(QDialog):
    """`answer` is "train on" or "afresh" once it was accepted; `extend` says which rate the further steps have."""

    def __init__(
        self,
        run: Sequence[Leg],
        further: dict[Extend, Leg],
        on_words: str,
        stands: str,
        parent: QWidget,
        computes: str = "",
        changes: Sequence[RateChanged] = (),
    ) -> None:
        """`further` are the legs that training on would add, by how the rate goes on; "auto" is what is usual.

        `on_words` are what training on is called now, `stands` is a sentence about the run, and `computes` one on what
        it goes on with, where new ones are computed otherwise. `changes` of its rate by hand go on to count.
        """
        super().__init__(parent)
        self.setWindowTitle(TRAIN)
        self._run, self._further, self._on_words, self._stands = run, further, on_words, stands
        self._computes, self._changes = computes, changes
        self.answer = ""
        self.rate, self.curve = ChoiceBox(), ScheduleCurve(legs_curve(run, changes))
        self.remember = QCheckBox("Always do this (can be changed in the settings)")
        self._lay_out()
        self._offer_rates()
        self._main.setFocus()  # Enter takes what is usual; it would stay on the tick

    @property
    def extend(self) -> Extend:
        """How the rate goes on."""
        return self.rate.currentData() or "auto"

    def _lay_out(self) -> None:
        title = QLabel(self._stands)
        theme.set_role(title, "heading")
        far = ", for as many epochs again" if self._on_words == TRAIN_ON else ""
        words = QLabel(
            f"{TRAIN_ON} keeps its weights and optimiser{far}. {AFRESH} forgets them.\n{self._computes}".strip()
        )
        self._rate_label = QLabel("Learning rate of the further steps")
        theme.set_role(self._rate_label, "caption")
        self.rate.setAccessibleName(self._rate_label.text())
        self.rate.activated.connect(lambda _: self._show_curve())
        column = QVBoxLayout(self)
        lengths.follow(column, setSpacing=12, setContentsMargins=(20, 16, 20, 16))
        for part in (title, words, self._rate_label, self.rate, self.curve, self.remember, self._buttons()):
            column.addWidget(part)

    def _buttons(self) -> QDialogButtonBox:
        box, roles = QDialogButtonBox(), QDialogButtonBox.ButtonRole
        on = box.addButton(self._on_words, roles.AcceptRole)
        afresh = box.addButton(AFRESH, roles.DestructiveRole)
        box.addButton("Cancel", roles.RejectRole)
        theme.set_role(on, "primary")
        on.setDefault(True)
        self._main = on
        on.clicked.connect(lambda: self._take("train on"))
        afresh.clicked.connect(lambda: self._take("afresh"))
        box.rejected.connect(self.reject)
        return box

    def _take(self, answer: str) -> None:
        self.answer = answer
        self.accept()

    def _offer_rates(self) -> None:
        """Nothing is asked where the schedule simply goes on."""
        usual = self._further["auto"].rule
        asked = not isinstance(usual, GoOn)
        for part in (self._rate_label, self.rate, self.curve):
            part.setVisible(asked)
        if asked:
            for extend in CHOICES:
                self.rate.addItem(in_words(self._further[extend], rate_factor(self._changes)), extend)
                if self._further[extend].rule == usual:
                    self.rate.setCurrentIndex(self.rate.count() - 1)
            self._show_curve()

    def _show_curve(self) -> None:
        leg = self._further[self.extend]
        self.curve.setVisible(leg.total <= MOST_STEPS)
        if leg.total <= MOST_STEPS:
            curve = legs_curve((*self._run, leg), self._changes)
            self.curve.show_curve(curve, in_words(leg, rate_factor(self._changes)))


def in_words(leg: Leg, factor: float = 1.0) -> str:
    """How the rate goes on in a leg of a run whose schedule is multiplied by a factor, by hand."""
    match leg.rule:
        case Hold(rate=rate):
            return f"Holds its last value, {plain(rate * factor)}"
        case Anew(rate=rate):
            return f"Runs its schedule anew, from {plain(rate * factor)}"
        case GoOn():
            return "Stretches its schedule over the whole run"
