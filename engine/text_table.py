"""Tables in text: columns as wide as their widest cell, figures to the right."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence

from engine.text import one_line


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
    """Columns that a terminal takes for the text: two for wide letters, none for marks that combine."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else not unicodedata.combining(c) for c in text)
