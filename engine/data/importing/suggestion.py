"""Suggestion: how images that were found are best read: their commonest size, up to 64, and in colour if any has some.

Of many files some hundred are looked at, spread over all, and of each the beginning alone.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass

from engine.data.importing.decoding.picture import is_grey, opened, upright_size
from engine.data.importing.finding.arrays import ArraysFound
from engine.data.importing.finding.listing import Listing
from engine.data.importing.finding.looking import Found
from engine.data.readers.read_parts import Stop, go_on
from engine.errors import ImageError
from engine.project.data.own_images import Fit, Reading
from engine.typed.document import changed

LOOKED_AT = 1_000  # files
LEAST, MOST = 8, 64  # pixels of a side


@dataclass(frozen=True)
class Looks:
    """What the pictures that were looked at are like: how many have which (height, width), and whether any has colours.

    `all_grey` is sure only where all were looked at.
    """

    sizes: Counter[tuple[int, int]]
    all_grey: bool

    @property
    def size(self) -> tuple[int, int]:
        """The commonest (height, width), the larger of two that are equally common."""
        return max(self.sizes, key=lambda size: (self.sizes[size], size), default=(MOST, MOST))


def looks_of(found: Found, stop: Stop | None = None) -> Looks:
    """What the pictures are like; what cannot be opened is passed over. Raises Stopped."""
    seen = list(_of_arrays(found) if isinstance(found, ArraysFound) else _of_files(found, stop))
    return Looks(Counter(size for size, _ in seen), all(grey for _, grey in seen))


def suggested(looks: Looks, fit: Fit = "crop") -> Reading:
    """The reading that is proposed."""
    height, width = (min(MOST, max(LEAST, side)) for side in looks.size)
    return changed(Reading(), height=height, width=width, colour=not looks.all_grey, fit=fit)


def spread(files: Iterable[str], most: int) -> list[str]:
    """At most so many, evenly over all."""
    names = list(files)
    step = max(1, -(-len(names) // most))
    return names[::step]


def _of_arrays(found: ArraysFound) -> Iterator[tuple[tuple[int, int], bool]]:
    for part in filter(None, (found.train, found.test)):
        yield part.size, part.grey


def _of_files(listing: Listing, stop: Stop | None) -> Iterator[tuple[tuple[int, int], bool]]:
    for name in spread((file.name for file in listing.files), LOOKED_AT):
        go_on(stop)
        with suppress(ImageError), opened(os.path.join(listing.root, name)) as picture:  # noqa: PTH118  # for many
            yield upright_size(picture), is_grey(picture)
