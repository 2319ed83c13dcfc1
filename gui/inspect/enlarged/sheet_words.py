"""Words of a sheet: its layers, as textbooks call them too: z of what weights give, a behind the activation."""

from __future__ import annotations

from collections.abc import Sequence

from engine.network.addresses import parsed
from engine.network.layers import Activation, Conv2d, Linear
from engine.network.network import Network
from engine.service.looking.layers.enlarge_questions import SheetLayer
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
