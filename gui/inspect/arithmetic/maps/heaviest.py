"""Which of the values that another is made of counts most: the one to go back to. Without Qt."""

from __future__ import annotations

from engine.service.looking.values.value_answers import Convolved, Explanation, Place


def heaviest_map(own: Explanation) -> int:
    """The channel that counts most."""
    if isinstance(own.working, Convolved):
        sums = {channel: abs(float(own.working.sums[channel - own.working.first])) for channel in own.maps_of}
        return max(sums, key=lambda channel: sums[channel])
    return own.maps_of[0]


def heaviest(own: Explanation) -> Place | None:
    """The value of its source that is in the middle of its window, of the channel that counts most."""
    source, window = own.sources[0], own.window
    if source is None or not window.channels:
        return None
    channel = heaviest_map(own) if own.maps_of else _largest_term(own)
    return Place(source, (channel, *(middle(side) for side in (window.rows, window.columns) if side)))


def _largest_term(own: Explanation) -> int:
    working = own.working
    return getattr(working, "inputs", own.window.channels)[0]


def middle(places: tuple[int, ...]) -> int:
    """The one in the middle of a side."""
    return places[len(places) // 2]
