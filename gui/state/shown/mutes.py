"""Muted: which layers, filters and units of the shown model are muted, for all who show or change it. No edit of the
document: it is another look at the model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from engine.analysis.analysis import Analysis, Instance
from engine.network.addresses import parsed
from engine.network.ending import MUTE_BEFORE, NOT_MUTED, is_ending
from engine.service.looking.looking_questions import How, Mute, Mutes
from gui.appearance.numerals import counted

Extent: TypeAlias = Literal["part", "whole"]
NOT_THERE = "The shown model does not run this layer, so there is nothing of it to mute."


class MutedState(QObject):
    """One value. What is muted is heard again where the shown model has no such layer or channel; where the layer is in
    other Repeats than before, it is muted in all its copies.

    changed()       other ones are muted
    refused(words)  it cannot be muted, and why
    """

    changed, refused = Signal(), Signal(str)

    def __init__(self, shown: Callable[[], Analysis], parent: QObject | None = None) -> None:
        """`shown`: what the shown model has."""
        super().__init__(parent)
        self._shown = shown
        self._value = Mutes()

    @property
    def value(self) -> Mutes:
        """All of it."""
        return self._value

    @property
    def analysis(self) -> Analysis:
        """Of the shown model, whose layers are muted."""
        return self._shown()

    def turn(self, address: str, channel: int | None = None) -> None:
        """Mutes the layer at an address, or one channel of it, counted from 0; or lets it be heard again."""
        if not self._refuses(parsed(address)[0]):
            self._set(self._value.turned(Mute(address, channel)))

    def turn_node(self, node: str) -> None:
        """The same of a layer in all its copies: they are muted unless all of them are."""
        if self._refuses(node):
            return
        addresses = {one.address for one in self._shown().instances_of((node,))}
        if not addresses:
            self.refused.emit(NOT_THERE)
            return
        muted = self._value.without(addresses)
        if not all(map(self._value.whole, addresses)):
            muted = replace(muted, muted=muted.muted | {Mute(address) for address in addresses})
        self._set(muted)

    def choose(self, how: How) -> None:
        """What they give instead: zero, or their mean."""
        self._set(replace(self._value, how=how))

    def unmute_all(self) -> None:
        """All is heard again."""
        self._set(replace(self._value, muted=frozenset()))

    def nodes(self) -> Mapping[str, Extent]:
        """The layers in which something is muted, by id: a part of them, or the whole of some copy."""
        found: dict[str, Extent] = {}
        for one in self._value.muted:
            node = parsed(one.address)[0]
            found[node] = "whole" if one.channel is None else found.get(node, "part")
        return found

    def in_words(self) -> str:
        """How much is muted: “2 layers and 1 channel”; empty for nothing."""
        layers = len({parsed(one.address)[0] for one in self._value.muted if one.channel is None})
        channels = sum(one.channel is not None for one in self._value.muted)
        parts = (counted(count, noun) for count, noun in ((layers, "layer"), (channels, "channel")) if count)
        return " and ".join(parts)

    def _refuses(self, node: str) -> bool:
        refuses = is_ending(self._shown().network, node) and node not in self.nodes()
        if refuses:
            self.refused.emit(f"{NOT_MUTED} {MUTE_BEFORE}")
        return refuses

    def _set(self, value: Mutes) -> None:
        if value != self._value:
            self._value = value
            self.changed.emit()

    def follow(self) -> None:
        """The shown model may be another one."""
        if self._value:
            there = frozenset(one for mute in self._value.muted for one in self._now(mute))
            network = self._shown().network
            moved = replace(self._value, muted=there)
            self._set(moved.without({at for at in moved.addresses if is_ending(network, parsed(at)[0])}))

    def _now(self, mute: Mute) -> Iterator[Mute]:
        """It, or where its layer is in other Repeats by now, it in all copies; nothing where it is gone."""
        analysis, (node, copies) = self._shown(), parsed(mute.address)
        same = analysis.instances.get(mute.address)
        for one in analysis.instances_of((node,)) if same is None else (same,):
            moved = len(parsed(one.address)[1]) != len(copies)
            if (one is same or moved) and _has(one, mute.channel):
                yield Mute(one.address, mute.channel)


def _has(instance: Instance, channel: int | None) -> bool:
    """Whether it gives this channel, as far as that is known; all of it, it always has."""
    return channel is None or instance.output is None or channel < instance.output[0]
