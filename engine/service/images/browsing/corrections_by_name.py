"""Corrections by name: what becomes of images that were chosen one by one: their files are left out, or moved."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from engine.data.dataset import Split
from engine.data.readers.read_parts import Parts
from engine.errors import DataError
from engine.project.data.corrections import MOST_IMAGES, LeaveOut, MoveImages
from engine.service.images.small_images import refuse_beyond

UNNAMED = "The names of these images are not known, so none of them can be corrected."


def correction_of(parts: Parts, images: Split, indexes: Sequence[int], to: str | None) -> LeaveOut | MoveImages:
    """Of some images of a split: with a class's found name they move there, else they are left out.

    `parts` are all that the corrections so far leave. Raises DataError where their files are not known, or too many.
    """
    refuse_beyond(images, indexes)
    names = tuple(dict.fromkeys(images.names(indexes)))
    if not all(names):
        raise DataError(UNNAMED, "Empty the cache in the settings, so that they are read anew.")
    if len(names) > MOST_IMAGES:
        raise DataError(f"A correction names at most {MOST_IMAGES:,} images, not {len(names):,}.", "Choose fewer.")
    return MoveImages(names, to) if to is not None else _left_out(parts, names)


def _left_out(parts: Parts, names: tuple[str, ...]) -> LeaveOut:
    """With how many that is of each part: a table may list a file twice."""
    wanted, of_training = set(names), len(parts.train) - parts.validation
    train = _places(parts.train, wanted)
    return LeaveOut(names, len(train), sum(place >= of_training for place in train), len(_places(parts.test, wanted)))


def _places(images: Split, wanted: Collection[str]) -> list[int]:
    return [place for place, name in enumerate(images.names(range(len(images)))) if name in wanted]
