"""Mutes: which layers, filters or units are muted, and what they give instead. Needs no torch."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, TypeAlias

How: TypeAlias = Literal["zero", "mean"]


class Mute(NamedTuple):
    """The layer or block at an address, or one channel of what it gives, counted from 0: a filter, a map, a unit."""

    address: str
    channel: int | None = None


@dataclass(frozen=True)
class Mutes:
    """All that is muted: it gives zero, or its mean over a sample of images. What a network lacks is passed over."""

    muted: frozenset[Mute] = frozenset()
    how: How = "zero"

    def __bool__(self) -> bool:
        return bool(self.muted)

    def turned(self, mute: Mute) -> Mutes:
        """With this one muted, or heard again where it is muted by itself; a whole layer takes its channels along."""
        if mute in self.muted:
            return replace(self, muted=self.muted - {mute})
        others = self.muted if mute.channel is not None else self.without({mute.address}).muted
        return replace(self, muted=others | {mute})

    def without(self, addresses: Collection[str]) -> Mutes:
        """Without what is muted at these."""
        return replace(self, muted=frozenset(one for one in self.muted if one.address not in addresses))

    def whole(self, address: str) -> bool:
        """Whether all of a layer is muted."""
        return Mute(address) in self.muted

    def channels(self, address: str) -> frozenset[int]:
        """The channels of a layer that are muted one by one."""
        return frozenset(one.channel for one in self.muted if one.address == address and one.channel is not None)

    @property
    def addresses(self) -> frozenset[str]:
        """Of the layers in which something is muted."""
        return frozenset(one.address for one in self.muted)
