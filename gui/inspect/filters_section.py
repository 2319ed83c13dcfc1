"""The weights of a layer: filters as tiles, a linear layer's matrix as one picture, batch norm's scales as bars."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

import numpy as np
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from engine.service.answers import LayerView, Values
from gui.appearance.numerals import numeral
from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect import section_rows
from gui.inspect.pair_labels import Pairs
from gui.inspect.section import Section
from gui.pieces.choice_box import ChoiceBox

ALL, COLOUR = -1, -2  # in place of an input channel
MANY_TILES = 128  # of "all channels": more push the activations out of sight, so one channel comes first
PART = 3  # of the place's height, at most
ROOM = 600  # for a group of tiles, or for a matrix
COLOURS = "(blue − red +)"


class FilterSection(Section):
    """Shows weights in red and blue about zero, all on one scale; for several input channels one or all of them.

    Of a convolution with too many of them it is given one input channel's at a time.
    channel_asked()            another one is wanted; see `input_channel`
    enlarged(index, channel)   a filter is to be enlarged, at one of its input channels, or a unit
    pressed(index, part)       a unit was pressed, at one of its inputs; of a batch norm the part is the channel
    """

    channel_asked = Signal()
    enlarged = Signal(int, int)
    pressed = Signal(int, int)

    def __init__(self) -> None:
        super().__init__("Filter")
        self._view: LayerView | None = None
        self._weights = np.zeros((0, 0, 0, 0), np.float32)
        self._address = ""
        self._shape: tuple[int, ...] = ()
        self._groups = 1
        self.channel = ChoiceBox()
        self.channel.setAccessibleName("Input channel of the filters")
        self.channel.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToContents)
        ignore_wheel_and_undo(self.channel)
        self._partial = False
        self.channel.activated.connect(lambda _: self._on_channel())
        self.add_control(self.channel)
        self.mosaic.clicked.connect(self._on_tile)
        self.mosaic.opened.connect(self.open_tile)
        self.bars.clicked.connect(lambda channel: self.pressed.emit(0, channel))

    @property
    def input_channel(self) -> int | None:
        """The one whose weights are wanted, where not all are shown at once."""
        return self.channel.currentData() if self._partial else None

    def show_weights(self, view: LayerView, *, of_image: bool = False, groups: int = 1) -> None:
        """The weights of a layer, as much of them as is shown; none hide the part.

        With `of_image` the layer reads the image itself: three input channels are its red, green and blue. The filters
        of each of `groups` read channels of their own.
        """
        shape = view.weights_shape
        self.setVisible(shape is not None)
        if shape is None:
            return
        anew = (view.address, shape) != (self._address, self._shape)
        self._address, self._shape, self._groups = view.address, shape, groups
        self._view = view
        self.export.setVisible(view.weights is not None)
        self._partial = view.input_channel is not None
        if anew:
            self.mosaic.select(None)
        if view.weights is None:
            self.channel.hide()
            self._say_too_many(prod(shape))
        elif len(shape) == 4:
            self._weights = view.weights
            if anew:
                self._offer_channels(in_colour=of_image and shape[1] == 3)
            self._show_filters()
        else:
            self.channel.hide()
            self._show_other(view.weights)

    def _rows(self) -> Iterator[section_rows.Line] | None:
        """All weights that are given, also those of channels that are not chosen."""
        view, weights = self._view, self._array()
        if view is None or weights is None:
            return None
        if weights.ndim == 4:
            return section_rows.of_kernels(weights, self._shape[1], view.input_channel or 0, self._groups)
        return section_rows.of_matrix(weights) if weights.ndim == 2 else section_rows.of_values("Channel", weights)

    def _array(self) -> Values | None:
        return None if self._view is None else self._view.weights

    def height_for_tiles(self, place: QWidget) -> int:
        """So much that activations are on view together with the weights."""
        return place.height() // PART

    def _on_channel(self) -> None:
        if self._partial:
            self.channel_asked.emit()
        else:
            self._show_filters()

    def _on_tile(self, tile: int, row: int, column: int) -> None:
        """A press on a value of a tile; a matrix is a single tile."""
        if len(self._shape) != 4:
            self.pressed.emit(row, column)
        else:
            self.open_tile(tile)

    def open_tile(self, tile: int) -> None:
        """Enlarges the filter that a tile is of, at its input channel; of a matrix the first unit."""
        if self._several and len(self._shape) == 4:
            self.enlarged.emit(*divmod(tile, self._shape[1]))
        else:
            chosen = self.channel.currentData()
            self.enlarged.emit(tile, max(0, chosen) if len(self._shape) == 4 and chosen is not None else 0)

    def channel_of(self, tile: int) -> int | None:
        """The filter that a tile is of; None where tiles are none of filters."""
        if len(self._shape) != 4:
            return None
        return tile // self._shape[1] if self._several else tile

    @property
    def chosen(self) -> int:
        """The filter that is selected, or the first."""
        tile = self.mosaic.selection() or 0
        return 0 if len(self._shape) != 4 else tile // self._shape[1] if self._several else tile

    @property
    def _several(self) -> bool:
        """Whether each tile is one input channel of a filter."""
        return self.channel.currentData() == ALL and self._shape[1] > 1 and not self._partial

    def _offer_channels(self, *, in_colour: bool) -> None:
        count, channels = self._shape[:2]
        self.channel.clear()
        if in_colour:
            self.channel.addItem("in colour", COLOUR)
        if not self._partial:
            self.channel.addItem("all input channels", ALL)
        for channel in range(channels):
            self.channel.addItem(f"input channel {channel + 1}", channel)
        if not in_colour and channels > 1 and not self._partial and count * channels > MANY_TILES:
            self.channel.setCurrentIndex(1)
        self.channel.setVisible(channels > 1)

    def _show_filters(self) -> None:
        channel, (filters, channels) = self.channel.currentData(), self._weights.shape[:2]
        if self._partial:
            channel = 0  # of the one that was given
        self.mosaic.set_axes("row", "column")
        self.mosaic.set_names([])
        self.mosaic.set_pairs(Pairs(filters, channels, self._groups) if self._several else None)
        if channel == COLOUR:
            self.show_colours((f"{_filters(filters)} in colour (grey 0)", _filters(filters)), self._weights)
        elif self._several:
            side = min(24, max(8, ROOM // channels - 4))
            self._show(self._weights.reshape(-1, *self._weights.shape[2:]), side)
        else:
            self._show(self._weights[:, max(channel, 0)])

    def _show(self, kernels: np.ndarray, side: int | None = None) -> None:
        name = _filters(len(self._weights))
        self.show_maps((f"{name} {COLOURS}", name), kernels, "diverging", "common", side)

    def _show_other(self, weights: np.ndarray) -> None:
        if weights.ndim == 1:
            self.bars.set_noun("Channel")
            self.show_values(("Scale of each channel", "Scales"), weights)
        else:
            self._show_matrix(weights)

    def _show_matrix(self, weights: np.ndarray) -> None:
        """Units are rows, inputs are columns."""
        side = ROOM if weights.shape[1] > 200 else ROOM // 2
        self.mosaic.set_pairs(None)
        self.mosaic.set_names(["Weight"])
        self.mosaic.set_axes("unit", "input")
        title = (f"Weights {COLOURS}: a row for each unit", f"Weights {COLOURS}", "Weights")
        self.show_maps(title, weights[None], "diverging", "common", side)

    def _say_too_many(self, count: int) -> None:
        self.mosaic.set_message(f"{numeral(count)} weights are too many for a picture.")
        self.mosaic.set_maps(None)
        self._show_body(self.mosaic)
        self._caption(("Weights",), "")


def _filters(count: int) -> str:
    return "Filter" if count == 1 else "Filters"
