"""Text that others wrote, such as titles and names, made safe for a terminal."""

from __future__ import annotations


def one_line(text: str) -> str:
    """The text in one line, without characters that would move the cursor or change colours."""
    return "".join(character for character in " ".join(text.split()) if character.isprintable())
