"""Same images: whether two projects, or the runs of two, speak of the same images of a split.

What was read decides where it is known of both: the checksum of all pixels and labels, as every run writes it down, and
what was put right since. Else where the images come from does, whatever their classes are called. Of images that are
kept back, left out or marked the settings tell which.
"""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from engine.project.data.corrections import AnyCorrection, Corrections, LeaveOut
from engine.project.data.data_settings import DataSettings, FoundValidation
from engine.project.data.own_images import OwnImages, validation_found
from engine.project.data.renaming import unnamed
from engine.project.data.sources import AnySource
from engine.project.data.splits import SplitName
from engine.project.data.spoiling import CornerMark
from engine.project.project import Project


@dataclass(frozen=True)
class Images:
    """All images of a project, however they are divided: as its settings name them, and the checksum of what was read.

    That is "" where nobody read them.
    """

    named: AnySource
    checksum: str

    def same(self, other: Images) -> bool:
        """Whether both are the same ones, put right alike."""
        if self.checksum and other.checksum:
            return self.checksum == other.checksum and _corrections(self.named) == _corrections(other.named)
        return self.named == other.named


def images_of(project: Project) -> Images:
    """All of them, whatever their classes are called."""
    return Images(unnamed(project.data.source), project.counted.checksum if project.counted else "")


def same_images(first: Project, other: Project, split: SplitName) -> bool:
    """Whether an index of a split leads to the same image in both, with the same label."""
    same = _within(images_of(first), split).same(_within(images_of(other), split))
    return same and division(first.data, split) == division(other.data, split)


def same_data(first: Project, other: Project) -> bool:
    """Whether both have the same images in all, however they are divided."""
    return images_of(first).same(images_of(other))


def same_by_settings(first: DataSettings, other: DataSettings, split: SplitName) -> bool:
    """The same of settings, of which nothing more is known than what they say."""
    return unnamed(first.source) == unnamed(other.source) and division(first, split) == division(other, split)


def division(data: DataSettings, split: SplitName) -> tuple[object, ...]:
    """What decides which of all images an index of a split leads to, and what is done to them."""
    found = validation_found(data.source) if isinstance(data.validation, FoundValidation) else 0
    kept_back, marked = (data.validation, data.split_seed, found), _marked(data)
    trained = (*kept_back, data.share, data.spoiling)
    return {"test": (marked,), "validation": (*kept_back, marked), "train": trained}[split]


def _marked(data: DataSettings) -> frozenset[CornerMark]:
    """What images get that nobody trains on."""
    return frozenset(one for one in data.spoiling if isinstance(one, CornerMark) and one.test)


# --- what was put right of own images, which their checksum does not tell ---


def _corrections(source: AnySource) -> Corrections:
    return source.corrections if isinstance(source, OwnImages) else ()


def _within(images: Images, split: SplitName) -> Images:
    """With those corrections alone that may change something about a split."""
    source = images.named
    if not isinstance(source, OwnImages) or not source.corrections:
        return images
    kept = tuple(one for one in source.corrections if _touches(one, split))
    return Images(msgspec.structs.replace(source, corrections=kept), images.checksum)


def _touches(one: AnyCorrection, split: SplitName) -> bool:
    """Only of images that are left out is it known of which parts they were, where somebody counted them."""
    if not isinstance(one, LeaveOut) or one.train == one.test == 0:
        return True
    return bool(one.test if split == "test" else one.train)
