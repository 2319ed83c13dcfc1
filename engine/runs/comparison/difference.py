"""Difference: in what the project of a run differs from that of another, in words."""

from __future__ import annotations

from dataclasses import dataclass

from engine.analysis.diff import diff
from engine.network.network import Network
from engine.network.stack_in_words import stack_in_words
from engine.project.project import Project
from engine.project.settings_difference import data_differences, training_differences
from engine.runs.comparison.beyond import NOTHING, Both, beginning_in_words, rate_in_words


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


def run_difference(first: Project, other: Project, beyond: Both = (NOTHING, NOTHING)) -> RunDifference:
    """What another project has that the first has not; `beyond` is what else sets the two apart."""
    return RunDifference(
        _stacks(first.network, other.network),
        (
            *beginning_in_words(beyond),
            *training_differences(first.training, other.training),
            *rate_in_words(beyond),
        ),
        tuple(data_differences(first.data, other.data)),
    )


def _stacks(first: Network, other: Network) -> str:
    """Layer by layer where one was made of the other, else in few words."""
    if {node.id for node in first} & {node.id for node in other} or not (first.nodes and other.nodes):
        return diff(first, other).sentence
    return f"{stack_in_words(first)} → {stack_in_words(other)}"
