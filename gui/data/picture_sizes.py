"""Picture sizes: how large sample images are shown, by whole factors where they can grow."""

from __future__ import annotations


def sides(image: int, least: int, most: int) -> list[int]:
    """Widths in which an image of so many pixels may be shown, from the smallest on; larger ones shrink to `least`."""
    if image > least:
        return [least]
    smallest = least // image  # as near to `least` as a whole factor comes
    return [factor * image for factor in range(smallest, max(smallest, most // image) + 1)]
