"""Plain: a figure as a log can hold it."""

from __future__ import annotations

from math import isfinite


def plain(value: float) -> float | None:
    """The figure for a log; None in place of NaN and infinity, which JSON does not know."""
    return value if isfinite(value) else None
