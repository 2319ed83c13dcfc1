"""Same images: whether two projects, or the runs of two, speak of the same images of a split.

What was read decides where it is known of both: the checksum of all pixels and labels, as every run writes it down, and
what was put right since. Else where the images come from does, whatever their classes are called. Of images that are
kept back, left out or marked the settings tell which.
"""

from __future__ import annotations

from engine.project.data.data_settings import DataSettings, FoundValidation
from engine.project.data.own_images import OwnImages, validation_found
from engine.project.data.renaming import unnamed
from engine.project.data.splits import SplitName
from engine.project.data.spoiling import CornerMark
from engine.project.project import Project


def same_images(first: Project, other: Project, split: SplitName) -> bool:
    """Whether an index of a split leads to the same image in both, with the same label."""
    return same_data(first, other) and _divided(first.data, split) == _divided(other.data, split)


def same_data(first: Project, other: Project) -> bool:
    """Whether both have the same images in all, however they are divided."""
    read = _checksum(first), _checksum(other)
    if all(read):
        return read[0] == read[1] and _corrections(first.data) == _corrections(other.data)
    return unnamed(first.data.source) == unnamed(other.data.source)


def same_by_settings(first: DataSettings, other: DataSettings, split: SplitName) -> bool:
    """The same of settings, of which nothing more is known than what they say."""
    return unnamed(first.source) == unnamed(other.source) and _divided(first, split) == _divided(other, split)


def _checksum(project: Project) -> str:
    """As the images were read; "" where nobody did."""
    return project.counted.checksum if project.counted else ""


def _corrections(data: DataSettings) -> tuple[object, ...]:
    """What was put right of own images, which the checksum of all of them does not tell."""
    return data.source.corrections if isinstance(data.source, OwnImages) else ()


def _divided(data: DataSettings, split: SplitName) -> tuple[object, ...]:
    """What decides which of all images an index of a split leads to, and what is done to them."""
    found = validation_found(data.source) if isinstance(data.validation, FoundValidation) else 0
    kept_back, marked = (data.validation, data.split_seed, found), _marked(data)
    trained = (*kept_back, data.share, data.spoiling)
    return {"test": (marked,), "validation": (*kept_back, marked), "train": trained}[split]


def _marked(data: DataSettings) -> frozenset[CornerMark]:
    """What images get that nobody trains on."""
    return frozenset(one for one in data.spoiling if isinstance(one, CornerMark) and one.test)
