"""Heard: the shown module as it is muted, made anew where the model or the mutes are others."""

from __future__ import annotations

from collections.abc import Callable

from engine.inspection.muting.muted_net import Means, muted_net
from engine.inspection.muting.mutes import Mutes
from engine.model.net import Net


class Heard:
    """One for each shown model."""

    def __init__(self) -> None:
        self.mutes = Mutes()
        self._made: tuple[tuple[int, Mutes], Net] | None = None

    def net(self, net: Net, serial: int, means: Callable[[Mutes], Means]) -> Net:
        """The module with what is muted muted; `serial` tells weights apart, as means are taken with them."""
        if not self.mutes:
            return net
        key = (serial, self.mutes)
        if self._made is None or self._made[0] != key:
            self._made = key, muted_net(net, self.mutes, means(self.mutes))
        return self._made[1]
