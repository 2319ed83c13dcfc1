"""Learned images: those of a split that a run learned from, as own drawings, or a run that it goes on from.

They are told by their pixels, so whatever a drawing was called when it was kept, and however long ago.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from engine.errors import RunFolderError
from engine.runs.family.began import began_learned
from engine.runs.family.parent import lies_at, origin
from engine.runs.folder import RunFolder
from engine.runs.leak import leak_in_words

if TYPE_CHECKING:
    from engine.data.dataset import Split
    from engine.network.shapes import Shape
    from engine.project.data.splits import EvaluatedSplit
    from engine.runs.reader import RunReader


_HASHES: WeakKeyDictionary[Split, NDArray[np.int64]] = WeakKeyDictionary()  # of each image, whoever asked first


def learned_images(run: RunFolder, images: Split, go_on: Callable[[], None] = lambda: None) -> int:
    """How many images of a split; `go_on` may end it by an error. What of a family is gone is passed over."""
    drawn = {pixels for one in _with_ancestors(run) for pixels in _drawn(one, images.shape)}
    return sum(1 for _ in among(drawn, images, go_on))


def found_or_logged(
    run: RunReader, split: EvaluatedSplit, images: Split, go_on: Callable[[], None] = lambda: None
) -> int:
    """The same, or what the run logged when it was tried on the split, before something of its family was gone."""
    logged = (event.learned or 0 for event in run.evaluations() if event.split == split)
    return max(learned_images(run.folder, images, go_on), *logged, 0)


def leak_of(run: RunFolder, learned: int | None, *, drawings: bool) -> str:
    """What is said of so many learned images of a run; `drawings`: it trained with own ones itself."""
    drew = drawings or (learned is None and keeps_drawings(run))
    return leak_in_words(learned, drawings=drew)


def keeps_drawings(run: RunFolder) -> bool:
    """Whether it trained with own drawings, or a run that it goes on from, as far as these are still there."""
    return any(one.drawings_file.is_file() for one in _with_ancestors(run))


def among(drawn: Collection[bytes], images: Split, go_on: Callable[[], None] = lambda: None) -> Iterator[bytes]:
    """Images of a split that are some of these, as the bytes of their pixels, uint8 (C, H, W).

    All of them are gone through once, as the split may lie in a file and is asked about again and again.
    """
    if not drawn:
        return
    wanted = np.array([hash(pixels) for pixels in drawn], np.int64)
    for place in np.flatnonzero(np.isin(_hashes(images, go_on), wanted)):
        pixels = images.image(int(place)).numpy().tobytes()
        if pixels in drawn:
            yield pixels


def _hashes(images: Split, go_on: Callable[[], None]) -> NDArray[np.int64]:
    known = _HASHES.get(images)
    if known is None:
        found = []
        for part in images.in_parts():
            go_on()
            found += [hash(image.tobytes()) for image in part.numpy()]
        known = _HASHES[images] = np.array(found, np.int64)
    return known


def _with_ancestors(run: RunFolder) -> Iterator[RunFolder]:
    seen: set[str] = set()
    while run.id not in seen:
        seen.add(run.id)
        yield run
        parent = origin(run.parent_file) if began_learned(run) else None
        folder = None if parent is None else lies_at(parent, run.path)
        if folder is None:
            return
        run = RunFolder(folder)


def _drawn(run: RunFolder, shape: Shape) -> Iterator[bytes]:
    from engine.runs.kept_drawings import read_drawings

    if run.drawings_file.is_file():
        with suppress(RunFolderError):
            images, _ = read_drawings(run.drawings_file)
            if images.shape[1:] == shape:
                yield from (image.tobytes() for image in images)
