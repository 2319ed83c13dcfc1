"""Groups: runs that were made alike in everything but the seed, so that what sets them apart is luck."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import TypeAlias

from engine.network.network import Network
from engine.network.nodes import renewed
from engine.project.project import with_facts
from engine.runs.comparison.made import Made
from engine.runs.family.parent import Parent
from engine.typed.document import changed

Recipe: TypeAlias = tuple[Made, str]


def without_luck(run: Made) -> Recipe:
    """The same value for all runs of a group: no seed, and nothing that only names or explains.

    With it goes the checksum of the images, "" where nobody read them: other ones may lie in the same place.
    """
    project = run.project
    nameless = project.network.change_node(project.network.ids, name="", note="")
    numbers = count()
    network = Network(renewed(nameless.nodes, lambda: f"n{next(numbers):05}"))
    training = changed(project.training, seed=0)
    told = changed(with_facts(project, None), title="", notes="", network=network, training=training)
    made = Made(told, run.parent and Parent(run.parent.id, run.parent.step), run.changed)
    return made, project.counted.checksum if project.counted else ""


def same_but_seed(first: Made, other: Made) -> bool:
    """Whether two runs differ in their seeds at most; titles, notes and the ids of layers do not count."""
    return without_luck(first) == without_luck(other)


def groups(runs: Sequence[Made]) -> list[list[int]]:
    """The places of runs that belong together; groups and places are in the order in which they come."""
    found: dict[Recipe, list[int]] = {}
    for place, run in enumerate(runs):
        found.setdefault(without_luck(run), []).append(place)
    return list(found.values())
