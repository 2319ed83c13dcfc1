"""Manifest: what the cache knows of images that were decoded: where they came from, what they are, what was said."""

from __future__ import annotations

import msgspec

from engine.data.importing.brought import KindOfSource
from engine.project.data.facts import Classes, Facts
from engine.project.data.own_images import Reading


class Left(msgspec.Struct, frozen=True):
    """A file that gave no image, by its path below the root, and why."""

    name: str
    why: str


class Manifest(msgspec.Struct, frozen=True):
    """Written last: where it is whole, so is all else. Counts are of images that were decoded.

    They are as they came: `test_images` is 0 where none came to test on, and some of the others may be kept for that.
    `checksum` is of all pixels, labels and names. `sizes` are those in bytes of the files beside it. `left` names the
    first of the files that gave no image, `left_out` counts all of them, and `unread` names the first that the system
    did not give; what else lies there is told by a look.
    """

    kind: KindOfSource
    path: str
    reading: Reading
    classes: Classes
    train_images: int
    test_images: int
    test_found: bool
    checksum: str
    sizes: dict[str, int]
    left: tuple[Left, ...] = ()
    left_out: int = 0
    validation_images: int = 0  # of the training images, the last
    notes: dict[str, int] = {}
    unread: tuple[str, ...] = ()
    layout: int = 0  # as the program was that wrote it

    @property
    def images(self) -> int:
        """All of them."""
        return self.train_images + self.test_images

    @property
    def facts(self) -> Facts:
        """Shape, classes, counts and checksum of what was decoded."""
        return Facts(self.reading.shape, self.classes, self.train_images, self.test_images, self.checksum)


_MANIFESTS = msgspec.json.Decoder(Manifest)


def is_broken(content: bytes) -> bool:
    """Whether it is nothing that any version of the program wrote."""
    try:
        msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return True
    return False


def manifest_in(content: bytes) -> Manifest | None:
    """The manifest in a file's content; None where it is none, or damaged."""
    try:
        return _MANIFESTS.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
