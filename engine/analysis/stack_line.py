"""Stack line: a network in one line, by what gives it its shape: conv 6 · pool · conv 16 · pool · linear 120 · 84 · 10.

Activations, normalisation and all else that only passes on are left out; neighbours that are equal are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import assert_never

from engine.analysis.analysis import Analysis
from engine.network.addresses import Copies, address
from engine.network.layer_base import Group, Layer
from engine.network.nodes import Node, Nodes, Repeat, Residual, copies_inside

WORDS: dict[Group, str] = {"convolution": "conv", "dense": "linear", "pooling": "pool"}
SIZED = ("conv", "linear", "residual")
Part = tuple[str, str]  # its kind in a word, and its filters, units or channels as far as they are known


def stack_line(analysis: Analysis) -> str:
    """What has a place in the line, in the order of the data; empty where there is nothing."""
    if analysis.refusal:  # such as one of far too many copies
        return ""
    said: list[str] = []
    before = ""  # the kind of the part before, where it stands there once
    for (kind, size), same in groupby(_parts(analysis, analysis.network.nodes, ())):
        times = len(list(same))
        said.append(size if times == 1 and size and before == kind == "linear" else _spoken(kind, size, times))
        before = kind if times == 1 else ""
    return " · ".join(said)


def _spoken(kind: str, size: str, times: int) -> str:
    one = f"{kind} {size}".strip()
    return one if times == 1 else f"{times:,} × {one}"


def _parts(analysis: Analysis, nodes: Nodes, copies: Copies) -> Iterator[Part]:
    for node in nodes:
        if node.enabled:
            yield from _of(analysis, node, copies)


def _of(analysis: Analysis, node: Node, copies: Copies) -> Iterator[Part]:
    """A layer or a residual block is a part, or none; a Repeat is what it repeats."""
    match node.op:
        case Repeat(body=body, times=times):
            for index in range(times):
                yield from _parts(analysis, body, copies_inside(node.op, copies, index))
        case Residual():
            yield _part(analysis, node, copies, "residual")
        case Layer(group=group):
            if group in WORDS:
                yield _part(analysis, node, copies, WORDS[group])
        case _:
            assert_never(node.op)


def _part(analysis: Analysis, node: Node, copies: Copies, kind: str) -> Part:
    instance = analysis.instances.get(address(node.id, copies))
    output = instance.output if instance else None
    return kind, str(output[0]) if output and kind in SIZED else ""
