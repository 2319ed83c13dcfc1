"""Words about how near the training images are to the current image. Without Qt."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from engine.service.looking.images.embedding_answers import Nearest
from gui.appearance.numerals import counted, numeral
from gui.pieces.classes.names import short
from gui.pieces.images.image_words import with_article

TITLE = "Nearest training images", "Nearest in training", "Nearest"
LIKE, STRANGE = 0.75, 0.95  # up to and from these shares of the test images on it is like, or unlike, what was learned


def verdict(found: Nearest) -> tuple[str, ...]:
    """Whether it is one of these at all: “Unlike what it learned from”, and in fewer words."""
    word = "Unlike" if found.share >= STRANGE else "Like" if found.share <= LIKE else "Rather unlike"
    return f"{word} what it learned from", f"{word} these", word


def title(found: Nearest, classes: Sequence[str]) -> tuple[str, ...]:
    """Their classes where no room is for them below the pictures: “Nearest: automobile × 2, airplane”."""
    names = Counter(classes[label] for label in found.labels)
    said = ", ".join(name if times == 1 else f"{name} × {times}" for name, times in names.items())
    return f"Nearest in training: {said}", f"Nearest: {said}", said, ", ".join(short(name, 9) for name in names)


def further(found: Nearest) -> tuple[str, ...]:
    """Held against the test images, each with its own nearest, as “further from its nearest than 98 % of the test
    images are from theirs”, and in fewer words.
    """
    far, of, held = ("further", "from", _percent(found.share)) if found.share > 0 else ("nearer", "to", "all")
    return (
        f"{far} {of} its nearest than {held} of the test images are {of} theirs",
        f"{far} {of} its nearest than {held} of the test images",
        f"{far} {of} its nearest than {held} of tests",
        f"{far} than {held} of tests",
        f"{far} than {held}",
    )


def _percent(share: float) -> str:
    return "all" if share >= 1 else f"{numeral(max(1, min(99, round(100 * share))))} %"


def about(found: Nearest, classes: Sequence[str]) -> str:
    """All of it, for a tool tip and a screen reader."""
    names = ", ".join(with_article(classes[label]) for label in found.labels)
    said = f"{verdict(found)[0]}: {further(found)[0]}"
    step, held = numeral(found.step), counted(found.known, "training image")
    return (
        f"Nearest of {held} in the last hidden layer, at step {step}: {names}. {said}. It is held against "
        f"{counted(found.tested, 'test image')}. A network gives every image one of its classes, also what is none."
    )


def one(found: Nearest, at: int, classes: Sequence[str]) -> str:
    """One of them: “Training image 1,203, a 3”."""
    return f"Training image {numeral(found.indexes[at])}, {with_article(classes[found.labels[at]])}"
