"""Look words: what was found where a person's images lie, in sentences. Without Qt."""

from __future__ import annotations

from math import prod

from engine.network.shapes import sized, spelled
from engine.project.data.own_images import Reading, TestShare
from engine.service.answers import ImagesLook
from gui.appearance.numerals import counted, in_figures, numeral, plain, size


def images(look: ImagesLook) -> int:
    """How many were found, of all parts."""
    return sum(one.train + one.test for one in look.classes)


def summary(look: ImagesLook) -> str:
    """1,015 images of 4 classes: 812 to train on and 203 to test on."""
    said = f"{counted(images(look), 'image')} of {numeral(len(look.classes))} classes"
    if not look.test_found:
        return f"{said}."
    train, test = (sum(getattr(one, part) for one in look.classes) for part in ("train", "test"))
    return f"{said}: {numeral(train)} to train on and {numeral(test)} to test on."


def how_tested(look: ImagesLook, share: TestShare) -> str:
    """How the test images come to be."""
    if look.test_found:
        return "The test images are those that came as such."
    return f"No test images came with them: {plain(100 * share.share)} % of each class is kept for that."


def sizes(look: ImagesLook) -> str:
    """How large the pictures are."""
    if not look.sizes:
        return ""
    height, width, _ = look.sizes[0]
    said = "The pictures are" if len(look.sizes) == 1 else "The pictures differ in size; the commonest are"
    return in_figures(f"{said} {sized(width, height)}.")


def needed(look: ImagesLook, reading: Reading) -> str:
    """How much memory the images take as they would be read."""
    what = f"{counted(images(look), 'image')} of {spelled(reading.shape)}"
    return f"{what} take {size(images(look) * prod(reading.shape))}."
