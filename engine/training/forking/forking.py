"""Forking: the first state of a run that begins with the weights of another, as far as they fit."""

from __future__ import annotations

from collections.abc import Mapping

from torch import Tensor

from engine.analysis.analysis import Analysis, refuse
from engine.machine.memory import check_memory, free_memory
from engine.model.building import unset
from engine.model.transfer import Transferred, transfer
from engine.model.weights import arrays_of, split_name, tensors_of, trainable_parameters
from engine.network.addresses import parsed
from engine.network.network import place
from engine.project.project import Project, analysed
from engine.runs.checkpoints import Arrays
from engine.runs.family.first_state import FirstState
from engine.runs.family.fork_point import ForkPoint
from engine.runs.family.typed_in import TypedFilter, TypedIn, checksum
from engine.training.forking.remarks import remark
from engine.training.optimisers.optimiser import Stepper


def forked(project: Project, point: ForkPoint) -> FirstState:
    """Weights of a fork point wherever address and shape agree, new ones elsewhere; and what is to be said of it.

    The optimiser's state goes over where it is that of the same kind of optimiser on all weights that are trained; else
    the optimiser begins anew. Raises NetworkError for a network with problems, and DeviceError for one too large.
    """
    analysis = analysed(project)
    _check(analysis)
    tensors, report = _transferred(project, tensors_of(point.weights))
    state = _state(project, point, report)
    typed = _typed_in(project, point, report)
    said = remark(project, point, report, typed, goes_on=state is not None)
    optimiser = {} if state is None else state
    learned = point.learned and bool(report.kept)
    return FirstState(arrays_of(tensors), optimiser, point.parent, said, not report.kept, typed, learned=learned)


def _check(analysis: Analysis) -> None:
    refuse(analysis)
    check_memory(analysis, 1, 0, free_memory())


def _transferred(project: Project, weights: Mapping[str, Tensor]) -> tuple[dict[str, Tensor], Transferred]:
    facts, training = project.facts, project.training
    how, seed, zero = training.initialisation, training.seed, training.zero_last_norm
    return transfer(weights, project.network, facts.shape, len(facts.classes), how, seed, zero_last_norm=zero)


def _typed_in(project: Project, point: ForkPoint, report: Transferred) -> TypedIn:
    """Those in layers that are kept, by the addresses that these have now."""
    return tuple(
        TypedFilter(now, index, str(place(project.network, parsed(now)[0])), checksum(point.weights, before, index))
        for now, before in report.came_from.items()
        for at, index in point.typed_in
        if at == before
    )


def _state(project: Project, point: ForkPoint, report: Transferred) -> Arrays | None:
    """The optimiser's state by the names that its weights have now; None where it does not agree."""
    optimiser, kept = project.training.optimiser, point.optimiser
    if kept is None or type(point.project.training.optimiser) is not type(optimiser):
        return None
    facts = project.facts
    net = unset(project.network, facts.shape, len(facts.classes))
    needed = Stepper(optimiser, trainable_parameters(net)).shapes
    found = {name: kept.get(_as_it_was(name, report)) for name in needed}
    state = {name: array for name, array in found.items() if array is not None and array.shape == needed[name]}
    return state if len(state) == len(needed) else None


def _as_it_was(name: str, report: Transferred) -> str:
    """The name that a state of a layer had; none of any for a layer that was made anew."""
    address, own = split_name(name)
    return f"{report.came_from.get(address, '')}/{own}"
