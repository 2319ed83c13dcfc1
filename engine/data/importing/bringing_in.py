"""Bringing in: a folder, a table or an archive that a person has, as a source for a project, decoded and kept."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from engine.data.importing.brought import Brought, Wish
from engine.data.importing.cache import cache, contents
from engine.data.importing.cache.making import NAMED, made
from engine.data.importing.cache.manifest import Manifest
from engine.data.importing.decoding.picture import Note
from engine.data.importing.finding.listing import Listing, refuse_classes
from engine.data.importing.finding.looking import Found, absolute, looked_at
from engine.data.importing.finding.passed_over import PassedOver, in_words
from engine.data.importing.suggestion import looks_of, suggested
from engine.data.readers.read_parts import Progress, Stop
from engine.data.splits.parting import parted, rule_of
from engine.errors import DataError, Place
from engine.figures import counted
from engine.project.data.own_images import (
    AnyOwnImages,
    ArrayImages,
    ChosenTest,
    FolderImages,
    FoundTest,
    Reading,
    TableImages,
)
from engine.typed.document import changed, refuse_unwritable

KINDS: dict[str, type[AnyOwnImages]] = {"folder": FolderImages, "table": TableImages, "arrays": ArrayImages}
SAID: dict[Note, tuple[str, str]] = {  # of one picture, and of many
    "deep": ("has 16 bits a channel, and was brought to 8", "have 16 bits a channel, and were brought to 8"),
    "transparent": ("is partly transparent, and lies on white", "are partly transparent, and lie on white"),
    "several": ("holds several pictures: its first was taken", "hold several pictures: their first was taken"),
}


def brought_in(
    path: Path,
    wish: Wish = Wish(),  # noqa: B008  # it is frozen
    progress: Progress | None = None,
    stop: Stop | None = None,
    *,
    least_classes: int = 2,
) -> Brought:
    """Looks at what lies at a path, decodes it unless the cache has it, and gives the source.

    `progress(images done, images)` is told. Raises DataError in words where it is nothing that can be learned from, and
    Stopped soon after `stop()` becomes true.
    """
    path = absolute(path)
    refuse_unwritable(str(path))
    found = looked_at(path, least_classes, stop)
    there = _as_wished(found, path, wish, progress, stop)
    refuse_classes(there.manifest.classes, path, least_classes)
    arrived = brought(found, path, there, wish.share)
    if least_classes > 1:
        _refuse_untested(arrived.source)
    return arrived


def _as_wished(found: Found, path: Path, wish: Wish, progress: Progress | None, stop: Stop | None) -> cache.Cached:
    """The images in the cache; in colour, where nobody said otherwise, if any of them is."""
    reading = wished(found, wish, stop)
    there = kept_or_made(found, path, reading, progress, stop)
    if wish.colour is None and not reading.colour and there.manifest.notes.get("colour"):
        reading = changed(reading, colour=True)  # one in colour was not among those that were looked at
        there = kept_or_made(found, path, reading, progress, stop)
    return there


def wished(found: Found, wish: Wish, stop: Stop | None = None) -> Reading:
    """The reading that is wanted, with what is suggested for the rest; ProjectError out of bounds, and Stopped."""
    said = wish.size is not None and wish.colour is not None
    reading = Reading() if said else suggested(looks_of(found, stop))
    height, width = wish.size or (reading.height, reading.width)
    colour = reading.colour if wish.colour is None else wish.colour
    return changed(reading, height=height, width=width, colour=colour, fit=wish.fit)


def kept_or_made(
    found: Found, path: Path, reading: Reading, progress: Progress | None = None, stop: Stop | None = None
) -> cache.Cached:
    """The images in the cache, decoded where they are not there yet; as `made`."""
    there = cache.found(cache.key(found.kind, found.stamp, reading))
    if there is None or come_back(found, there.manifest):
        return made(found, path, reading, progress, stop)
    return there


def come_back(found: Found, manifest: Manifest) -> bool:
    """Whether files that the system did not give when they were decoded can be read now."""
    return isinstance(found, Listing) and any(_is_given(found.root / name) for name in manifest.unread)


def _is_given(path: Path) -> bool:
    """Whether the system gives a file, to its end."""
    with suppress(OSError, ValueError):
        if path.is_file():
            path.read_bytes()
            return True
    return False


def _refuse_untested(source: AnyOwnImages) -> None:
    """Raises DataError where nothing would be left to test on."""
    if source.test_images:
        return
    what = "None of its classes has two images, so none is left to test on."
    if isinstance(source.test, FoundTest):
        what = "None of its test images could be read."
    raise DataError(what, "Add images.", Place(source.path))


def brought(found: Found, path: Path, there: cache.Cached, share: ChosenTest) -> Brought:
    """What was found and what the cache knows of it, as a source and in words.

    `share` is kept for testing where nothing came for that. Raises DataError where it is not in the cache any more.
    """
    manifest, stock = there.manifest, contents.stock(there)
    train, validation, test = parted(stock, share)
    source = KINDS[manifest.kind](
        path=str(path),
        classes=manifest.classes,
        train_images=len(train) + len(validation),
        test_images=len(test),
        validation_images=len(validation),
        checksum=manifest.checksum,
        reading=manifest.reading,
        test=rule_of(stock, share),
    )
    mean, deviation = contents.statistics(there, train)
    left, said = left_of(found, manifest), remarks_of(found, manifest)
    return Brought(source, mean, deviation, left, count_left(found, manifest), found.hidden, said)


def left_of(found: Found, manifest: Manifest) -> tuple[PassedOver, ...]:
    """The first of what lies there and gave no image."""
    failed = (PassedOver(one.name, one.why) for one in manifest.left)
    return (*found.passed_over, *failed)[:NAMED]


def count_left(found: Found, manifest: Manifest) -> int:
    """How much lies there and gave no image."""
    return len(found.passed_over) + manifest.left_out


def remarks_of(found: Found, manifest: Manifest) -> tuple[str, ...]:
    """Sentences: how it was understood, what was made of pictures of some kinds, and what was passed over."""
    left, count = left_of(found, manifest), count_left(found, manifest)
    return (*found.remarks, *_notes(manifest), *in_words(left, found.hidden, count))


def _notes(manifest: Manifest) -> Sequence[str]:
    said = ((manifest.notes.get(note, 0), words) for note, words in SAID.items())
    return [f"{counted(count, 'picture')} {words[count != 1]}." for count, words in said if count]
