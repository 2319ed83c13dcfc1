"""Filming: what a layer of a run was, or made of an image, at each step that the run keeps."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from engine.errors import ImageError, InputError, RunFolderError
from engine.files import write_aside
from engine.inspection.over_time.film import Film, What
from engine.inspection.over_time.film import film as filmed
from engine.inspection.over_time.frames import frame, kernels_of, whole
from engine.inspection.over_time.pictures import as_gif, as_strip
from engine.library.alone import threads_beside
from engine.library.arguments.words import address, choice, yes_or_no
from engine.library.finding import RunLike, data_folder, open_run, path_given, path_needed
from engine.library.looking.images import ImageLike, prepared
from engine.library.looking.trained import Trained, normaliser, trained
from engine.library.run import Run
from engine.machine.devices import resolve
from engine.machine.threads import thread_settings
from engine.model.net import Net
from engine.model.weights import load_tensors
from engine.runs.reader import RunReader
from engine.text import told

WHAT: tuple[What, ...] = ("filters", "maps", "answer")
WAYS = {".gif": as_gif, ".png": as_strip}


def film(
    run: RunLike,
    what: What = "filters",
    *,
    layer: str | None = None,
    image: ImageLike | None = None,
    drawing: bool = False,
    data_dir: str | os.PathLike[str] | None = None,
) -> Film:
    """The "filters" of a layer, its "maps" for an image, or the "answer" to an image, at each kept step.

    `layer` is an address, as `check` and the weights of a run have them; the image is given as for `predict`. Snapshots
    that cannot be read are left out. Raises LayerscopeError in words.
    """
    what, layer = choice(what, WHAT, "film"), None if layer is None else address(layer)
    drawing = yes_or_no(drawing, "drawing")
    found = trained(open_run(run).folder)
    if what != "filters" and image is None:
        raise InputError(f"For a film of the {what} an image is needed.", "Name one.")
    pixels, x = (None, None) if image is None else _seen(found, image, drawing=drawing, data_dir=data_dir)
    with thread_settings(resolve("cpu"), threads_beside()):
        frames = ((step, frame(net, what, layer, x)) for step, net in _nets(found.net, Path(open_run(run).path)))
        count, kernels = whole(found.net, what, layer), kernels_of(found.net, layer) if what == "filters" else None
        return filmed(what, frames, found.project.facts.classes, whole=count, image=pixels, kernels=kernels)


def save_film(film: Film, path: str | os.PathLike[str]) -> Path:
    """As a GIF, or as a strip of pictures where the name ends in .png. Raises InputError, and ImageError in words."""
    if not isinstance(film, Film):
        raise InputError(f"{told(film)} is no film.", "Give what `engine.film` gave.")
    place = path_needed(path)
    way = WAYS.get(place.suffix.lower())
    if way is None:
        raise InputError(f"{told(str(place))} is no name for a film.", "Choose one that ends in .gif or .png.")
    try:
        write_aside(place, way(film))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ImageError(f"“{place}” cannot be written ({reason}).", "Choose another folder.") from None
    return place


def _seen(
    found: Trained, image: ImageLike, *, drawing: bool, data_dir: str | os.PathLike[str] | None
) -> tuple[NDArray[np.uint8], Tensor]:
    """The pixels of an image, and the image (1, *shape) normalised as in training."""
    folder = data_folder(Run(found.run), found.project.data.source, path_given(data_dir))
    pixels = prepared(image, found.project, drawing=drawing).pixels
    return pixels.numpy(), normaliser(found.project, folder)(pixels[None])


def _nets(net: Net, folder: Path) -> Iterator[tuple[int, Net]]:
    """The same net with the weights of one step after the other."""
    reader = RunReader(folder)
    for step in reader.kept_steps():
        try:
            _, tensors = reader.tensors(step)
        except RunFolderError:
            continue
        load_tensors(net, tensors)
        yield step, net
