"""Body of the enlarged page: the plane, what it is made of in equal size, its figures, and the same on other images."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from engine.project.data.facts import Classes
from engine.service.answers import Values
from engine.service.looking.layers.enlarge_questions import ACROSS_SIDE, AcrossImages, EnlargedFilter, EnlargedMap
from gui.appearance import lengths, theme
from gui.appearance.numerals import numeral, plain
from gui.inspect.enlarged import plane_words
from gui.inspect.enlarged.colour_choice import ColourChoice
from gui.inspect.enlarged.plane_view import PlaneView
from gui.inspect.spread.histogram_view import HistogramView
from gui.inspect.tiles.mosaic import Mosaic
from gui.inspect.tiles.tiles import Palette, Tiles
from gui.pieces.classes.names import shown as shown_names
from gui.pieces.next_look import NextLook
from gui.pieces.pages.page_cards import words

LEAST, MOST = 120, 720
TEXT = 220  # of the width is that of the figures
GAP = 12
LINE = 20  # of the height is that of the second line of a filter’s caption
CAPTIONS = 44  # of the height is that of what stands above and below the planes
NARROW = 620  # below it the figures stand below the planes


class Body(QWidget):
    """Of a filter one channel large and all of them as tiles; of a map the map beside one of its input.

    read()                   another value is pointed at, or none: see `reading`
    beside_chosen(channel)   another map of the input is wanted
    picked(row, column)      a value of the map was chosen
    """

    read = Signal()
    beside_chosen = Signal(int)
    picked = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self.channel = 0  # of a filter, the one that is large
        self.found: EnlargedFilter | EnlargedMap | None = None
        self._across: AcrossImages | None = None
        self._coloured: tuple[AcrossImages, Palette, tuple[float, float]] | None = None  # how those stand there
        self._make_parts()
        self._lay_out()
        self.plane.read.connect(self.read)
        self.plane.picked.connect(self.picked)
        self.input.read.connect(self.read)
        self.histogram.read.connect(lambda _: self.read.emit())
        self.others.hovered.connect(lambda *_: self.read.emit())
        self.others.left.connect(self.read)
        self.others.selected.connect(self._choose)

    def _make_parts(self) -> None:
        self.plane, self.input = PlaneView("Enlarged"), PlaneView("What it is made of")
        self.histogram = HistogramView("Histogram of the values")
        self.about_input, self.about, self.ends, self.spread, self.title = (
            words("", role, wrap=True) for role in ("caption", "caption", "body", "secondary", "caption")
        )
        self.others, self.next_look = Mosaic("Image"), NextLook()

    def _lay_out(self) -> None:
        self._text = text = QWidget()
        column = QVBoxLayout(text)
        column.setContentsMargins(0, 0, 0, 0)
        lengths.follow(column, setSpacing=6)
        for shown in (self.ends, self.spread, self.histogram):
            column.addWidget(shown)
        column.addStretch(1)
        self._beside = _captioned(self.about_input, self.input)
        self._columns = QGridLayout()
        lengths.follow(self._columns, setSpacing=GAP)
        for at, part in enumerate((self._beside, _captioned(self.about, self.plane))):
            self._columns.addWidget(part, 0, at, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._columns.setColumnStretch(2, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        lengths.follow(whole, setSpacing=8)
        whole.addLayout(self._columns)
        head = QHBoxLayout()
        lengths.follow(head, setSpacing=8)
        head.addWidget(self.title, 1)
        head.addWidget(self.next_look)
        whole.addLayout(head)
        whole.addWidget(self.others)

    # --- what is shown ---

    def show_found(self, found: EnlargedFilter | EnlargedMap, made_of: str, *, muted: bool = False) -> None:
        """A filter or a map, which may be muted; what its layer works on is called so, empty for the image."""
        anew = self.found is None or (found.address, found.index) != (self.found.address, self.found.index)
        self.found = found
        if anew:
            self._across = None
        if isinstance(found, EnlargedFilter):
            self._show_filter(found)
        else:
            self._show_map(found, made_of)
        if muted:
            self.about.setText(f"{self.about.text()} · muted")
        self._show_others()
        weights = found.weights if isinstance(found, EnlargedFilter) else None
        first = found.first_channel if isinstance(found, EnlargedFilter) and len(found.kernels) > 1 else None
        self.ends.setText(plane_words.ends(found.figures, first))
        self.spread.setText(plane_words.spread(found.figures.spread, weights))
        self.histogram.show_histogram(found.figures.spread)

    def show_across(self, across: AcrossImages, classes: Classes) -> None:
        """The map of the same filter on other images."""
        self._across = across
        names = shown_names(classes)
        self.others.set_names(
            [
                f"{names[label] if label < len(names) else label} (test image {numeral(place)})"
                for place, label in zip(across.places, across.labels, strict=True)
            ]
        )
        self._show_others()

    def _show_filter(self, found: EnlargedFilter) -> None:
        self.channel = min(self.channel, len(found.kernels) - 1)
        strongest = found.figures.strongest
        start = strongest[1:] if strongest and strongest[0] == self.channel else (0, 0)
        bias = "no bias" if found.bias is None else f"bias {plain(found.bias, 4)}"
        of = found.first_channel + self.channel + 1
        self.about.setText(f"Weights of input channel {numeral(of)} · {bias}")
        self.plane.setAccessibleName(f"Filter {found.index + 1}, input channel {of}")
        self.plane.show_plane(found.kernels[self.channel], plane_words.ends(found.figures), (start[0], start[1]))
        self._beside.hide()

    def _show_map(self, found: EnlargedMap, made_of: str) -> None:
        row, column = found.figures.strongest or (0, 0)
        self.about.setText(f"Map {numeral(found.index + 1)} of this image")
        self.plane.setAccessibleName(f"Map {found.index + 1}")
        self.plane.show_plane(found.values, plane_words.ends(found.figures), (row, column))
        beside = found.beside
        self._beside.setVisible(beside is not None)
        if beside is not None:
            channel = numeral(beside.index + 1)
            noun = f"map {channel} of {made_of}" if made_of else f"the image, channel {channel}"
            self.about_input.setText(f"Made of {noun}" if beside.count > 1 else "Made of the image")
            start = beside.figures.strongest or (0, 0)
            self.input.show_plane(beside.values, plane_words.ends(beside.figures), (start[0], start[1]))

    def _show_others(self) -> None:
        found = self.found
        if isinstance(found, EnlargedFilter):
            there = len(found.kernels) > 1
            shown, whole = len(found.kernels), found.channels
            which = "All its" if shown == whole else f"{numeral(shown)} of {numeral(whole)}"
            self.title.setText(f"{which} input channels: choose one to see it large.")
        else:
            there = self._across is not None and self._across.maps.size > 0
            self.title.setText("The same filter on other images")
        self.title.setVisible(there)
        self.others.setVisible(there)

    def forget_across(self) -> None:
        """Nothing is known of other images."""
        self._across = None
        if self.found is not None:
            self._show_others()

    def colour(self, choice: ColourChoice) -> None:
        """In the colours that are chosen."""
        found = self.found
        if found is None:
            return
        span = choice.span(found.figures.limits, found.layer_limits)
        self.plane.set_colours(choice.colours, *span)
        if isinstance(found, EnlargedFilter):
            self._coloured = None
            self.others.set_noun("Input channel")
            self.others.set_names([f"Input channel {found.first_channel + at + 1}" for at in range(len(found.kernels))])
            self.others.set_tile_side(ACROSS_SIDE)
            self.others.set_maps(found.kernels, choice.colours, "common", span)
            self.others.select(self.channel)
        else:
            self._colour_map(found, choice, span)

    def _colour_map(self, found: EnlargedMap, choice: ColourChoice, span: tuple[float, float]) -> None:
        if found.beside is not None:
            own = found.beside.figures.limits
            self.input.set_colours(choice.colours, *choice.span(own, own))
        if self._across is not None:
            self._colour_others(self._across, choice.colours, choice.span(self._across.limits, span))

    def _colour_others(self, across: AcrossImages, palette: Palette, span: tuple[float, float]) -> None:
        """Once, as long as they and their colours are the same: they come more seldom than the map."""
        if self._coloured is not None and self._coloured[0] is across and self._coloured[1:] == (palette, span):
            return
        self._coloured = across, palette, span
        self.others.set_noun("Image")
        self.others.set_tile_side(ACROSS_SIDE)
        self.others.set_tiles(Tiles.of(across.maps, palette, "common", span, across.every))

    @property
    def side(self) -> int:
        """How many pixels of the screen a map of another image has."""
        return round(theme.px(ACROSS_SIDE) * self.devicePixelRatioF())

    def values(self) -> Values | None:
        """What is shown large; of a filter all its kernels."""
        found = self.found
        return None if found is None else found.kernels if isinstance(found, EnlargedFilter) else found.values

    def _choose(self, tile: int) -> None:
        """Of a filter another channel."""
        if isinstance(self.found, EnlargedFilter):
            self.channel = tile
            self._show_filter(self.found)
            self.read.emit()

    def reading(self) -> str:
        """What is pointed at."""
        beside = self.input.reading()
        planes = self.plane.reading() or (f"Input: {beside}" if beside else "")
        return planes or self.histogram.reading() or self.others.whole_reading()

    # --- size ---

    def fit(self, width: int, height: int) -> None:
        """As large as fits: two planes of equal size, figures beside them and a row of others below."""
        zoom, planes = theme.zoom_factor(), 1 if isinstance(self.found, EnlargedFilter) else 2
        readable = ceil(self.plane.readable_side() / zoom) if planes == 1 else 0
        alone = (width / zoom - GAP * planes) / planes  # with the figures below
        beside = alone - TEXT / planes
        below = beside < readable <= alone if planes == 1 else width < theme.px(NARROW)
        wide = alone if below else beside
        high = (
            height / zoom
            - CAPTIONS
            - LINE * (planes == 1)
            - (ACROSS_SIDE + CAPTIONS if self.others.isVisibleTo(self) else 0)
        )
        # A filter of few weights is to be read, rather than to be whole in sight.
        least = readable if readable <= min(wide, MOST) else LEAST
        side = theme.px(round(max(least, min(wide, high, MOST))))
        for plane in (self.plane, self.input):
            plane.set_side(side)
        self._columns.removeWidget(self._text)
        first = 2 - planes  # the column of what it is made of is empty beside a filter
        at = (1, first, 1, 3 - first) if below else (0, 2, 1, 1)
        self._columns.addWidget(self._text, *at, Qt.AlignmentFlag.AlignTop)


def _captioned(caption: QWidget, plane: QWidget) -> QWidget:
    """A plane below its words."""
    part = QWidget()
    column = QVBoxLayout(part)
    column.setContentsMargins(0, 0, 0, 0)
    lengths.follow(column, setSpacing=4)
    column.addWidget(caption)
    column.addWidget(plane)
    return part
