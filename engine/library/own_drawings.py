"""Own drawings: images kept with their right class, and a run that goes on with them."""

from __future__ import annotations

from os import PathLike
from pathlib import Path

import numpy as np
from PIL.Image import Image

from engine.data.importing.decoding.picture import over
from engine.drawings.for_network import set_of
from engine.drawings.pictures import Drawn
from engine.drawings.places import classes_of
from engine.errors import ImageError
from engine.library.arguments.numbers import step_of
from engine.library.arguments.words import class_of, yes_or_no
from engine.library.finding import ProjectLike, RunLike, open_run, path_given, read
from engine.library.looking.images import ImageLike, picture_of, place_of
from engine.library.training.training import Training, train
from engine.prediction.picture import drawing_in_image
from engine.project.training.learning import learning


def keep_drawing(project: ProjectLike, image: ImageLike, shows: str | int, *, drawing: bool = True) -> Path:
    """Keeps an image, given as for `predict`, among the own drawings of a project's classes, as an example of one.

    `drawing` takes what is drawn in it, dark on light or light on dark, to be prepared as the digits of MNIST were;
    without it the picture is taken as it is. What is kept already is moved to that class. It says where the file lies.
    Raises InputError, in words.
    """
    wanted, drawing = read(project), yes_or_no(drawing, "drawing")
    label = class_of(shows, classes_of(wanted))
    picture = picture_of(image, wanted.facts.shape, place_of(image))
    return set_of(wanted).keep(_drawn(picture, drawing=drawing), label)


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
    parent, step = open_run(run), step_of(step)
    steps = parent.kept_steps
    told = learning(parent.latest_project, step if step is not None else steps[-1] if steps else 0)
    return train(told, from_run=parent, from_step=step, out=path_given(out), device=device)


def _drawn(picture: Image, *, drawing: bool) -> Drawn:
    if not drawing:
        pixels = np.asarray(over(picture, "black").convert("RGB"))
        return Drawn("picture", np.ascontiguousarray(pixels.transpose(2, 0, 1)))
    ink = drawing_in_image(picture)
    if ink.empty:
        raise ImageError("Nothing is drawn in it.", "Draw dark on light, or light on dark.")
    return Drawn("drawing", ink.strokes)
