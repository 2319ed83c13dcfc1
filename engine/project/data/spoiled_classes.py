"""Another source in place of the old one, with other numbers of classes: what is spoiled stays with its class."""

from __future__ import annotations

from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import OwnImages
from engine.project.data.sources import AnySource
from engine.project.data.spoiling import CornerMark, FewImages, Spoiling
from engine.typed.document import changed


def with_source(settings: DataSettings, source: AnySource) -> DataSettings:
    """The settings on this source; of own images a class is known by the name it was found with, and one that has gone
    takes along what was done to it.
    """
    before = settings.source
    if not isinstance(before, OwnImages) or not isinstance(source, OwnImages):
        return changed(settings, source=source)
    numbers = {name: number for number, name in enumerate(source.labelled)}
    moved = {number: numbers.get(name) for number, name in enumerate(before.labelled)}
    spoiling = tuple(one for each in settings.spoiling if (one := _of_class(each, moved)) is not None)
    return changed(settings, source=source, spoiling=spoiling)


def _of_class(one: Spoiling, moved: dict[int, int | None]) -> Spoiling | None:
    """With the number that its class has now; what speaks of no class stays, and a number that never was one too."""
    if not isinstance(one, CornerMark | FewImages):
        return one
    number = moved.get(one.of_class, one.of_class)
    return None if number is None else changed(one, of_class=number)
