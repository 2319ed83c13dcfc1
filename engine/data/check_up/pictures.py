"""Pictures: what single images are like: of odd sizes, of one colour, or no images at all, as findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from engine.data.check_up.findings import SHOWN, At, Example, Finding, Way
from engine.data.check_up.subject import Images, Subject
from engine.data.check_up.words import hint, images_are
from engine.figures import are, counted
from engine.network.shapes import sized
from engine.project.data.own_images import Reading, reading_of
from engine.text import one_line

FLAT = 2.0  # standard deviation of the pixels, of 255, below which there is next to nothing to be seen
ENLARGED = 2  # times in each direction, from which on a picture is blurred
CUT = 2  # times as wide or high, in relation to the other side, as the images are
LISTED = 100  # files
MEND = "Mend them and bring the images in again, or go on without."
FITTED = {
    "crop": "less than half of each is left",
    "pad": "more than half of each is black",
    "stretch": "each is stretched to more than twice its shape",
}


def found_unreadable(subject: Subject) -> Iterator[Finding]:
    """Files that lie among the images and gave none."""
    count = subject.left_out_count
    if count:
        was = "was" if count == 1 else "were"
        listed = tuple(f"{one_line(one.name)}: {one.why}" for one in subject.left_out[:LISTED])
        sentence = f"{counted(count, 'file')} {was} passed over."
        yield Finding("unreadable", count, sentence, MEND, listed=listed)


def found_flat(subject: Subject) -> Iterator[Finding]:
    """Images on which next to nothing is to be seen."""
    flat = [np.flatnonzero(part.spread < FLAT) for part in subject.parts]
    count = sum(map(len, flat))
    if count:
        yield Finding(
            "one colour",
            count,
            f"{images_are(count)} of almost one colour.",
            hint("A network learns nothing from what shows nothing.", own=bool(subject.found)),
            tuple(_examples(subject, flat)),
            subject.leave_out("Leave {} out", *flat),
        )


def found_odd_sizes(subject: Subject) -> Iterator[Finding]:
    """Pictures that were far smaller than the images made of them, or of quite another shape."""
    reading = reading_of(subject.source)
    if reading is None:
        return
    looked = [_odd(part, reading) for part in subject.parts]
    small, cut = (sum(int(one[which].sum()) for one in looked) for which in (0, 1))
    odd = [np.flatnonzero(one[0] | one[1]) for one in looked]
    if count := sum(map(len, odd)):
        yield Finding(
            "odd sizes",
            count,
            _odd_in_words(small, cut, reading),
            "Read them in another size or fit, or leave them out.",
            tuple(_examples(subject, odd, sized=True)),
            subject.leave_out("Leave {} out", *odd),
        )


def _odd(part: Images, reading: Reading) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which pictures are far too small, and which of quite another shape."""
    if part.sizes is None:
        nothing = np.zeros(len(part), bool)
        return nothing, nothing
    height, width = part.sizes[part.places].astype(np.float64).T
    small = np.minimum(height / reading.height, width / reading.width) * ENLARGED < 1
    shape = (width / height) / (reading.width / reading.height)
    return small, np.maximum(shape, 1 / shape) > CUT


def _odd_in_words(small: int, cut: int, reading: Reading) -> str:
    said = []
    if small:
        image = f"an image, which is {sized(reading.width, reading.height)}"
        said.append(f"{counted(small, 'picture')} {are(small)} less than half as large as {image}")
    if cut:
        said.append(
            f"{counted(cut, 'picture')} {'has' if cut == 1 else 'have'} quite another shape: {FITTED[reading.fit]}"
        )
    return f"{', and '.join(said)}."


def _examples(subject: Subject, images: Sequence[NDArray[np.int64]], *, sized: bool = False) -> Iterator[Example]:
    """The first of both parts, each with a way out of its own."""
    left = SHOWN
    for part, some in zip(subject.parts, images, strict=True):
        for image, at in zip(some[:left], part.at(some[:left]), strict=True):
            words = _size(part, int(image)) if sized else subject.classes[at.label]
            yield Example((at,), words, leave_one_out(subject, at))
        left -= min(left, len(some))


def leave_one_out(subject: Subject, at: At, words: str = "Leave out") -> tuple[Way, ...]:
    """The way out that leaves a single image out."""
    train, test = ([at.place], []) if at.part == "train" else ([], [at.place])
    return subject.leave_out(words, train, test)


def _size(part: Images, image: int) -> str:
    assert part.sizes is not None  # noqa: S101  # it is odd by its size
    height, width = part.sizes[part.places[image]]
    return sized(int(width), int(height))
