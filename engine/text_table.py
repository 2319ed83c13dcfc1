"""Tables in text: columns as wide as their widest cell, figures to the right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from itertools import pairwise

from engine.text import one_line

INVISIBLE = ("Mn", "Me", "Cf")  # marks that combine, and joiners
JOINER, SKINS = "\u200d", "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Head, a rule and the rows; the columns at the indices `right` end flush."""
    cells = [list(head), *([_cell(text) for text in row] for row in rows)]
    widths = [max(_width(row[column]) for row in cells) for column in range(len(head))]
    flush = set(right)
    lines = [_line(row, widths, flush) for row in cells]
    return "\n".join([lines[0], "─" * (sum(widths) + 2 * (len(widths) - 1)), *lines[1:]])


def _line(row: Sequence[str], widths: Sequence[int], flush: set[int]) -> str:
    padded = []
    for column, (cell, width) in enumerate(zip(row, widths, strict=True)):
        fill = " " * (width - _width(cell))
        padded.append(fill + cell if column in flush else cell + fill)
    return "  ".join(padded).rstrip()


def _cell(text: str) -> str:
    """In one line; spaces in front, which indent, stay."""
    return " " * (len(text) - len(text.lstrip(" "))) + one_line(text)


def _width(text: str) -> int:
    """Columns that a terminal takes for the text: two for wide letters, none for what joins the letter before."""
    return sum(_columns(before, letter) for before, letter in pairwise(f" {text}"))


def _columns(before: str, letter: str) -> int:
    """Of one letter: a family of emoji is as wide as one, whatever its skin."""
    wide = unicodedata.east_asian_width(letter) in "WF"
    joined = (before == JOINER and wide) or letter in SKINS
    return 0 if joined or unicodedata.category(letter) in INVISIBLE else 1 + wide
