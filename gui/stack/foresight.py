"""Foresight: what a drop would make of the network, worked out while the layers still hang at the mouse."""

from __future__ import annotations

from typing import NamedTuple

from engine.errors import LayerscopeError
from engine.network.analysis import Analysis, Instance, analyse
from engine.network.network import Gap, Network, place
from engine.network.nodes import renewed
from engine.network.shapes import spelled
from gui.document import Document
from gui.stack.clip import Clip


class Verdict(NamedTuple):
    """A few words, and whether something would break that runs now."""

    words: str
    breaks: bool


def foreseen(document: Document, clip: Clip, gap: Gap, *, copies: bool) -> Verdict:
    """The shapes that would result, or the first layer that would break."""
    before = document.analysis
    try:
        network, ids = _dropped(document, clip, gap, copies=copies)
    except LayerscopeError as error:
        return Verdict(error.what, breaks=True)
    after = analyse(network, before.input, before.classes, before.batch)
    return _broken(before, after) or Verdict(_shapes(after, ids), breaks=False)


def _dropped(document: Document, clip: Clip, gap: Gap, *, copies: bool) -> tuple[Network, list[str]]:
    """The network after the drop, and the ids of what was dropped."""
    if not copies:
        return document.network.move(clip.ids, gap), list(clip.ids)
    added = renewed(clip.nodes, document.new_id)
    return document.network.insert(gap, added), [node.id for node in added]


def _broken(before: Analysis, after: Analysis) -> Verdict | None:
    """The first problem that is new; a problem that only moved along is not."""
    known = {(problem.node, problem.kind) for problem in before.problems}
    new = [problem for problem in after.problems if (problem.node, problem.kind) not in known]
    if not new:
        return None
    first = new[0]
    if first.node is None:
        return Verdict("The output would not fit the classes", breaks=True)
    seen = before.network if before.network.find(first.node) else after.network  # numbered as on the cards
    return Verdict(f"{place(seen, first.node).words} would not fit", breaks=True)


def _shapes(analysis: Analysis, ids: list[str]) -> str:
    """What goes into the dropped layers and what comes out of them."""
    first, last = _instance(analysis, ids[0]), _instance(analysis, ids[-1])
    if first is None or last is None or first.input is None or last.output is None:
        return "Drop here"
    return f"{spelled(first.input)} → {spelled(last.output)}"


def _instance(analysis: Analysis, node_id: str) -> Instance | None:
    return next((one for one in analysis.instances.values() if one.node.id == node_id), None)
