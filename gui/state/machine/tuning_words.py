"""Tuning in words: what was found, and what the next run takes."""

from __future__ import annotations

from engine.service.answers import KnownSetup, Tuned

NOTHING_KNOWN = "Automatic: tried before this network's first longer run."
CANCELLED = "Cancelled: nothing of it was kept."


def headline(tuned: Tuned, threads: int, *, in_recipe: bool) -> str:
    """What came of the trying, in a sentence; `threads` were chosen, 0: automatic.

    `in_recipe` says whether the recipe has the precision of the best by now.
    """
    if not tuned.faster:
        return tuned.sentence
    if tuned.lowered and not in_recipe:
        return f"Faster: {tuned.best_row.words}, once the recipe asks for {tuned.lowered}."
    return f"Faster: {tuned.best_row.words}." if threads else f"The next run takes {tuned.best_row.words}."


def standing(known: KnownSetup | None, threads: int) -> str:
    """What is known of the network; `threads` were chosen, 0: automatic."""
    if known is None:
        return "" if threads else NOTHING_KNOWN
    return f"{known.by.capitalize()} for this network: {known.setup_words}."
