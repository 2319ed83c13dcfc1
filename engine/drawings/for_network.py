"""Own drawings as a network sees them: of one shape, prepared as whatever else it is asked about."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import torch
from torch import Tensor

from engine.drawings.own_set import MOST, KeptFile, OwnSet
from engine.drawings.pictures import Drawn, read_drawn
from engine.drawings.places import classes_of
from engine.errors import ImageError
from engine.network.shapes import Shape
from engine.prediction.drawing import from_drawing
from engine.prediction.picture import from_pixels
from engine.project.data.own_images import Reading, reading_of
from engine.project.project import Project

SMALL = 4_096  # values of an image that is kept as it was prepared: 20 MB for as many as are looked at


@dataclass(frozen=True, eq=False)
class Seen:
    """Images uint8 (N, C, H, W), their labels int64 (N,) and files; `passed_over` are those that could not be read."""

    images: Tensor
    labels: Tensor
    files: tuple[KeptFile, ...]
    passed_over: tuple[Path, ...] = ()

    def __len__(self) -> int:
        return len(self.labels)


def set_of(project: Project, root: Path | None = None) -> OwnSet:
    """The drawings of a project's classes."""
    return OwnSet(classes_of(project), root)


def seen_by(project: Project, files: Sequence[KeptFile], go_on: Callable[[], None] = lambda: None) -> Seen:
    """These drawings, as the network of a project sees them; `go_on` may end it by an error before each."""
    found: list[Tensor] = []
    read: list[KeptFile] = []
    passed_over: list[Path] = []
    for kept in files:
        go_on()
        image = _image(kept.path, project)
        if image is None:
            passed_over.append(kept.path)
        else:
            found.append(image)
            read.append(kept)
    images = torch.stack(found) if found else torch.zeros((0, *project.facts.shape), dtype=torch.uint8)
    labels = torch.tensor([kept.label for kept in read], dtype=torch.int64)
    return Seen(images, labels, tuple(read), tuple(passed_over))


def _image(path: Path, project: Project) -> Tensor | None:
    """None for one that cannot be read, or in which nothing is drawn. Small ones are prepared once."""
    shape, reading = project.facts.shape, reading_of(project.data.source)
    try:
        if math.prod(shape) > SMALL:
            return _as_seen(read_drawn(path), shape, reading)
        there = path.stat()
        return _known(path, (there.st_mtime_ns, there.st_size), shape, reading)
    except (ImageError, OSError):
        return None


@lru_cache(MOST)
def _known(path: Path, _version: tuple[int, int], shape: Shape, reading: Reading | None) -> Tensor | None:
    return _as_seen(read_drawn(path), shape, reading)


def prepared(drawn: Drawn, project: Project) -> Tensor | None:
    """uint8 (C, H, W); None where nothing is drawn."""
    return _as_seen(drawn, project.facts.shape, reading_of(project.data.source))


def _as_seen(drawn: Drawn, shape: Shape, reading: Reading | None) -> Tensor | None:
    if drawn.kind == "drawing":
        return from_drawing(drawn.pixels, shape)
    return from_pixels(drawn.pixels, shape, reading)
