"""Muted: which layers, filters and units of the shown model are muted, for all who show or change it. No edit of the
document: it is another look at the model.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from engine.network.addresses import parsed
from engine.network.ending import MUTE_BEFORE, NOT_MUTED, is_ending
from engine.service.looking.looking_questions import How, Mute, Mutes
from gui.appearance.numerals import counted
from gui.state.document import Document

Extent: TypeAlias = Literal["part", "whole"]


class MutedState(QObject):
    """One value. What is muted is heard again when its layer goes, and when another document comes.

    changed()       other ones are muted
    refused(words)  it cannot be muted, and why
    """

    changed, refused = Signal(), Signal(str)

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._value = Mutes()
        document.changed.connect(lambda *_: self._forget_gone())
        document.replaced.connect(self.unmute_all)

    @property
    def value(self) -> Mutes:
        """All of it."""
        return self._value

    def turn(self, address: str, channel: int | None = None) -> None:
        """Mutes the layer at an address, or one channel of it, counted from 0; or lets it be heard again."""
        if not self._refuses(parsed(address)[0]):
            self._set(self._value.turned(Mute(address, channel)))

    def turn_node(self, node: str) -> None:
        """The same of a layer in all its copies: they are muted unless all of them are."""
        if self._refuses(node):
            return
        addresses = {one.address for one in self._document.analysis.instances_of((node,))}
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
        refuses = is_ending(self._document.network, node) and node not in self.nodes()
        if refuses:
            self.refused.emit(f"{NOT_MUTED} {MUTE_BEFORE}")
        return refuses

    def _set(self, value: Mutes) -> None:
        if value != self._value:
            self._value = value
            self.changed.emit()

    def _forget_gone(self) -> None:
        if self._value:
            instances, network = self._document.analysis.instances, self._document.network
            gone = self._value.addresses - instances.keys()
            ends = {at for at in self._value.addresses if is_ending(network, parsed(at)[0])}
            self._set(self._value.without(gone | ends))
