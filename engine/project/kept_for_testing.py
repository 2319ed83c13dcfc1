"""Kept for testing: how many of a person's own images are, where none came for that."""

from __future__ import annotations

from engine.project.own_images import AnyOwnImages, TestShare
from engine.typed.document import changed


def kept_for_testing(images: int, share: float) -> int:
    """Of so many of one class; at least one of two."""
    return 0 if images < 2 else min(images - 1, max(1, round(images * share)))


def with_test_share(source: AnyOwnImages, part: TestShare) -> AnyOwnImages:
    """The source with another share of its images kept for testing, or with others.

    How many that makes of each class is known once they are read; until then they are counted as if all were of one
    class. The checksum, which is of the images as they were divided before, goes.
    """
    validation = source.validation_images
    images = source.train_images - validation + source.test_images
    tested = kept_for_testing(images, part.share)
    if isinstance(source.test, TestShare) and source.test.share == part.share:
        tested = source.test_images
    counts = {"train_images": images - tested + validation, "test_images": tested}
    return changed(source, test=part, checksum="", **counts)
