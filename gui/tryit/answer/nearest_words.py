"""Words about how near the training images are to the current image. Without Qt."""

from __future__ import annotations

from collections.abc import Sequence

from engine.service.looking.embedding_answers import Nearest
from gui.appearance.numerals import counted, numeral, rounded_percent
from gui.pieces.images.image_words import with_article

STRANGE = 0.95  # from this share of the test images on, an image is unlike what was learned from


def unlike(found: Nearest) -> tuple[str, ...]:
    """Whether it is one of these at all: “Unlike what it learned from: further than 98 % of the test images”.

    In ever fewer words.
    """
    strange = found.share >= STRANGE
    word, far = "Unlike" if strange else "Like", _further(found.share)
    return (
        f"{word} what it learned from: {far} of the test images",
        f"{word} what it learned from: {far}",
        f"{word} these: {far}",
        f"{word} these",
    )


def _further(share: float) -> str:
    if share >= 1:
        return "further than all"
    return f"further than {rounded_percent(share)}" if share > 0 else "nearer than all"


def about(found: Nearest, classes: Sequence[str]) -> str:
    """All of it, for a tool tip and a screen reader."""
    names = ", ".join(with_article(classes[label]) for label in found.labels)
    step, held = numeral(found.step), counted(found.known, "training image")
    return (
        f"Nearest of {held} in the last hidden layer, at step {step}: {names}. {unlike(found)[0]}, of which "
        f"{numeral(found.tested)} were looked at. A network gives every image one of its classes, also what is none."
    )


def one(found: Nearest, at: int, classes: Sequence[str]) -> str:
    """One of them: “Training image 1,203, a 3”."""
    return f"Training image {numeral(found.indexes[at])}, {with_article(classes[found.labels[at]])}"
