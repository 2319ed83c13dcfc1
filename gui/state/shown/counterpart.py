"""Counterpart: which layer of the shown model a layer of the stack stands for: the one with its id, wherever it is.

An edit moves a layer into a block, out of it, or changes how often that repeats; a run whose weights are shown has it
where it was. So addresses are those of the shown model, and copies as many as that has.
"""

from __future__ import annotations

from engine.analysis.analysis import Analysis
from engine.analysis.valid_prefix import valid_prefix
from engine.network.addresses import parsed
from engine.network.network import Network
from engine.project.project import analysed
from engine.service.answers import Shown


def network_of(shown: Shown | None, stack: Network, node_id: str) -> Network:
    """Where a node of the stack is looked at: in the shown model, or in the stack where that alone has it."""
    if shown is not None and shown.project.network.find(node_id) is not None:
        return shown.project.network
    return stack


def first_copies(analysis: Analysis) -> dict[str, str]:
    """The address of the first copy of each node, by its id."""
    found: dict[str, str] = {}
    for at, one in analysis.instances.items():
        found.setdefault(one.node.id, at)
    return found


def runs(shown: Shown, at: str) -> bool:
    """Whether the shown model has a layer at an address and runs it: of a broken one those before its first problem."""
    analysis = analysed(shown.project)
    one = analysis.instances.get(at)
    if one is None or one.input is None or one.output is None:
        return False
    return shown.complete or valid_prefix(analysis).find(parsed(at)[0]) is not None
