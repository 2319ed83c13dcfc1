"""Drop preview: what a drop would make of the network, worked out while the layers still hang at the mouse."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple

from engine.analysis.analysis import Analysis, Problem, analyse
from engine.analysis.measuring import Measured, Sequence
from engine.errors import LayerscopeError
from engine.network.network import Gap, Network, place
from engine.network.nodes import renewed, times_inside, walk
from engine.network.shapes import Shape, spelled
from gui.stack.list.dragging.layer_clip import Clip
from gui.state.document import Document
from gui.state.error_words import what

UNKNOWN = "Drop here"  # what flows there is not known
INTO_ITSELF = "A block cannot go into itself"


class Verdict(NamedTuple):
    """A few words, and whether something would break that runs now; which nodes, and which shapes would change."""

    words: str
    breaks: bool
    broken: frozenset[str] = frozenset()
    outputs: Mapping[str, Shape] = MappingProxyType({})


def foreseen(document: Document, clip: Clip, gap: Gap, *, copies: bool) -> Verdict:
    """The shapes that would result, or the first layer that would break."""
    if not copies and _is_inside(clip, gap):
        return Verdict(INTO_ITSELF, breaks=True)
    try:
        network, ids = _dropped(document, clip, gap, copies=copies)
    except LayerscopeError as error:
        return Verdict(what(error), breaks=True)
    before = document.analysis
    return _verdict(before, analyse(network, before.input, before.classes, before.batch), ids)


def _is_inside(clip: Clip, gap: Gap) -> bool:
    return gap.parent is not None and any(node.id == gap.parent for node in walk(clip.nodes))


def _dropped(document: Document, clip: Clip, gap: Gap, *, copies: bool) -> tuple[Network, list[str]]:
    """The network after the drop, and the ids of what was dropped."""
    if not copies:
        return document.network.move(clip.ids, gap), list(clip.ids)
    added = renewed(clip.nodes, document.new_id)
    return document.network.insert(gap, added), [node.id for node in added]


def _verdict(before: Analysis, after: Analysis, ids: list[str]) -> Verdict:
    known = {(problem.node, problem.kind) for problem in before.problems}
    new = [problem for problem in after.problems if (problem.node, problem.kind) not in known]
    measured = {one.node.id: one for one in _first_copies(after.sequence)}
    words = _complaint(before, after, new[0]) if new else _shapes(measured, ids)
    broken = frozenset(problem.node for problem in new if problem.node)
    return Verdict(words, bool(new), broken, _changes(before, measured))


def _complaint(before: Analysis, after: Analysis, problem: Problem) -> str:
    if problem.node is None:
        return "The output would not fit the classes"
    seen = before.network if before.network.find(problem.node) else after.network  # numbered as on the cards
    return f"{place(seen, problem.node).words} would not fit"


def _shapes(measured: Mapping[str, Measured], ids: list[str]) -> str:
    """What goes into the dropped layers and what comes out of them."""
    first, last = measured.get(ids[0]), measured.get(ids[-1])
    if first is None or last is None or first.input is None or last.output is None:
        return UNKNOWN
    return f"{spelled(first.input)} → {spelled(last.output)}"


def _changes(before: Analysis, measured: Mapping[str, Measured]) -> dict[str, Shape]:
    """The outputs that would be others than now, of the nodes that are there now."""
    found = {}
    for old in _first_copies(before.sequence):
        new = measured.get(old.node.id)
        if new is not None and new is not old and new.output is not None and new.output != old.output:
            found[old.node.id] = new.output
    return found


def _first_copies(sequence: Sequence) -> Iterator[Measured]:
    """Every node once, of repeated ones the first copy, as on the cards."""
    for one in sequence:
        yield one
        for branch in one.inside[:1] if times_inside(one.node.op) > 1 else one.inside:
            yield from _first_copies(branch)
