"""Split parts: how a project divides its images, and what becomes of that where a border between two parts moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from engine.project.data.data_settings import (
    DataSettings,
    FoundValidation,
    NoValidation,
    Validation,
    ValidationCount,
    ValidationShare,
)
from engine.project.data.kept_for_testing import with_test_part
from engine.project.data.own_images import ChosenTest, OwnImages, TestCount, TestPart, TestShare, validation_found
from engine.project.data.sources import AnySource
from engine.project.project import Project, images_in, training_images
from engine.typed.document import changed

PartName: TypeAlias = Literal["training", "unused", "validation", "test"]
BorderName: TypeAlias = Literal["validation", "test"]  # before the images of that part
BORDERS: tuple[BorderName, ...] = ("validation", "test")

TITLES: dict[PartName, str] = {
    "training": "Training",
    "unused": "Left out",
    "validation": "Validation",
    "test": "Test",
}
LEAST, MOST = 1.0, 90.0  # percent that a border can be moved to: something must be left to train and to test on


@dataclass(frozen=True)
class SplitPart:
    """A part of the images: what it is called, how many it has, and their share of all."""

    name: PartName
    images: int
    share: float

    @property
    def title(self) -> str:
        """As people call it."""
        return TITLES[self.name]


def parts_of(project: Project) -> tuple[SplitPart, ...]:
    """All parts in the order of the bar; what is left out only where something is."""
    kept, used = images_in(project, "validation"), max(0, training_images(project))
    counts: dict[PartName, int] = {
        "training": used,
        "unused": max(0, project.facts.train_images - kept - used),
        "validation": kept,
        "test": project.facts.test_images,
    }
    total = max(1, sum(counts.values()))
    return tuple(SplitPart(name, count, count / total) for name, count in counts.items() if count or name != "unused")


def movable(settings: DataSettings) -> tuple[BorderName, ...]:
    """The borders that somebody may move: not those of parts that came as such."""
    own = isinstance(settings.source, OwnImages) and isinstance(settings.source.test, ChosenTest)
    found = isinstance(settings.validation, FoundValidation)
    return (*(() if found else ("validation",)), *(("test",) if own else ()))


def percent(project: Project, border: BorderName) -> float:
    """What the part behind a border is to be of the images that it is taken from: as its share says, else as counted.

    Of few images, and of many classes, a share is another one than theirs.
    """
    rule = _rule(project.data, border)
    if isinstance(rule, ValidationShare | TestShare):
        return round(100 * rule.share, 6)
    return 100 * images_in(project, border) / max(1, taken_from(project, border))


def step(project: Project, border: BorderName) -> float:
    """By how many percent a key moves a border: a hundredth, but where images are counted by one of them at least."""
    by_number = isinstance(_rule(project.data, border), ValidationCount | TestCount)
    return max(1.0, 100 / max(1, taken_from(project, border))) if by_number else 1.0


def _rule(settings: DataSettings, border: BorderName) -> Validation | TestPart | None:
    """What decides how large the part behind a border is."""
    if border == "validation":
        return settings.validation
    return settings.source.test if isinstance(settings.source, OwnImages) else None


def taken_from(project: Project, border: BorderName) -> int:
    """How many images the part behind a border is taken from: all to train on, or all but what came for validation."""
    facts, source = project.facts, project.data.source
    if border == "validation":
        return facts.train_images
    return facts.train_images - validation_found(source) + facts.test_images


def moved(project: Project, border: BorderName, wanted: float, like: Validation) -> DataSettings:
    """The settings with so many percent behind a border; validation is said as in `like`, a number or a share."""
    wanted, settings = min(MOST, max(0.0, wanted)), project.data
    match border:
        case "validation":
            kept = _validation(wanted, project.facts.train_images, like)
            return changed(settings, validation=kept)
        case "test":
            images = taken_from(project, border)
            least = min(LEAST, percent(project, border))
            return changed(settings, source=_tested(settings.source, max(least, wanted), images))
        case _:
            assert_never(border)


def _validation(wanted: float, images: int, like: Validation) -> Validation:
    if wanted == 0:
        return NoValidation()
    if isinstance(like, ValidationCount):
        return changed(like, count=max(1, round(images * wanted / 100)))
    return changed(like if isinstance(like, ValidationShare) else ValidationShare(), share=round(wanted / 100, 8))


def _tested(source: AnySource, wanted: float, images: int) -> AnySource:
    if not isinstance(source, OwnImages) or not isinstance(source.test, ChosenTest):
        return source
    if isinstance(source.test, TestCount):
        return with_test_part(source, changed(source.test, count=max(1, round(images * wanted / 100))))
    return with_test_part(source, changed(source.test, share=round(wanted / 100, 8)))
