"""Interval: between which shares the true one lies, where a share of some images was found."""

from __future__ import annotations

from math import sqrt

NORMAL = 1.959963984540054  # of a normal distribution, 95 % lie within so many standard deviations


def wilson(right: int, images: int) -> tuple[float, float] | None:
    """Wilson's score interval of `right` of `images`, at 95 %; None without images."""
    if images == 0:
        return None
    share, square = right / images, NORMAL * NORMAL / images
    middle = (share + square / 2) / (1 + square)
    half = NORMAL / (1 + square) * sqrt(share * (1 - share) / images + square / (4 * images))
    return max(0.0, middle - half), min(1.0, middle + half)
