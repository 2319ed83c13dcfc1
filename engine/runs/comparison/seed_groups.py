"""Seed groups: several runs put together where they differ in their seeds alone, each group beside the first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.project.same_images import same_images
from engine.runs.comparison.comparison_words import luck_in_words
from engine.runs.comparison.difference import run_difference
from engine.runs.comparison.groups import groups, without_luck
from engine.runs.comparison.luck import Luck, Spread, luck, spread
from engine.runs.comparison.made import Made, made
from engine.runs.comparison.tested_images import OTHERS
from engine.runs.leak import leaks_in_words
from engine.runs.reader import RunReader
from engine.typed.document import changed

UNTESTED = "None of its runs was tested."


@dataclass(frozen=True)
class Member:
    """What of a run decides where it belongs: how it was made, and its accuracy on the test images."""

    made: Made
    accuracy: float | None
    began: str = ""  # as names of runs have it
    leaks: bool = False  # that counts images which it learned from, or may


def member(reader: RunReader, accuracy: float | None, *, leaks: bool = False) -> Member:
    """Of a run on disk with its accuracy. Raises LayerscopeError where its project cannot be read."""
    return Member(made(reader), accuracy, reader.began, leaks)


@dataclass(frozen=True)
class SeedGroup:
    """The places of its runs among all; what those that were tested reached, and how it stands beside the first group.

    `luck` is None of the first group, and where `remark` says why nothing can be told. `recipe` says in what it differs
    from the first group but for the seeds; "" of that itself.
    """

    places: tuple[int, ...]
    spread: Spread | None
    luck: Luck | None = None
    remark: str = ""
    recipe: str = ""
    leaks: int = 0  # runs whose accuracy counts images that they learned from, or may

    @property
    def leak(self) -> str:
        """That, in words; empty where there is none."""
        return leaks_in_words(self.leaks)

    @property
    def verdict(self) -> str:
        """How it stands beside the first group, in words; "" of that itself."""
        return self.remark if self.luck is None else luck_in_words(self.luck)


def seed_groups(runs: Sequence[Member]) -> tuple[SeedGroup, ...]:
    """In the order of their first runs; none at all where each run is alone."""
    found = groups([without_luck(run.made) for run in runs])
    if all(len(places) == 1 for places in found):
        return ()
    members = [[runs[place] for place in places] for places in found]
    beside = (_beside(members[0], group, tuple(places)) for group, places in zip(members, found, strict=True))
    leaks = (sum(run.leaks for run in group) for group in members)
    return tuple(replace(group, leaks=count) for group, count in zip(beside, leaks, strict=True))


def _beside(first: list[Member], group: list[Member], places: tuple[int, ...]) -> SeedGroup:
    reached, reference, recipe = _accuracies(group), _accuracies(first), _recipe(first[0].made, group[0].made)
    if not reached:
        return SeedGroup(places, None, None, UNTESTED, recipe)
    if group is first or not reference:
        return SeedGroup(places, spread(reached), recipe=recipe)
    if not same_images(first[0].made.project, group[0].made.project, "test"):
        return SeedGroup(places, spread(reached), None, OTHERS, recipe)
    return SeedGroup(places, spread(reached), luck(reference, reached), recipe=recipe)


def _recipe(first: Made, other: Made) -> str:
    """The seeds of groups are many, and none of them is the group's."""
    training = changed(other.project.training, seed=first.project.training.seed)
    return run_difference(first, replace(other, project=changed(other.project, training=training))).sentence


def _accuracies(group: list[Member]) -> list[float]:
    """One a seed, that of its newest run: trained again, the same seed says nothing new of luck."""
    tested = sorted((run for run in group if run.accuracy is not None), key=lambda run: run.began)
    return list({run.made.project.training.seed: run.accuracy for run in tested if run.accuracy is not None}.values())
