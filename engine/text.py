"""Text: what others wrote made safe for a terminal, and the word that was perhaps meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

LONGEST = 60  # characters of a value that a sentence tells
JOINERS = "\u200c\u200d"  # between letters of some scripts, and the parts of one emoji


def one_line(text: str) -> str:
    """The text in one line, without characters that would move the cursor or change colours."""
    return " ".join("".join(one for one in text if one.isprintable() or one.isspace() or one in JOINERS).split())


def told(value: object) -> str:
    """A value that was handed over in one short line, whatever it is."""
    if isinstance(value, str):
        return _short(f"“{one_line(value)}”")
    try:
        plain = value.item() if getattr(value, "ndim", None) == 0 and hasattr(value, "item") else value  # of NumPy
        return _short(one_line(repr(plain)))
    except Exception:  # noqa: BLE001  # of a stranger's object; Python itself spells no number of over 4,300 digits
        return f"a value of the type {type(value).__name__}"


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def did_you_mean(given: object, words: Iterable[object]) -> str:
    """A hint: the known word that is closest, or all of them."""
    known = tuple(map(str, words))
    close = closest(str(given), known)
    return f"Did you mean “{close}”?" if close else known_words(known)


def lines_passed_over(count: int) -> str:
    """What is said of a log of which some lines could not be read."""
    lines, were = ("line", "was") if count == 1 else ("lines", "were")
    return f"{count:,} {lines} of its log {were} passed over: of a newer Layerscope, or damaged."


def steps_unread(count: int) -> str:
    """What is said of a log that tells no figures of some steps."""
    steps = "1 step" if count == 1 else f"{count:,} steps"
    return f"Figures of {steps} cannot be read: its log is damaged there."


def closest(given: str, known: Iterable[str]) -> str | None:
    """The known word that was perhaps meant; None where none is close."""
    names = {name.lower(): name for name in known}
    close = difflib.get_close_matches(given.lower()[:80], names, n=1, cutoff=0.5)
    return names[close[0]] if close else None


def listed(names: Sequence[str], most: int = 3) -> str:
    """A, b and c; of many the first few and how many more there are."""
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most:,} more"
    return " and ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def numbers(rising: Sequence[int]) -> str:
    """Whole numbers, of which three or more in a row are told by their ends: 1 to 25, 31, 32."""
    runs: list[list[int]] = []
    for number in rising:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs)


def one_of(names: Sequence[str]) -> str:
    """A, b or c."""
    return " or ".join(part for part in (", ".join(names[:-1]), *names[-1:]) if part)


def known_words(known: Iterable[str]) -> str:
    """Known: a, b, c.; empty where there are none."""
    return f"Known: {', '.join(known)}." if tuple(known) else ""


def left_out(damaged: str) -> str:
    """The sentence for a damaged checkpoint."""
    return f"Left out a damaged checkpoint: {damaged}."
