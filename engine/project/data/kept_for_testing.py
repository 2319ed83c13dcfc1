"""Kept for testing: how many of a person's own images are, where none came for that."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from engine.project.data.own_images import AnyOwnImages, ChosenTest, TestCount, TestShare
from engine.typed.document import changed


def kept_of_each(counts: Sequence[int], part: ChosenTest) -> list[int]:
    """How many images of each class are kept, of which there are so many: one is always left to train on."""
    match part:
        case TestShare(share=share):
            return [0 if count < 2 else min(count - 1, max(1, round(count * share))) for count in counts]
        case TestCount(count=wanted):
            return _in_all(counts, wanted)
        case _:
            assert_never(part)


def _in_all(counts: Sequence[int], wanted: int) -> list[int]:
    """Of each class its share of the whole number, rounded so that the largest remainders are rounded up."""
    most = [max(0, count - 1) for count in counts]
    exact = [count * wanted / max(1, sum(counts)) for count in counts]
    kept = [min(int(share), limit) for share, limit in zip(exact, most, strict=True)]
    while (missing := min(wanted, sum(most)) - sum(kept)) > 0:
        able = [place for place, limit in enumerate(most) if kept[place] < limit]
        for place in sorted(able, key=lambda one: kept[one] - exact[one])[:missing]:
            kept[place] += 1
    return kept


def with_test_part(source: AnyOwnImages, part: ChosenTest) -> AnyOwnImages:
    """The source with more or fewer of its images kept for testing, or with others.

    How many that makes of each class is known once they are counted; until then they are counted as if all were of one
    class. The images are the same ones, and so is their checksum.
    """
    validation = source.validation_images
    images = source.train_images - validation + source.test_images
    same = changed(part, seed=0) == _unseeded(source)
    tested = source.test_images if same else kept_of_each([images], part)[0]
    counts = {"train_images": images - tested + validation, "test_images": tested}
    return changed(source, test=part, **counts)


def _unseeded(source: AnyOwnImages) -> ChosenTest | None:
    return changed(source.test, seed=0) if isinstance(source.test, ChosenTest) else None
