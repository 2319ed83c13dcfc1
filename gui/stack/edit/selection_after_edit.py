"""The selection after an edit: what is selected in place of layers that go, and where undo or redo leads."""

from __future__ import annotations

from collections.abc import Iterable

from engine.analysis.diff import diff
from engine.network.network import Network


def heir(network: Network, ids: Iterable[str]) -> str | None:
    """What takes the place of these nodes: the next in the sequence of the first, else the one before, else its block.

    None where nothing is left.
    """
    before, after, block = _around(network, set(ids))
    return after or before or block


def revisited(old: Network, new: Network, selected: tuple[str, ...]) -> tuple[str, ...]:
    """What to select where undo or redo led from one network to another.

    The selection stays where it alone makes the difference. Else it is what came back, changed or moved; where layers
    only went, the nearest that is left: the one before, as new layers come after it, else the next, else their block.
    """
    if old.remove(selected) == new.remove(selected) and new.ids.issuperset(selected):
        return selected
    found = diff(old, new)
    came = {node.id for node in (*found.added, *(after for _, after in found.changed), *found.moved)}
    if came:
        return tuple(node.id for node in new.outermost(came))
    before, after, block = _around(old, {node.id for node in found.removed})
    nearest = before or after or block
    return (nearest,) if nearest else ()


def _around(network: Network, ids: set[str]) -> tuple[str | None, str | None, str | None]:
    """Of the first of these nodes: the node before it, the next that is not one of them, the block it is in."""
    chosen = network.outermost(ids)
    if not chosen:
        return None, None, None
    gap = network.gap(chosen[0].id)
    sequence = network.sequence(gap)
    after = next((node.id for node in sequence[gap.index :] if node.id not in ids), None)
    return sequence[gap.index - 1].id if gap.index else None, after, gap.parent
