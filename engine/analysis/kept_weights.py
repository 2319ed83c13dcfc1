"""Kept weights: which layers of a network go on with the weights that an earlier one had."""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from engine.analysis.analysis import Analysis
from engine.analysis.tensor_shapes import TensorShapes, tensor_shapes
from engine.network.addresses import Copies, address, parsed


@dataclass(frozen=True)
class Tally:
    """How many layers with weights keep those of an earlier network: `kept` of `total`."""

    kept: int
    total: int


def tally(shown: Analysis, document: Analysis) -> Tally:
    """How many of the document's layers with weights would take over those of the shown network.

    Of a network with a problem the layers before it count, on either side.
    """
    new = tensor_shapes(document)
    return Tally(len(sources(tensor_shapes(shown), new)), len(new))


def sources(old: Mapping[str, TensorShapes], new: Mapping[str, TensorShapes]) -> dict[str, str]:
    """For each layer that keeps its weights the address that it had them under; both networks go by address.

    A layer keeps its tensors when its address had weights before and every tensor it had then and has now is of the
    same shape; so a convolution that loses or gains its bias keeps its filters. A layer taken out of a Repeat, or put
    into one, goes on as the first copy.
    """
    proposed = {at: _source(at, old) for at in new}
    return {at: source for at, source in proposed.items() if source in old and _fits(old[source], new[at])}


def _source(at: str, old: Container[str]) -> str:
    """The address whose weights a layer takes over: its own, else the first copy's when a Repeat came or went."""
    if at in old:
        return at
    node, copies = parsed(at)
    first = _FIRST.get(copies)
    return at if first is None else address(node, first)


_FIRST: dict[Copies, Copies] = {(): (0,), (0,): ()}  # deeper, which copy is the first cannot be told


def _fits(old: TensorShapes, new: TensorShapes) -> bool:
    shared = old.keys() & new.keys()
    return bool(shared) and all(old[own] == new[own] for own in shared)
