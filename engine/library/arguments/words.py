"""Words of a script: one of a few, an address, yes or no, and whoever is told how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import numpy as np

from engine.errors import InputError
from engine.library.arguments.numbers import number_of, whole
from engine.text import did_you_mean, told

Word = TypeVar("Word", bound=str)
ADDRESS = "Give its address, as in the names of `run.weights()`: “n00003” of “n00003/weight”."


def choice(value: object, words: Iterable[Word], what: str) -> Word:
    """One of some words."""
    known = tuple(words)
    found = next((word for word in known if isinstance(value, str) and word == value), None)
    if found is not None:
        return found
    given = value if isinstance(value, str) else ""
    raise InputError(f"There is no {what} {told(value)}.", did_you_mean(given, known))


def address(value: object, what: str = "layer", hint: str = ADDRESS) -> str:
    """The text that names a layer or a weight; whether there is one, the network says."""
    if not isinstance(value, str):
        raise InputError(f"{told(value)} is no address of a {what}.", hint)
    return value


def class_of(value: object, classes: tuple[str, ...]) -> int:
    """A class by its name, or by its number from 0."""
    if isinstance(value, str):
        return classes.index(choice(value, classes, "class"))
    number = whole(value, "class", hint="Give its name, or its number.")
    if not 0 <= number < len(classes):
        raise InputError(f"There is no class {number:,}: there are {len(classes):,}, counted from 0.")
    return number


def yes_or_no(value: object, name: str) -> bool:
    """True or False; 1 and 0 are understood."""
    if isinstance(value, bool | np.bool_):
        return bool(value)
    if number_of(value) in (0, 1):
        return bool(value)
    raise InputError(f"`{name}` must be True or False, not {told(value)}.")


def listener(value: object) -> Callable[..., None]:
    """A function that is told how far it is."""
    if callable(value):
        return value
    raise InputError(
        f"`progress` must be a function, not {told(value)}.", "Give one that takes what was done, and of how much."
    )
