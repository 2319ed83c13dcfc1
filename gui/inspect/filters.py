"""The weights of a layer: filters as tiles, a linear layer's matrix as one picture, batch norm's scales as bars."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QComboBox

from gui.forms.manners import teach_manners
from gui.inspect.section import Section

ALL = -1  # in place of an input channel
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
        teach_manners(self.channel)
        self.channel.activated.connect(lambda _: self._show_filters())
        self.add_control(self.channel)

    def show_weights(self, address: str, weights: np.ndarray | None) -> None:
        """Weights (out, in, H, W), (units, features) or (channels,) of the layer at an address; None hides the part."""
        self.setVisible(weights is not None)
        if weights is None:
            return
        anew = (address, weights.shape) != (self._address, self._weights.shape)
        self._address, self._weights = address, weights
        if weights.ndim == 4:
            self._show_convolution(anew)
        else:
            self.channel.hide()
            self._show_other(weights)

    def _show_convolution(self, anew: bool) -> None:
        if anew:
            self._offer_channels()
        self._show_filters()

    def _offer_channels(self) -> None:
        count, channels = self._weights.shape[:2]
        self.channel.clear()
        if count * channels <= MOST_TILES:
            self.channel.addItem("all input channels", ALL)
        for channel in range(channels):
            self.channel.addItem(f"input channel {channel + 1}", channel)
        self.channel.setVisible(channels > 1)

    def _show_filters(self) -> None:
        count, channels, height, width = self._weights.shape
        channel = self.channel.currentData()
        self.mosaic.set_axes("row", "column")
        if channel == ALL and channels > 1:
            self.mosaic.set_group(channels)
            self.mosaic.set_names(
                [f"Filter {tile // channels + 1}, channel {tile % channels + 1}" for tile in range(count * channels)]
            )
            side = min(24, max(8, ROOM // channels - 4))
            self._show(self._weights.reshape(-1, height, width), side)
        else:
            self.mosaic.set_group(1)
            self.mosaic.set_names([])
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
