"""Tips: words for a tool tip, which Qt leaves in one line, however long that is. Without Qt."""

from __future__ import annotations

from textwrap import wrap

LONG, WIDE = 200, 80  # letters of a line that is parted, and of those that it becomes


def parted(words: str) -> str:
    """The words in lines that a screen has room for, though a name may have hundreds of letters."""
    return "\n".join(part for line in words.split("\n") for part in (wrap(line, WIDE) if len(line) > LONG else [line]))
