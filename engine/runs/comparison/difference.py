"""Difference: in what the project of a run differs from that of another, in words."""

from __future__ import annotations

from dataclasses import dataclass

from engine.analysis.diff import diff
from engine.network.network import Network
from engine.network.stack_in_words import stack_in_words
from engine.project.project import Project
from engine.project.settings_difference import data_differences, training_differences
from engine.runs.family.parent import Parent, beginning_difference


@dataclass(frozen=True)
class RunDifference:
    """Of stack, training and data; each empty where they are alike. It is false where all are."""

    stack: str
    training: tuple[str, ...]
    data: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.stack or self.training or self.data)

    @property
    def sentence(self) -> str:
        """All of it, such as "Convolution 32→64, +Dropout, Learning rate 0.001 → 0.01"."""
        return ", ".join(filter(None, (self.stack, *self.training, *self.data)))


def run_difference(
    first: Project, other: Project, parents: tuple[Parent | None, Parent | None] = (None, None)
) -> RunDifference:
    """What another project has that the first has not, and where `parents` are of forks with what they began."""
    begins = beginning_difference(*parents)
    return RunDifference(
        _stacks(first.network, other.network),
        (*filter(None, (begins,)), *training_differences(first.training, other.training)),
        tuple(data_differences(first.data, other.data)),
    )


def _stacks(first: Network, other: Network) -> str:
    """Layer by layer where one was made of the other, else in few words."""
    if {node.id for node in first} & {node.id for node in other} or not (first.nodes and other.nodes):
        return diff(first, other).sentence
    return f"{stack_in_words(first)} → {stack_in_words(other)}"
