"""Groups: runs that were told the same in everything but the seed, so that what sets them apart is luck."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from engine.network.network import Network
from engine.network.nodes import renewed
from engine.project.project import Project, with_facts
from engine.runs.comparison.beyond import Beyond
from engine.typed.document import changed


def without_luck(project: Project) -> Project:
    """The same value for all projects of a group: no seed, and nothing that only names or explains."""
    nameless = project.network.change_node(project.network.ids, name="", note="")
    numbers = count()
    network = Network(renewed(nameless.nodes, lambda: f"n{next(numbers):05}"))
    training = changed(project.training, seed=0)
    return changed(with_facts(project, None), title="", notes="", network=network, training=training)


def same_but_seed(first: Project, other: Project) -> bool:
    """Whether two projects differ in their seeds at most; titles, notes and the ids of layers do not count."""
    return without_luck(first) == without_luck(other)


def groups(projects: Sequence[Project], beyond: Sequence[Beyond] = ()) -> list[list[int]]:
    """The places of projects that belong together; groups and places are in the order in which they come.

    What sets their runs apart `beyond` them must be the same too.
    """
    found: dict[object, list[int]] = {}
    for place, project in enumerate(projects):
        key = without_luck(project), beyond[place].alike if beyond else None
        found.setdefault(key, []).append(place)
    return list(found.values())
