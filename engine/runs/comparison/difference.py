"""Difference: in what a run was made otherwise than another, in words."""

from __future__ import annotations

from dataclasses import dataclass

from engine.analysis.diff import diff
from engine.network.network import Network
from engine.network.stack_in_words import stack_in_words
from engine.project.data.renaming import unnamed
from engine.project.settings_difference import data_differences, training_differences
from engine.runs.comparison.made import Made
from engine.runs.family.typed_in import typed_in_few_words

EQUAL = "Equal in every setting"
ELSEWHERE = "Equal but for where the images lie"


@dataclass(frozen=True)
class RunDifference:
    """Of stack, training with what it begins with, and data; each empty where they are alike.

    It is false where all are. `elsewhere`: the same images lie in another place, which is no difference.
    """

    stack: str
    training: tuple[str, ...]
    data: tuple[str, ...]
    elsewhere: bool = False

    def __bool__(self) -> bool:
        return bool(self.sentence)

    @property
    def sentence(self) -> str:
        """All of it, such as "Convolution 32→64, +Dropout, Learning rate 0.001 → 0.01"."""
        return ", ".join(filter(None, (self.stack, *self.training, *self.data)))

    @property
    def words(self) -> str:
        """The same; of runs that are alike, in what they are."""
        return self.sentence or (ELSEWHERE if self.elsewhere else EQUAL)


def run_difference(first: Made, other: Made) -> RunDifference:
    """What another run has that the first has not."""
    before, after = first.project, other.project
    return RunDifference(
        _stacks(before.network, after.network),
        (*_begins(first, other), *training_differences(before.training, after.training), *_by_hand(first, other)),
        tuple(data_differences(before, after)),
        unnamed(before.data.source) != unnamed(after.data.source),
    )


def _begins(first: Made, other: Made) -> tuple[str, ...]:
    if first.point == other.point:
        return () if first.typed == other.typed else (_first_upper(other.by_person) or "No filter typed in",)
    if first.parent is not None and first.parent.id == other.run:
        typed = typed_in_few_words(first.typed_in) if first.typed != other.typed else ""
        return (", ".join(filter(None, (f"The first goes on from its step {first.parent.step:,}", typed))),)
    none = ", none typed in" if first.typed_in and not other.typed_in else ""
    if other.parent is None and not other.typed_in:
        return (f"Random first weights{none}",)
    return (f"Begins with {other.begins[:1].lower()}{other.begins[1:]}{none}",)


def _first_upper(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


def _by_hand(first: Made, other: Made) -> tuple[str, ...]:
    return () if first.changed == other.changed else (other.by_hand or "rate not by hand",)


def _stacks(first: Network, other: Network) -> str:
    """Layer by layer where one was made of the other, or has the same kinds of layers, else in few words.

    Names and notes of layers are said beside other differences, and are none themselves.
    """
    ours, theirs = first.numbered(), other.numbered()
    if ours == theirs:
        return ""
    if {node.id for node in first} & {node.id for node in other} or not (first.nodes and other.nodes):
        return diff(first, other).sentence
    if [type(node.op) for node in ours] == [type(node.op) for node in theirs]:
        return diff(ours, theirs).sentence
    return f"{stack_in_words(first)} → {stack_in_words(other)}"
