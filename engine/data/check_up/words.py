"""Words: what several findings say in the same way."""

from __future__ import annotations

from engine.figures import are, counted

PUBLISHED = "A published data set stays as it is."


def images_are(count: int, which: str = "") -> str:
    """1 test image is, 12 test images are."""
    return f"{counted(count, f'{which} image'.strip())} {are(count)}"


def hint(said: str, *, own: bool, way: str = "") -> str:
    """What it does, and what can be done where the images are a person's own."""
    return " ".join(filter(None, (said, way if own else PUBLISHED)))
