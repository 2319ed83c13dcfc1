"""Leak: a run learned from images on which it is tried. What is said of it, beside every accuracy alike, stands here.

Such an image is one that a person kept among the own drawings. It is counted, as evaluations are of all images.
"""

from __future__ import annotations

from engine.figures import counted

MARK = "*"  # behind an accuracy that stands where there is no room for the sentence


def leak_in_words(learned: int | None, *, drawings: bool, who: str = "It") -> str:
    """Beside the accuracy on some images: that so many of them were learned; empty where none was.

    `learned` is None where nobody looked, as an earlier program did not; `drawings`: the run trained with own ones,
    or one that it goes on from.
    """
    if learned:
        return f"{who} learned from {learned:,} of these images, which {'is' if learned == 1 else 'are'} counted."
    if learned is None and drawings:
        return (
            f"{who} trained with own drawings, or goes on from a run that did; whether some of them are "
            "of these images nobody looked."
        )
    return ""


def leaks_in_words(runs: int) -> str:
    """Of several runs: how many of them count images that they learned from; empty for none."""
    if not runs:
        return ""
    return f"{counted(runs, 'run')} learned from test images, or may have, which are counted."
