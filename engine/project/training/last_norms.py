"""Last norms: which batch norms “zero last norm” sets to zero, and what is to be said where it cannot."""

from __future__ import annotations

from collections.abc import Iterator

from engine.figures import counted
from engine.network.layers import BatchNorm
from engine.network.nodes import Nodes, Residual, branches, is_block
from engine.project.project import Project


def zero_norms_in_words(project: Project) -> str:
    """What a person must know of it; empty where each residual block with a batch norm begins as its shortcut."""
    if not project.training.zero_last_norm:
        return ""
    found = list(_last_norms(project.network.nodes, trainable=True))
    if not found:
        return "“Zero last norm” changes nothing here: no residual block has a batch norm."
    frozen = found.count(False)
    if not frozen:
        return ""
    kept = f"{counted(frozen, 'residual block')} as it is" if frozen == 1 else f"{frozen} residual blocks as they are"
    return f"“Zero last norm” leaves {kept}: the scale of a frozen batch norm could never grow."


def _last_norms(nodes: Nodes, *, trainable: bool) -> Iterator[bool]:
    """Of each residual block that has a batch norm, whether its last one learns; blocks inside others come too."""
    for node in (node for node in nodes if node.enabled and is_block(node.op)):
        learns = trainable and node.trainable
        if isinstance(node.op, Residual):
            yield from list(_norms(node.op.body, trainable=learns))[-1:]
        for _, inner in branches(node.op):
            yield from _last_norms(inner, trainable=learns)


def _norms(nodes: Nodes, *, trainable: bool) -> Iterator[bool]:
    """Whether each batch norm in them learns, in their order."""
    for node in (node for node in nodes if node.enabled):
        learns = trainable and node.trainable
        if isinstance(node.op, BatchNorm):
            yield learns
        elif is_block(node.op):
            for _, inner in branches(node.op):
                yield from _norms(inner, trainable=learns)
