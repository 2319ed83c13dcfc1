"""Listing: a network as a table of text, with shapes and costs: for a terminal, a chat or an issue."""

from __future__ import annotations

from collections.abc import Iterator

from engine.analysis.analysis import Analysis, Instance
from engine.network.addresses import address
from engine.network.nodes import Node, Nodes, branches, copies_inside
from engine.network.shapes import Shape, spelled, spoken_bytes
from engine.text_table import table

INDENT = "   "


def stack_table(analysis: Analysis) -> str:
    """One row a node, what is inside a block indented below it; of a Repeat the first copy is shown."""
    head = ("", "Layer", "", "Output", "Parameters", "Multiply-adds")
    first = ("", "Input", "", spelled(analysis.input), "", "")
    return table(head, [first, *_rows(analysis, analysis.network.nodes, "", ())], right=(3, 4, 5))


def _rows(analysis: Analysis, nodes: Nodes, prefix: str, copies: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    for index, node in enumerate(nodes, 1):
        number = f"{prefix}{index}"
        yield _row(analysis.instances.get(address(node.id, copies)), node, number)
        inner = copies_inside(node.op, copies, 0)
        for name, inside in branches(node.op):
            yield from _rows(analysis, inside, f"{number}.{'s' if name == 'shortcut' else ''}", inner)


def _row(instance: Instance | None, node: Node, number: str) -> tuple[str, ...]:
    label = INDENT * number.count(".") + node.label
    if instance is None or not node.enabled:
        return (number, label, "off", "", "", "")
    mark = "  ← problem" if instance.problem else ""
    figures = (f"{count:,}" if count else "" for count in (instance.parameters, instance.multiply_adds))
    return (number, label, f"{node.op.brief()}{mark}", _shape(instance.output), *figures)


def _shape(shape: Shape | None) -> str:
    return spelled(shape) if shape else "?"


def costs(analysis: Analysis) -> str:
    """Parameters, multiply-adds and memory of the whole network in one sentence."""
    memory = spoken_bytes(analysis.activation_bytes)
    return (
        f"{analysis.parameters:,} parameters, {analysis.multiply_adds:,} multiply-adds an image, "
        f"{memory} of activations for a batch of {analysis.batch or 1:,}."
    )
