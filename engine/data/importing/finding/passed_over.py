"""Passed over: what lies among images and is none, or could not be read, with the reason, and how that is said."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from engine.figures import are, counted
from engine.text import listed, one_line

CLUTTER = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx", "@eadir"})  # left by systems

ESCAPED, SIGNS = re.compile(r"\\(x[89a-f][0-9a-f]|[nr])"), {"n": "\n", "r": "\r"}  # what `as_text` writes


class PassedOver(NamedTuple):
    """A file or folder, by its path below the root, and why it is no image of the data set, as a sentence."""

    name: str
    why: str


def is_clutter(name: str) -> bool:
    """Whether it is hidden, or what a system leaves in folders."""
    return name[0] == "." or name.casefold() in CLUTTER


def in_words(passed_over: Sequence[PassedOver], hidden: int, count: int) -> tuple[str, ...]:
    """A sentence for each reason, with the first few names; and one for what is hidden.

    `count` is of all that was passed over, of which the first are given.
    """
    by_reason: dict[str, list[str]] = {}
    for name, why in passed_over:
        by_reason.setdefault(why, []).append(one_line(name))
    said = [f"Passed over {counted(len(names), 'file')}: {listed(names)}. {why}" for why, names in by_reason.items()]
    if count > len(passed_over):
        said.append(f"In all {counted(count, 'file')} were passed over.")
    if hidden:
        said.append(f"Passed over {counted(hidden, 'file')} that {are(hidden)} hidden or of the system.")
    return tuple(said)


def as_text(name: str) -> str:
    """A name as one line that any file can hold, whatever the system has in it."""
    text = name.encode(errors="surrogateescape").decode(errors="backslashreplace")
    return text.replace("\r", "\\r").replace("\n", "\\n")


def as_named(text: str) -> str:
    """What the system has of a name that became such a line, unless it had such a backslash of its own."""
    return ESCAPED.sub(lambda found: SIGNS.get(found[1]) or chr(0xDC00 + int(found[1][1:], 16)), text)
