"""Filtered: the shown module with the filters that a person typed in, made anew where the model or those are others."""

from __future__ import annotations

from engine.inspection.own_filters.filtered_net import filtered_net
from engine.inspection.own_filters.own_filter import OwnFilter
from engine.model.net import Net


class Filtered:
    """One for each shown model."""

    def __init__(self) -> None:
        self.filters: tuple[OwnFilter, ...] = ()
        self._made: tuple[tuple[int, tuple[OwnFilter, ...]], Net] | None = None

    def net(self, net: Net, serial: int) -> Net:
        """The module with them in place; `serial` tells weights apart, as those beside them are copied."""
        if not self.filters:
            return net
        key = (serial, self.filters)
        if self._made is None or self._made[0] != key:
            self._made = key, filtered_net(net, self.filters)
        return self._made[1]
