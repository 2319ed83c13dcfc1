"""Words of a sheet: its layers, as textbooks call them too: z of what weights give, a behind the activation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from engine.network.addresses import parsed
from engine.network.layers import Activation, Conv2d, Linear
from engine.network.network import Network
from engine.service.looking.layers.enlarge_questions import Sheet, SheetLayer
from engine.service.looking.looking_questions import Mutes
from gui.appearance.numerals import numeral
from gui.inspect import layer_words


def titles(network: Network, addresses: Sequence[str]) -> dict[str, str]:
    """1. Convolution (z1), 2. Tanh (a1), and so on, of layers in order of execution; no two bear one letter."""
    found: dict[str, str] = {}
    given: set[str] = set()
    number = 0
    for address in addresses:
        node = network.find(parsed(address)[0])
        op = None if node is None else node.op
        number += isinstance(op, Conv2d | Linear)
        letter = "z" if isinstance(op, Conv2d | Linear) else "a" if isinstance(op, Activation) and number else ""
        name = layer_words.named(network, address)
        textbook = f"{letter}{number}" if letter else ""
        found[address] = name if not textbook or textbook in given else f"{name} ({textbook})"
        given.add(textbook)
    return found


def muted(title: str, mutes: Mutes, address: str) -> str:
    """With what is muted of it: 1. Convolution (z1), muted."""
    if mutes.whole(address):
        return f"{title}, muted"
    channels = len(mutes.channels(address))
    return f"{title}, {numeral(channels)} muted" if channels else title


def caption(title: str, layer: SheetLayer) -> str:
    """1. Convolution (z1): the first 64 of 256 maps of 14×14."""
    count, (shown, *_) = layer.count, layer.values.shape
    noun = "values" if layer.sides is None else f"maps of {layer.sides[0]}×{layer.sides[1]}"
    return (
        f"{title}: {numeral(count)} {noun}"
        if shown == count
        else (f"{title}: the first {numeral(shown)} of {numeral(count)} {noun}")
    )


COLUMNS = "layer", "map", "row", "column", "value"


def rows(sheet: Sheet, titles: Mapping[str, str]) -> Iterator[list[Any]]:
    """A row for each value that is on the sheet, below the names of the columns: map, row and column are counted from
    1; the values of a vector are all in row 1 and column 1.
    """
    yield list(COLUMNS)
    for layer in sheet.layers:
        for (index, row, column), value in np.ndenumerate(_maps(layer)):
            place = index + 1, row * layer.every + 1, column * layer.every + 1
            yield [titles.get(layer.address, layer.address), *place, float(value)]


def array(sheet: Sheet, titles: Mapping[str, str]) -> np.ndarray:
    """The same as an array (values,) with named columns, as maps of several layers have several sizes."""
    names = [titles.get(layer.address, layer.address) for layer in sheet.layers]
    kinds = zip(COLUMNS, (f"U{max(map(len, names), default=1)}", "i4", "i4", "i4", "f4"), strict=True)
    kind = np.dtype(list(kinds))
    parts = [_table(layer, name, kind) for layer, name in zip(sheet.layers, names, strict=True)]
    return np.concatenate(parts) if parts else np.empty(0, kind)


def _table(layer: SheetLayer, name: str, kind: np.dtype) -> np.ndarray:
    maps = _maps(layer)
    found = np.empty(maps.size, kind)
    indexes, rows, columns = (one.ravel() for one in np.indices(maps.shape))
    found["layer"], found["value"] = name, maps.ravel()
    found["map"], found["row"], found["column"] = indexes + 1, rows * layer.every + 1, columns * layer.every + 1
    return found


def _maps(layer: SheetLayer) -> np.ndarray:
    """As maps (maps, height, width): those of a vector have one value each."""
    return layer.values if layer.values.ndim == 3 else layer.values[:, None, None]
