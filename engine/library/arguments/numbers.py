"""Numbers of a script: whole ones, places in a tensor and strengths, of Python, NumPy or torch."""

from __future__ import annotations

import math
from collections.abc import Iterable
from numbers import Real
from operator import index
from typing import Any, SupportsIndex

import numpy as np

from engine.errors import InputError
from engine.text import told

STEP = "Choose one of the run’s `kept_steps`."
LARGEST = 2**63 - 1  # of whole numbers: torch knows no larger ones


def whole(value: object, name: str, least: int | None = None, most: int | None = None, hint: str = "") -> int:
    """A whole number within its bounds; yes and no are none."""
    number = number_of(value)
    if number is None or not (least is None or number >= least) or not (most is None or number <= most):
        raise InputError(f"`{name}` must be a whole number{_bounds(least, most)}, not {told(value)}.", hint)
    return number


def step_of(value: object) -> int | None:
    """A step of a run; None for the newest or the best."""
    return None if value is None else whole(value, "step", 0, hint=STEP)


def places(value: object, hint: str) -> tuple[int, ...]:
    """One whole number for each side of a tensor."""
    found = [number_of(one) for one in listed(value) or [None]]
    if None in found:
        raise InputError(f"{told(value)} is no place of a value.", hint)
    return tuple(one for one in found if one is not None)


def reals(value: object, name: str) -> tuple[float, ...]:
    """Some finite numbers."""
    given = listed(value)
    found = [_real(one) for one in given or []]
    if given is None or not all(map(math.isfinite, found)):
        raise InputError(f"`{name}` must be a list of numbers, not {told(value)}.", "Give one too as a list: [30].")
    return tuple(found)


def listed(value: object) -> list[Any] | None:
    """What a list, an array or the like holds; None for what holds nothing, and for text."""
    if isinstance(value, str | bytes) or not isinstance(value, Iterable):
        return None
    try:
        return list(value)
    except TypeError:  # an array of one number without sides
        return None


def number_of(value: object) -> int | None:
    """A whole number of any kind; None for what is none, or larger than torch knows."""
    if isinstance(value, bool | np.bool_) or not isinstance(value, SupportsIndex):
        return None
    try:
        number = index(value)
    except TypeError:  # an array of several
        return None
    return number if -LARGEST <= number <= LARGEST else None


def _real(value: object) -> float:
    """No number for what is none."""
    try:
        return float(value) if isinstance(value, Real) and not isinstance(value, bool) else math.nan
    except OverflowError:
        return math.nan


def _bounds(least: int | None, most: int | None) -> str:
    if least is None or most is None:
        return "" if least is None else f" from {least:,} on"
    return f" from {least:,} to {most:,}"
