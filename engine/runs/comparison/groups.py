"""Groups: runs that were made alike in everything but the seed, so that what sets them apart is luck."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from engine.project.data.data_settings import DataSettings
from engine.project.project import with_facts
from engine.project.same_images import Images, division, images_of
from engine.runs.comparison.made import Made
from engine.runs.family.parent import Parent
from engine.typed.document import changed

NO_SOURCE = DataSettings().source  # in the place of one that is told of apart


class Recipe(NamedTuple):
    """How all runs of a group were made: no seed, and nothing that only names, explains or says where images lie.

    Of the images it is told apart which they are: what was read, or where nobody read them what the settings say.
    """

    made: Made
    kept_back: tuple[object, ...]
    images: Images

    def alike(self, other: Recipe) -> bool:
        """Whether runs of both differ in their seeds at most."""
        return self[:2] == other[:2] and self.images.same(other.images)


def without_luck(run: Made) -> Recipe:
    """The recipe of a run."""
    project = run.project
    training, data = changed(project.training, seed=0), changed(project.data, source=NO_SOURCE)
    network = project.network.numbered()
    told = changed(with_facts(project, None), title="", notes="", network=network, data=data, training=training)
    parent = run.parent and Parent(run.parent.id, run.parent.step)
    made = Made(told, parent, run.changed, typed_in=run.typed)
    return Recipe(made, division(project.data, "validation"), images_of(project))


def same_but_seed(first: Made, other: Made) -> bool:
    """Whether two runs differ in their seeds at most; titles, notes and the ids of layers do not count."""
    return without_luck(first).alike(without_luck(other))


def groups(runs: Sequence[Recipe]) -> list[list[int]]:
    """The places of runs that belong together, each two of them alike; places and groups in the order in which they
    come.

    A run whose images nobody read joins those that go by the same settings, unless others were read by those too.
    """
    read = [place for place, run in enumerate(runs) if run.images.checksum]
    unread = [place for place, run in enumerate(runs) if not run.images.checksum]
    known, alone = _alike(runs, read), []
    for group in _alike(runs, unread):
        one = runs[group[0]]
        near = [other for other in known if any(runs[place].alike(one) for place in other)]
        if len(near) == 1 and all(runs[place].alike(one) for place in near[0]):
            near[0].extend(group)
        else:
            alone.append(group)
    return sorted(map(sorted, (*known, *alone)))


def _alike(runs: Sequence[Recipe], places: Sequence[int]) -> list[list[int]]:
    """Of runs whose images are all read, or none of which are."""
    found: list[list[int]] = []
    for place in places:
        home = next((group for group in found if runs[group[0]].alike(runs[place])), None)
        if home is None:
            found.append([place])
        else:
            home.append(place)
    return found
