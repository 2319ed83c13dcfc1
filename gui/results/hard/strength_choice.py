"""StrengthChoice: which distortion, and a slider of its strengths; each kind keeps its own."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSlider, QWidget

from engine.service.looking.images.robustness_questions import KINDS, AnyDistortion, Kind, distortion
from gui.appearance import lengths
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.elided import Elided
from gui.results.hard import hard_words

BEGINS = 4  # of what lies above nothing, one in so many is where a slider begins
LETTERS = 11  # of the longest kind


class StrengthChoice(QWidget):
    """In a row: the kind, the slider, and what it does in words.

    kind_chosen()    another kind, and so another strength
    moved()          another strength
    """

    kind_chosen = Signal()
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._places: dict[Kind, int] = {}  # of the strengths that were left
        self.kinds, self.slider, self.words = ChoiceBox(), QSlider(Qt.Orientation.Horizontal), Elided("body")
        self._fill()
        self._lay_out()
        self.kinds.currentIndexChanged.connect(lambda _: self._begin())
        self.slider.valueChanged.connect(lambda _: self._move())
        self._begin()

    def _fill(self) -> None:
        for kind, how in KINDS.items():
            self.kinds.addItem(how.title, kind)
            self.kinds.setItemData(self.kinds.count() - 1, how.help, Qt.ItemDataRole.ToolTipRole)
        self.kinds.setAccessibleName("What is done to the images")
        self.kinds.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kinds.setMinimumContentsLength(LETTERS)
        self.slider.setAccessibleName("Strength")
        self.slider.setPageStep(3)
        for field in (self.kinds, self.slider):
            ignore_wheel_and_undo(field)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        lengths.follow(row, setSpacing=8)
        row.addWidget(self.kinds)
        row.addWidget(self.slider, 3)
        row.addWidget(self.words, 2)

    # --- what is chosen ---

    @property
    def kind(self) -> Kind:
        """The kind that is chosen."""
        kind: Kind = self.kinds.currentData()
        return kind

    @property
    def place(self) -> int:
        """Which of the strengths of its curve."""
        return self.slider.value()

    @property
    def distortion(self) -> AnyDistortion:
        """The kind at its strength."""
        return distortion(self.kind, KINDS[self.kind].tested[self.place])

    def choose(self, place: int) -> None:
        """Moves the slider."""
        self.slider.setValue(place)

    def _begin(self) -> None:
        """Where this kind was left, or so far that something is to be seen."""
        how = KINDS[self.kind]
        nothing, last = how.tested.index(how.nothing), len(how.tested) - 1
        place = self._places.get(self.kind, nothing + max(1, (last - nothing) // BEGINS))
        self.kinds.setToolTip(how.help)
        self.slider.blockSignals(True)  # Qt's own signature
        self.slider.setRange(0, last)
        self.slider.setValue(place)
        self.slider.blockSignals(False)  # as above
        self._say()
        self.kind_chosen.emit()

    def _move(self) -> None:
        self._places[self.kind] = self.place
        self._say()
        self.moved.emit()

    def _say(self) -> None:
        said = hard_words.capital(hard_words.done(self.distortion))
        self.words.say(said)
        self.slider.setAccessibleDescription(said)
        self.slider.setToolTip(said)
