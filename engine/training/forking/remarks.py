"""What is said of a fork when it begins: which weights are its parent's, and what becomes of the optimiser."""

from __future__ import annotations

from collections.abc import Sequence

from engine.figures import counted
from engine.model.transfer import Transferred
from engine.network.addresses import parsed
from engine.network.network import Network, place
from engine.project.project import Project, called
from engine.project.training.optimisers import Optimiser, Sgd
from engine.runs.family.fork_point import ForkPoint
from engine.runs.family.typed_in import TypedIn, typed_in_words
from engine.text import left_out

MOST = 5  # layers that are named


def remark(project: Project, point: ForkPoint, report: Transferred, typed_in: TypedIn, *, goes_on: bool) -> str:
    """Some sentences; `goes_on`: the optimiser has the state that it had there."""
    sentences = (
        *map(left_out, point.skipped),
        *((f"Typed in by hand: {typed_in_words(typed_in)}.",) if typed_in else ()),
        _weights(point, report),
        *_layers("Made anew", report.made_anew, project.network),
        *_layers("Dropped", report.dropped, point.project.network),
        _optimiser(project, point, report, goes_on=goes_on),
    )
    return " ".join(sentences)


def _weights(point: ForkPoint, report: Transferred) -> str:
    kept, total = len(report.kept), len(report.kept) + len(report.made_anew)
    if not kept:
        return f"No layer fits the weights of {_named(point)}, so all begin with new ones."
    if kept == total:
        return f"Begins with the weights of {_named(point)}: all {counted(total, 'layer')} with weights are kept."
    return f"Begins with the weights of {_named(point)}: {kept} of {counted(total, 'layer')} with weights are kept."


def _named(point: ForkPoint) -> str:
    if point.parent is None:
        return f"“{called(point.project.title)}”"
    return f"“{point.parent.title}” after step {point.parent.step:,} ({point.parent.id})"


def _layers(what: str, addresses: Sequence[str], network: Network) -> tuple[str, ...]:
    """The layers of some addresses, each once, in a sentence; nothing where there are none."""
    meant = {parsed(address)[0] for address in addresses}
    nodes = [node.id for node in network if node.id in meant]
    if not nodes:
        return ()
    named = [str(place(network, node)) for node in nodes[:MOST]]
    others = [f"{len(nodes) - MOST} more"] if len(nodes) > MOST else []
    return (f"{what}: {'; '.join((*named, *others))}.",)


def _state_free(optimiser: Optimiser) -> bool:
    """Whether it remembers nothing from step to step."""
    return isinstance(optimiser, Sgd) and not optimiser.momentum


def _optimiser(project: Project, point: ForkPoint, report: Transferred, *, goes_on: bool) -> str:
    now, before = (one.training.optimiser.title for one in (project, point.project))
    if goes_on and _state_free(project.training.optimiser):
        return "The optimiser keeps no state."
    if goes_on:
        return "The optimiser goes on with the state that it had there."
    if point.optimiser is None:
        return "The optimiser begins anew, as no checkpoint of that step keeps its state."
    if now != before:
        return f"The optimiser begins anew, as it was {before} and is {now}."
    if report.made_anew:
        return "The optimiser begins anew, as its state is not that of all weights."
    return "The optimiser begins anew, as the state that it needs was not kept."
