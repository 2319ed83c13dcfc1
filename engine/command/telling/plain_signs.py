"""Plain signs: what a terminal shows that lacks a letter: another sign that says the same, never a question mark.

They are an error handler of Python's encoders, so each stream is served by its own encoding, and so is all that is
printed, progress bars and help included.
"""

from __future__ import annotations

import codecs
import io
import sys
import unicodedata

NAME = "layerscope.plain"  # of the handler

SIGNS = {
    "·": "-", "•": "-", "─": "-", "│": "|", "–": "-", "—": "-", "−": "-", "×": "x", "…": "...", "“": '"', "”": '"',
    "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "→": "->", "←": "<-", "↑": "^", "↓": "v", "≥": ">=", "≤": "<=",
    "≈": "~", "±": "+/-", "°": " deg", "µ": "u", "μ": "u", "⊕": "(+)", "✓": "ok", "ß": "ss", "æ": "ae", "Æ": "AE",
    "ø": "o", "Ø": "O", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d", "ð": "d", "þ": "th", "€": "EUR",
    **dict.fromkeys("▏▎▍▌▋▊▉█", "#"),
}  # fmt: skip


def use_plain_signs() -> None:
    """From now on standard output and standard error show plain signs where their encoding lacks one."""
    codecs.register_error(NAME, _replaced)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=NAME)


def plain(character: str) -> str:
    """ASCII for one character: a sign that says the same, the letter without its marks, or else its number."""
    return SIGNS.get(character) or _without_marks(character) or _numbered(character)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(plain, error.object[error.start : error.end])), error.end


def _without_marks(character: str) -> str:
    """é as e, ﬁ as fi, a wide A as A; empty where no letter of ASCII is in it."""
    return unicodedata.normalize("NFKD", character).encode("ascii", "ignore").decode()


def _numbered(character: str) -> str:
    r"""As Python writes it: \u03b1; a byte of a file name that is no text, as it is: \xff."""
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return character.encode("ascii", "backslashreplace").decode()
