"""Own drawings: images kept with their right class, and a run that goes on with them."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import numpy as np

from engine.data.importing.decoding.picture import decoded, over
from engine.drawings.for_network import set_of
from engine.drawings.pictures import Drawn
from engine.drawings.places import classes_of
from engine.errors import ImageError, InputError
from engine.library.finding import ProjectLike, RunLike, open_run, path_given, read
from engine.library.training.training import Training, train
from engine.platform import expanded
from engine.prediction.picture import drawing_in_image
from engine.project.training.learning import learning


def keep_drawing(project: ProjectLike, image: str | PathLike[str], shows: str, *, drawing: bool = True) -> Path:
    """Keeps the image in a file among the own drawings of a project's classes, as an example of one; where it lies.

    `drawing` takes what is drawn in it, dark on light or light on dark, to be prepared as the digits of MNIST were;
    without it the picture is taken as it is. What is kept already is moved to that class. Raises InputError, in words.
    """
    classes = classes_of(read(project))
    if shows not in classes:
        raise InputError(f"There is no class “{shows}”.", f"It is one of: {', '.join(classes[:20])}.")
    return set_of(read(project)).keep(_drawn(expanded(image), drawing=drawing), classes.index(shows))


def own_drawings(project: ProjectLike) -> list[tuple[Path, str]]:
    """The files of the own drawings of a project's classes, the newest first, each with its class."""
    wanted = read(project)
    classes = classes_of(wanted)
    return [(kept.path, classes[kept.label]) for kept in set_of(wanted).files()]


def learn_from_drawings(
    run: RunLike, step: int | None = None, *, out: str | PathLike[str] | None = None, device: str = "auto"
) -> Training:
    """A training of 20 steps that goes on from a run, by default from its newest, to loop over as that of `train`.

    Half of each batch are own drawings, the newest of them in each, and half training images; the run keeps those that
    it began with. `compare(run, training.run)` says what was gained and forgotten. Raises InputError, in words.
    """
    parent = open_run(run)
    steps = parent.kept_steps
    told = learning(parent.latest_project, step if step is not None else steps[-1] if steps else 0)
    return train(told, from_run=parent, from_step=step, out=path_given(out), device=device)


def _drawn(path: Path, *, drawing: bool) -> Drawn:
    picture = decoded(path)
    if not drawing:
        pixels = np.asarray(over(picture, "black").convert("RGB"))
        return Drawn("picture", np.ascontiguousarray(pixels.transpose(2, 0, 1)))
    ink = drawing_in_image(picture)
    if ink.empty:
        raise ImageError("Nothing is drawn in it.", "Draw dark on light, or light on dark.")
    return Drawn("drawing", ink.strokes)
