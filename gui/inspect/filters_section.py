"""The weights of a layer: filters as tiles, a linear layer's matrix as one picture, batch norm's scales as bars."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QComboBox

from gui.forms.wheel_and_undo import ignore_wheel_and_undo
from gui.inspect.section import Section

ALL, COLOUR = -1, -2  # in place of an input channel
MANY_TILES = 128  # of "all channels": more push the activations out of sight, so one channel comes first
MOST_TILES = 1024  # of "all channels": more are no picture any more
MOST_WEIGHTS = 2_000_000  # of a matrix
ROOM = 600  # for a group of tiles, or for a matrix
COLOURS = "(blue − red +)"


class FilterSection(Section):
    """Shows weights in red and blue about zero, all on one scale; for several input channels one or all of them."""

    def __init__(self) -> None:
        super().__init__("Filter")
        self._weights = np.zeros((0, 0, 0, 0), np.float32)
        self._address = ""
        self.channel = QComboBox()
        self.channel.setAccessibleName("Input channel of the filters")
        ignore_wheel_and_undo(self.channel)
        self.channel.activated.connect(lambda _: self._show_filters())
        self.add_control(self.channel)

    def show_weights(self, address: str, weights: np.ndarray | None, *, of_image: bool = False) -> None:
        """Weights (out, in, H, W), (units, features) or (channels,) of the layer at an address; None hides the part.

        With `of_image` the layer reads the image itself: three input channels are its red, green and blue.
        """
        self.setVisible(weights is not None)
        if weights is None:
            return
        anew = (address, weights.shape) != (self._address, self._weights.shape)
        self._address, self._weights = address, weights
        if weights.ndim == 4:
            if anew:
                self._offer_channels(in_colour=of_image and weights.shape[1] == 3)
            self._show_filters()
        else:
            self.channel.hide()
            self._show_other(weights)

    def _offer_channels(self, *, in_colour: bool) -> None:
        count, channels = self._weights.shape[:2]
        self.channel.clear()
        if in_colour:
            self.channel.addItem("in colour", COLOUR)
        if count * channels <= MOST_TILES:
            self.channel.addItem("all input channels", ALL)
        for channel in range(channels):
            self.channel.addItem(f"input channel {channel + 1}", channel)
        if not in_colour and channels > 1 and MANY_TILES < count * channels <= MOST_TILES:
            self.channel.setCurrentIndex(1)
        self.channel.setVisible(channels > 1)

    def _show_filters(self) -> None:
        channel, channels = self.channel.currentData(), self._weights.shape[1]
        several = channel == ALL and channels > 1
        self.mosaic.set_axes("row", "column")
        self.mosaic.set_group(channels if several else 1)
        self.mosaic.set_names(_names(*self._weights.shape[:2]) if several else [])
        if channel == COLOUR:
            self.show_colours("Filters in colour (grey 0)", self._weights)
        elif several:
            side = min(24, max(8, ROOM // channels - 4))
            self._show(self._weights.reshape(-1, *self._weights.shape[2:]), side)
        else:
            self._show(self._weights[:, max(channel, 0)])

    def _show(self, filters: np.ndarray, side: int | None = None) -> None:
        self.show_maps(f"Filters {COLOURS}", filters, "diverging", "common", side)

    def _show_other(self, weights: np.ndarray) -> None:
        if weights.ndim == 1:
            self.show_values("Scale of each channel", weights)
        elif weights.ndim != 2 or weights.size > MOST_WEIGHTS:
            self._say_too_many(weights)
        else:
            self._show_matrix(weights)

    def _show_matrix(self, weights: np.ndarray) -> None:
        """Units are rows, inputs are columns."""
        side = ROOM if weights.shape[1] > 200 else ROOM // 2
        self.mosaic.set_group(1)
        self.mosaic.set_names(["Weight"])
        self.mosaic.set_axes("unit", "input")
        self.show_maps(f"Weights {COLOURS}: a row for each unit", weights[None], "diverging", "common", side)

    def _say_too_many(self, weights: np.ndarray) -> None:
        self.mosaic.set_message(f"{weights.size:,} weights are too many for a picture.")
        self.mosaic.set_maps(None)
        self._show_body(self.mosaic)
        self._caption("Weights", "")


def _names(filters: int, channels: int) -> list[str]:
    return [f"Filter {one + 1}, channel {channel + 1}" for one in range(filters) for channel in range(channels)]
