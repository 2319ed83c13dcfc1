"""Enlarged: one filter of a layer, or the map that it makes, in place of the sections of Inspect."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QSpinBox, QVBoxLayout, QWidget

from engine.service.answers import Shown
from engine.service.looking.layers.enlarge_questions import AcrossImages, Enlarged, EnlargedFilter, EnlargedMap
from engine.service.questions import Part
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect import layer_words
from gui.inspect.enlarged.body import Body
from gui.inspect.enlarged.colour_choice import ColourChoice
from gui.inspect.looks_for.part import LooksForPart
from gui.inspect.page_header import page_header, title
from gui.inspect.tiles.mosaic import MARGIN
from gui.pieces.copying.copied import Copied
from gui.pieces.copying.export_button import ExportButton
from gui.pieces.copying.exporter import Row, lines_of
from gui.pieces.elided import Elided
from gui.pieces.pages.page_cards import words
from gui.pieces.pages.scrolled import scrolled, with_a_bar
from gui.pieces.quiet_buttons import quiet_button
from gui.pieces.rows import row_widget
from gui.state.run.run import RunState
from gui.state.workspace import PREPARING, Workspace

POINT = "Point at a value to read it."
PARTS: dict[Part, str] = {"filter": "Filter", "map": "Map"}


class EnlargedPage(Copied):
    """Shows what it is given for the part that it names; the window asks the engine.

    asked()                     another part is wanted: see `part`, `index`, `beside`
    left()                      back to all of the layer
    value_wanted(row, column)   how a value of the map came about
    exact_wanted(index, part)   the exact weights of the filter, at one of its input channels
    own_wanted(found, channel)  another filter is to be typed in for the one that is shown
    shown()                     the part, or newer values of it
    """

    asked = Signal()
    left = Signal()
    value_wanted = Signal(int, int)
    exact_wanted = Signal(int, int)
    own_wanted = Signal(object, int)
    shown = Signal()

    def __init__(self, workspace: Workspace, run: RunState) -> None:
        super().__init__()
        self._workspace, self._run = workspace, run
        self.part: Part = "map"
        self.index = 0
        self.beside: int | None = None  # the map of the input that is wanted; None: the engine's choice
        self.enlarged: Enlarged | None = None  # what is shown
        self._of: Shown | None = None  # of which weights that is
        self.setAccessibleName("Enlarged")
        self._make_parts()
        self._lay_out()
        self._connect()
        self._show_parts(there=False)

    def _make_parts(self) -> None:
        self.back = QPushButton("Back")
        self.back.setToolTip("All of the layer again (Esc).")
        self.heading, self.source = words("", "heading"), Elided("secondary")
        self.number = QSpinBox()
        self.number.setMinimum(1)
        self.number.setKeyboardTracking(False)
        ignore_wheel_and_undo(self.number)
        theme.inset(self.number)
        self.turn = quiet_button("", "")
        self.exact = quiet_button("Exact weights…", "All numbers of the filter, to read and to copy")
        self.own = quiet_button("Your own…", "Type in a filter, try it on the image, and put it in place of this one")
        self.ways = row_widget(self.turn, self.own, self.exact, self.source)
        self.colours, self.body, self.looks_for = ColourChoice(), Body(), LooksForPart()
        self.export = ExportButton("map", self.body.plane, self._rows, self.body.values)
        self.sentence = words(PREPARING, "secondary", wrap=True)
        self.readout = Elided("caption")
        self.readout.keep_its_place()
        self.readout.setIndent(MARGIN)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        lengths.follow(column, setContentsMargins=(0, 8, 0, 4), setSpacing=8)
        header = page_header(self.heading, QWidget(), self.export, back=self.back)  # a layer in a block has a long name
        header.insertWidget(2, self.number)
        self.export.name_by(lambda: title(self.heading, self.number.text(), self.source))
        column.addLayout(header)
        self.area = with_a_bar(scrolled(self._content()))
        column.addWidget(self.area, 1)
        column.addWidget(self.readout)

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        lengths.follow(column, setContentsMargins=(MARGIN, 0, MARGIN, 0), setSpacing=8)
        for part in (self.ways, self.colours, self.sentence, self.body, self.looks_for):
            column.addWidget(part)
        column.addStretch(1)
        return content

    def _connect(self) -> None:
        self.back.clicked.connect(lambda _: self.left.emit())
        self.turn.clicked.connect(lambda _: self._turn())
        self.own.clicked.connect(lambda _: self._want_own())
        self.exact.clicked.connect(lambda _: self.exact_wanted.emit(self.index, self.body.channel))
        self.number.valueChanged.connect(lambda number: self.open_at(self.part, number - 1))
        self.colours.changed.connect(self._colour)
        self.body.read.connect(self._read_out)
        self.body.beside_chosen.connect(self._look_beside)
        self.body.picked.connect(self._pick)
        self.area.viewport().installEventFilter(self)
        self.looks_for.grown.connect(self._bring_into_sight)
        self.looks_for.row.read.connect(lambda reading: self.readout.say(reading or self.body.reading() or POINT))
        for plane in (self.body.plane, self.body.input):
            plane.turned.connect(lambda by: self.number.setValue(self.number.value() + by))
        self._workspace.shown_changed.connect(self._on_shown)
        self._run.changed.connect(self._title)

    # --- what is wanted ---

    def open_at(self, part: Part, index: int, channel: int = 0) -> None:
        """A filter or a map by its number from 0; of a filter one of its input channels."""
        if part != self.part or index != self.index:
            self.beside = None
        self.part, self.index = part, index
        self.body.channel = channel
        self.asked.emit()

    def enter(self, part: Part, index: int, channel: int = 0) -> None:
        """From all of the layer: it is seen from its top, and nothing is said of what stands there by now."""
        self.area.verticalScrollBar().setValue(0)
        self._of = None
        self.open_at(part, index, channel)

    def _turn(self) -> None:
        self.open_at("map" if self.part == "filter" else "filter", self.index)

    def _want_own(self) -> None:
        if self.enlarged is not None and isinstance(self.enlarged.found, EnlargedFilter):
            self.own_wanted.emit(self.enlarged.found, self.body.channel)

    def _look_beside(self, channel: int) -> None:
        self.beside = channel
        self.asked.emit()

    def _pick(self, row: int, column: int) -> None:
        if self.part == "map":
            self.value_wanted.emit(row, column)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # --- what is shown ---

    def show_enlarged(self, enlarged: Enlarged, address: str) -> None:
        """Of the layer at an address; answers about another part come too late and are dropped."""
        found, shown = enlarged.found, self._workspace.shown
        is_part = isinstance(found, EnlargedFilter) == (self.part == "filter")
        if shown is None or not is_part or (found.address, found.index) != (address, min(self.index, found.count - 1)):
            return
        self.enlarged, self._of, self.index = enlarged, shown, found.index
        self._show_number(found)
        self.colours.show_for(self.part, has_layer=found.layer_limits is not None)
        mutes = self._workspace.muted.value
        muted = mutes.whole(address) or found.index in mutes.channels(address)
        self.body.show_found(found, self._called(found, shown), muted=muted)
        self._colour()
        self._show_parts(there=True)
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # once all that is shown beside it has its place
        self._title()
        if self.hasFocus():  # it waited for this
            self.body.plane.setFocus()
        self.shown.emit()

    def show_across(self, across: AcrossImages) -> None:
        """The same filter on other images."""
        found, shown = None if self.enlarged is None else self.enlarged.found, self._workspace.shown
        if found is not None and shown is not None and (found.address, found.index) == (across.address, across.index):
            self.body.show_across(across, shown.project.facts.classes)
            self._colour()

    def say(self, sentence: str) -> None:
        """Why there is nothing to see."""
        self.enlarged = None
        self.sentence.setText(sentence)
        self._show_parts(there=False)
        self._title()
        if self.hasFocus() and sentence != PREPARING:
            self.back.setFocus()

    def _on_shown(self) -> None:
        """Of another model nothing is said until its own answer is there."""
        shown = self._workspace.shown
        of = None if self._of is None else self._of.model
        if self.enlarged is not None and (shown is None or shown.model != of):
            self.say(PREPARING)

    def _show_parts(self, *, there: bool) -> None:
        is_filter = self.part == "filter"
        for part in (self.colours, self.body, self.looks_for, self.number, self.export, self.readout):
            part.setVisible(there)
        self.exact.setVisible(there and is_filter)
        self.own.setVisible(there and is_filter and self._has_other)
        self.turn.setVisible(there and self._has_other)
        self.ways.setVisible(there)
        other = PARTS["map" if is_filter else "filter"]
        self.turn.setText(f"Its {other.lower()}")
        self.turn.setToolTip("What it makes of the image" if is_filter else "The weights that make it")
        self.sentence.setVisible(not there)

    @property
    def noun(self) -> str:
        """What is enlarged, within a sentence: “filter 3”."""
        return f"{self.number.accessibleName().lower()} {numeral(self.index + 1)}"

    @property
    def _has_other(self) -> bool:
        """Whether what is shown is a filter that makes maps, or a map that a filter makes."""
        found, shown = None if self.enlarged is None else self.enlarged.found, self._workspace.shown
        return found is not None and shown is not None and layer_words.has_filters(shown, found.address)

    def _rows(self) -> list[Row] | None:
        """A line for each row; of a filter one channel after the other."""
        values = self.body.values()
        return None if values is None else lines_of(values)

    def _show_number(self, found: EnlargedFilter | EnlargedMap) -> None:
        self.number.blockSignals(True)
        self.export.noun, self.export.stem = self.part, f"{self.part} {found.index + 1}"
        self.number.setMaximum(found.count)
        self.number.setValue(found.index + 1)
        noun = "Unit" if found.unit else PARTS[self.part]
        self.number.setPrefix(f"{noun} ")
        self.number.setSuffix(f" of {numeral(found.count)}")
        self.number.setAccessibleName(noun)
        self.number.blockSignals(False)

    def _called(self, found: EnlargedFilter | EnlargedMap, shown: Shown) -> str:
        """What the layer works on is called; empty for the image."""
        maker = found.beside.maker if isinstance(found, EnlargedMap) and found.beside is not None else None
        return "" if maker is None else layer_words.named(shown.project.network, maker)

    def _colour(self) -> None:
        if self.enlarged is not None:
            self.body.colour(self.colours)
        self._read_out()

    def _title(self) -> None:
        shown, enlarged = self._workspace.shown, self.enlarged
        if shown is None or enlarged is None:
            self.heading.setText("")
            self.source.say("")
            return
        layer = layer_words.named(shown.project.network, enlarged.found.address)
        self.heading.setText(layer)
        self.source.say(*layer_words.source(shown, enlarged.step, self._run))

    def _read_out(self) -> None:
        self.readout.say(self.body.reading() or POINT)

    def _bring_into_sight(self, part: QWidget) -> None:
        """Once it has its place."""
        QTimer.singleShot(0, part, lambda: self.area.ensureWidgetVisible(part))

    # --- size ---

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is seen of the content has its size only after the page has its own."""
        if event.type() == QEvent.Type.Resize and watched is self.area.viewport():
            self._fit()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """The keyboard goes onto the picture once that is of these weights: of others nothing is to be heard."""
        super().showEvent(event)
        self._fit()
        fresh = self.enlarged is not None and self._of is self._workspace.shown
        (self.body.plane if fresh else self).setFocus()

    def _fit(self) -> None:
        viewport = self.area.viewport()
        above = self.colours.sizeHint().height() + self.ways.sizeHint().height()
        self.body.fit(viewport.width() - 2 * theme.px(MARGIN), viewport.height() - above)
