"""Statistics: how what comes into a layer, what goes out, its weights and their gradient spread."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from engine.network.nodes import Op
from engine.service.looking.layers.statistics_questions import Dropped, Gathered, LayerStatistics, Mode
from gui.appearance import lengths, theme
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect.page_header import page_header
from gui.inspect.statistics import statistics_words
from gui.inspect.statistics.drop_view import DropView
from gui.inspect.statistics.ridge_part import RidgePart
from gui.inspect.statistics.spread_pair import SpreadPair
from gui.inspect.statistics.statistics_table import rows_of
from gui.inspect.statistics.update_view import UpdatePart
from gui.inspect.statistics.weights_pair import WeightsPair
from gui.inspect.tiles.mosaic import MARGIN
from gui.pieces.choice_box import ChoiceBox
from gui.pieces.copying.copied import Copied
from gui.pieces.copying.export_button import ExportButton
from gui.pieces.elided import Elided
from gui.pieces.next_look import NextLook
from gui.pieces.pages.page_cards import words
from gui.pieces.pages.scrolled import scrolled, with_a_bar
from gui.pieces.quiet_buttons import quiet_button
from gui.pieces.veil import Veil
from gui.state.workspace import PREPARING

POINT = "Point at a bar to read it."
WORKING = "The images are being gone through…"
TO_NORM = "To a batch norm"


class StatisticsPage(Copied):
    """Shows what it is given; the window asks the engine.

    asked()         as in testing, or as in training: see `mode`
    norm_wanted()   a batch norm of the network is to be looked at
    """

    asked = Signal()
    norm_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Statistics")
        self.gathered: Gathered | None = None
        self._drops = False  # whether something is shown of its dropout
        self._with = ""
        self.heading, self.source, self.next_look = Elided("heading"), Elided("secondary"), NextLook()
        self.sentence, self.about, self.sample, self.units = (words("", "secondary", wrap=True) for _ in range(4))
        self.spread, self.weights, self.drops = SpreadPair(), WeightsPair(), DropView()
        self.ridge, self.updates = RidgePart(), UpdatePart()
        self.norm = quiet_button(TO_NORM, "Selects one, to see what it makes of what comes in")
        self.norm.hide()
        self.choice = self._mode_choice()
        self.readout = Elided("caption")
        self.readout.keep_its_place()
        self.content = self._content()
        self.export = ExportButton("statistics", self.content, self._rows)
        self._lay_out()
        self.norm.clicked.connect(lambda _: self.norm_wanted.emit())
        for part in (self.spread, self.weights, self.drops, self.ridge, self.updates):
            part.read.connect(lambda reading: self.readout.say(reading or POINT, *statistics_words.shorter(reading)))
        self.say(PREPARING)

    def _mode_choice(self) -> QComboBox:
        choice = ChoiceBox()
        for mode, title in statistics_words.MODES.items():
            choice.addItem(title, mode)
        choice.setAccessibleName("How the images pass through")
        choice.setToolTip(statistics_words.MODE_TIP)
        ignore_wheel_and_undo(choice)
        choice.activated.connect(lambda _: self.asked.emit())
        return choice

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        lengths.follow(column, setContentsMargins=(MARGIN, 0, MARGIN, 0), setSpacing=8)
        parts = (self.sample, self.about, self.spread, self.units, self.drops, self.weights, self.updates, self.ridge)
        for part in (self.sentence, *parts):
            column.addWidget(part)
        column.addStretch(1)
        return content

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(0, 8, 0, 4), setSpacing=8)
        column.addLayout(page_header(self.heading, self.source, self.next_look, self.export))
        column.addLayout(self._choices())
        self.area = with_a_bar(scrolled(self.content))
        column.addWidget(self.area, 1)
        self.area.viewport().installEventFilter(self)
        self.veil = Veil(self.area)
        self.readout.setIndent(MARGIN)
        column.addWidget(self.readout)

    def _choices(self) -> QHBoxLayout:
        """Below the head, as there is not always room in it."""
        row = QHBoxLayout()
        lengths.follow(row, setContentsMargins=(MARGIN, 0, MARGIN, 0), setSpacing=8)
        row.addWidget(self.choice)
        row.addWidget(self.norm)
        row.addStretch(1)
        return row

    @property
    def mode(self) -> Mode:
        """How the images are to pass through."""
        mode: Mode = self.choice.currentData()
        return mode

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is seen of the content at once has its size only after the page has its own."""
        if event.type() == QEvent.Type.Resize and watched is self.area.viewport():
            viewport = self.area.viewport()
            self.drops.fit(viewport.width() - 2 * theme.px(MARGIN), viewport.height())
        return super().eventFilter(watched, event)

    # --- what is shown ---

    def show_gathered(
        self, title: str, source: str, gathered: Gathered, op: Op | None, behind: str, missing: str
    ) -> None:
        """A layer called so; `behind` is the activation after it, `missing` why there are no images."""
        self.gathered = gathered
        self.veil.hide()
        layer = gathered.layer
        self.export.stem = f"{title} statistics"
        self.export.title = f"{title} · {source} · {self.choice.currentText()}"
        nouns = statistics_words.nouns(layer, op)
        self.heading.say(title)
        self.source.say(source, source.rpartition(" · ")[2])
        self.spread.show_layer(layer, nouns, statistics_words.given_in_words(gathered.pixels))
        self.weights.show_layer(layer)
        self._say(self.about, " ".join(filter(None, (missing, statistics_words.norm_in_words(layer)))))
        self._say(self.units, statistics_words.units_in_words(layer, nouns[1], behind))
        batch = layer.batch if layer.mode == "training" else None
        sample = statistics_words.sample_in_words(layer.images, batch, gathered.of)
        self._say(self.sample, " ".join(filter(None, (f"{sample}." if layer.images else "", self._with))))
        self._show_parts(there=True)

    def say_with_what(self, sentence: str) -> None:
        """What a person made of the model that is shown next."""
        self._with = sentence

    def show_dropped(self, dropped: Dropped | None) -> None:
        """What a dropout drops of the current image; None: it is none, or there is nothing to drop."""
        self._drops = dropped is not None
        if dropped is not None:
            self.drops.show_dropped(dropped)
        self.drops.setVisible(self._drops and self.gathered is not None)

    def say(self, sentence: str) -> None:
        """Why there is nothing to see."""
        self.gathered = None
        self.veil.hide()
        self.heading.say("Statistics")
        self.source.say("")
        self.sentence.setText(sentence)
        self._show_parts(there=False)

    def say_working(self) -> None:
        """What is shown stays until the next comes."""
        if self.gathered is None:
            self.say(WORKING)

    def wait(self) -> None:
        """What is shown is of another model or layer: it stays faint until the next comes, so that nothing flickers."""
        if self.gathered is not None:
            self.source.say(WORKING)
            self.export.setEnabled(False)
            self.veil.show()

    def offer_norm(self, *, there: bool) -> None:
        """Whether the network has a batch norm to go to."""
        self.norm.setVisible(there)

    def _show_parts(self, *, there: bool) -> None:
        layer = None if self.gathered is None else self.gathered.layer
        self.sentence.setVisible(not there)
        self.spread.setVisible(there and layer is not None and layer.after is not None)
        self.weights.setVisible(there and layer is not None and bool(layer.tensors))
        self.drops.setVisible(there and self._drops)
        for part in (self.ridge, self.updates):
            part.setVisible(there)
        for label in (self.about, self.units, self.sample):
            label.setVisible(there and bool(label.text()))
        self.readout.setVisible(there)
        self.export.setEnabled(there)
        self.readout.say(POINT)

    def _say(self, label: Any, text: str) -> None:
        if label.text() != text:
            label.setText(text)

    def _rows(self) -> Iterator[Sequence[Any]]:
        layer: LayerStatistics | None = None if self.gathered is None else self.gathered.layer
        return iter(()) if layer is None else rows_of(layer, self.updates.rows(), self.ridge.rows())
