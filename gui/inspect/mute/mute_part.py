"""The part of Inspect that mutes: its row in the head, the eyes on filters, maps and units, and the ranking."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine.service.answers import LayerView
from engine.service.looking.looking_answers import Ranked
from engine.service.looking.looking_questions import How
from gui.appearance import lengths
from gui.inspect.activations_section import OutputSection
from gui.inspect.filters_section import FilterSection
from gui.inspect.mute import mute_words
from gui.inspect.mute.mute_row import MuteRow
from gui.inspect.mute.ranking import RankingList
from gui.inspect.tiles.mosaic import MARGIN
from gui.state.shown.mutes import MutedState


class MutePart(QWidget):
    """Shows and changes what is muted of the layer that is shown.

    rank_asked(address)   its channels are to be ranked
    rank_left()           they need not be any more
    said()                the `words` are others
    """

    rank_asked = Signal(str)
    rank_left = Signal()
    said = Signal()

    def __init__(self, muted: MutedState, filters: FilterSection, outputs: OutputSection) -> None:
        super().__init__()
        self._muted, self._filters, self._outputs = muted, filters, outputs
        self._address, self._noun = "", "Channel"
        self._ranked_how: How = "zero"
        self._there = False  # whether a layer is shown
        self.row, self.ranking = MuteRow(), RankingList()
        column = QVBoxLayout(self)
        column.setContentsMargins(MARGIN, 0, MARGIN, 0)
        lengths.follow(column, setSpacing=8)
        column.addWidget(self.ranking)
        self._connect()

    def _connect(self) -> None:
        self.row.pressed.connect(lambda: self._muted.turn(self._address))
        self.row.chosen.connect(self._muted.choose)
        self.row.rank_asked.connect(self._ask_ranking)
        self.ranking.turned.connect(self._turn)
        self.ranking.left.connect(self.rank_left)
        self.ranking.left.connect(self._show)
        self.ranking.let_go.connect(self.row.rank.setFocus)
        self._muted.changed.connect(self._show)
        self._filters.mosaic.eyes.channel_of = self._filters.channel_of
        self._outputs.mosaic.eyes.channel_of = lambda tile: tile
        for section in (self._filters, self._outputs):
            section.mosaic.eye_pressed.connect(self._turn)
        self._outputs.bars.eye_pressed.connect(self._turn)

    def _turn(self, channel: int) -> None:
        self._muted.turn(self._address, channel)

    def set_there(self, *, there: bool) -> None:
        """Whether a layer is shown at all."""
        self._there = there
        self.row.setVisible(there)
        self._fit()

    def _fit(self) -> None:
        """It takes room only for what there is to say."""
        self.setVisible(self._there and not self.ranking.isHidden())

    def show_layer(self, view: LayerView, noun: str) -> None:
        """Another layer, or newer values of the same; a `noun` is what one of its channels is called."""
        if view.address != self._address:
            self._address = view.address
            if not self.ranking.isHidden():
                self.ranking.leave()
        self._noun = noun
        self._show()

    def _show(self) -> None:
        value = self._muted.value
        whole, channels = value.whole(self._address), value.channels(self._address)
        for mosaic in (self._filters.mosaic, self._outputs.mosaic):
            mosaic.eyes.show_muted(channels, whole=whole)
            mosaic.update()
        self._outputs.bars.show_muted(channels, whole=whole)
        self.row.show_muted(whole=whole, how=value.how)
        self.ranking.show_muted(channels, whole=whole)
        if not self.ranking.isHidden() and value.how != self._ranked_how:
            self._ask_ranking()
        self._fit()
        self.said.emit()

    @property
    def words(self) -> str:
        """What of the layer is muted; empty for nothing."""
        return mute_words.of_layer(self._muted.value, self._muted.analysis, self._address, self._noun)

    # --- the ranking ---

    def _ask_ranking(self) -> None:
        self._ranked_how = self._muted.value.how
        self.ranking.say("Muting one after the other…")
        self._show()
        self.rank_asked.emit(self._address)

    def show_ranked(self, ranked: Ranked) -> None:
        """Of the layer that is shown; one of another comes too late."""
        if ranked.address == self._address and not self.ranking.isHidden():
            value = self._muted.value
            self.ranking.show_ranked(ranked, self._noun)
            self.ranking.show_muted(value.channels(self._address), whole=value.whole(self._address))

    def leave_ranking(self) -> None:
        """It is of a model that is not shown any more."""
        if not self.ranking.isHidden():
            self.ranking.leave()

    def say_ranking(self, sentence: str) -> None:
        """How far it is, or why there is none."""
        if not self.ranking.isHidden():
            self.ranking.say(sentence)
