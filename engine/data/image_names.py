"""ImageNames: what the images of a part are called: their files, or their places in an archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class ImageNames:
    """A name a line, in the order of the pool; kept as bytes, as there may be a million."""

    lines: bytes

    def all(self) -> list[str]:
        """Of every image."""
        return self.lines.decode().split("\n")[:-1]

    def at(self, places: Iterable[int]) -> list[str]:
        """Of the images at some places."""
        names = self.all()
        return [names[place] for place in places]
