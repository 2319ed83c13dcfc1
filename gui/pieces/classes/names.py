"""Class names as they are shown, whatever a folder or a table called them; and those that letters find. Without Qt."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from engine.project.data.facts import Classes

LENGTHS = (1_000, 32, 20, 10)  # letters of a name within a sentence, as there is room
ISOLATE, END = "\u2068", "\u2069"  # around what is read from the right: the words around it keep their order
DIRECTIONS = {*"\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067", ISOLATE, END}
BLANKS = {*"\u115f\u1160\u2800\u3164\uffa0"}  # letters that leave no mark
FROM_RIGHT = {"R", "AL", "AN"}
WITHOUT = 3  # the rank of a name that does not hold what is looked for


@lru_cache(maxsize=16)
def shown(classes: Classes) -> Classes:
    """Each name in one line and with something to see; those that are read from the right apart from what is around.

    A name of which nothing is seen is called by its label: (blank 3).
    """
    return tuple(_shown(label, name) for label, name in enumerate(classes))


def short(name: str, longest: int) -> str:
    """A shown name with so many letters at most, and … for those in its middle: many differ at their end alone."""
    if len(name) <= longest:
        return name
    begin, end = longest // 2, len(name) - (longest - 1) // 2
    return f"{name[:begin].rstrip()}…{name[end:].lstrip()}"


def bare(name: str) -> str:
    """A shown name for other programs: without the signs that keep it apart."""
    return name.strip(ISOLATE + END)


def found(classes: Classes, letters: str, order: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those of `order`, labels (n,), whose names hold the letters, the nearest first, equally near ones in order."""
    return nearest(order, ranks(classes, letters)[order])


def nearest(things: NDArray[np.int64], ranked: NDArray[np.int64]) -> NDArray[np.int64]:
    """Those things (n,) whose ranks (n,) say that they hold what is looked for, the least rank first."""
    by_rank = np.argsort(ranked, kind="stable")
    return things[by_rank[: np.count_nonzero(ranked < WITHOUT)]]


def ranks(classes: Classes, letters: str) -> NDArray[np.int64]:
    """How near each name (n,) comes to the letters, in whatever case and with whatever accents.

    0: it is just that; 1: it begins so; 2: it holds them; WITHOUT: it does not. Without letters all are 0.
    """
    wanted = _plain(letters)
    return np.array([_rank(name, wanted) if wanted else 0 for name in _all_plain(classes)], np.int64)


def _rank(name: str, wanted: str) -> int:
    if wanted not in name:
        return WITHOUT
    return 0 if name == wanted else 1 if name.startswith(wanted) else 2


def _shown(label: int, name: str) -> str:
    if name.isascii() and name.isprintable():  # most are
        plain = " ".join(name.split())
    else:
        plain = " ".join("".join(map(_letter, name)).split())
    if not any(map(_is_seen, plain)):
        return f"(blank {label})"
    return f"{ISOLATE}{plain}{END}" if _is_from_right(plain) else plain


def _letter(letter: str) -> str:
    """A letter as it may stand in a line."""
    if letter in DIRECTIONS:
        return ""
    match unicodedata.category(letter):
        case "Cc" | "Zl" | "Zp":
            return " "
        case "Cs":  # half a letter, as of a file name in another encoding
            return "\ufffd"
        case _:
            return letter


def _is_seen(letter: str) -> bool:
    return letter not in BLANKS and unicodedata.category(letter)[0] not in "ZCM"


def _is_from_right(name: str) -> bool:
    return not name.isascii() and any(unicodedata.bidirectional(letter) in FROM_RIGHT for letter in name)


@lru_cache(maxsize=16)
def _all_plain(classes: Classes) -> tuple[str, ...]:
    return tuple(map(_plain, classes))


def _plain(text: str) -> str:
    """What a search compares."""
    letters = unicodedata.normalize("NFKD", bare(text.strip()))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
