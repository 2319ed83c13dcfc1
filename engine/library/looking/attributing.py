"""Attributing: which parts of an image a run's network has its answer from."""

from __future__ import annotations

import os
from typing import Literal, TypeAlias

import torch
from torch import Tensor

from engine.data.batches.normalise import Normaliser
from engine.inspection.attribution import attribution as maps
from engine.inspection.attribution.attribution import Attribution
from engine.inspection.attribution.methods import Method
from engine.inspection.attribution.sanity import untrained
from engine.inspection.attribution.target import Target
from engine.library.alone import threads_beside
from engine.library.arguments.methods import method_of
from engine.library.arguments.words import choice, class_of, yes_or_no
from engine.library.finding import RunLike, data_folder, open_run, path_given
from engine.library.looking.images import ImageLike, prepared
from engine.library.looking.trained import Trained, normaliser, trained
from engine.library.run import Run
from engine.machine.devices import resolve
from engine.machine.threads import thread_settings
from engine.model.net import Net
from engine.network.shapes import Shape

Baseline: TypeAlias = Literal["black", "grey"]
LEVELS: dict[Baseline, int] = {"black": 0, "grey": 128}  # of all pixels


def attribute(  # noqa: PLR0913  # what a person may ask, each by its name
    run: RunLike,
    image: ImageLike,
    wanted: str | int | None = None,
    *,
    rather_than: str | int | None = None,
    method: str | Method = "grad-cam",
    layer: str | None = None,
    baseline: Baseline = "black",
    random_weights: bool = False,
    drawing: bool = False,
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
) -> Attribution:
    """Which parts of an image, given as for `predict`, a class has its score from.

    `wanted` is a class by name or index (default: the one that the network takes the image for), `rather_than` another
    one: "why 4 rather than 9". `method` is "gradient", "integrated-gradients", "grad-cam", at the address `layer` or
    the last layer with maps, "occlusion", or one of them with settings of its own. What the values mean stands with
    these: `engine.Gradient` and its like. `baseline` is what counts as nothing: a black image, or
    a grey one. `random_weights` asks the same of the network as it was never trained, which tells whether a map
    shows what was learned. Raises InputError in words.
    """
    chosen, empty = method_of(method, layer), choice(baseline, LEVELS, "baseline")
    drawing, random = yes_or_no(drawing, "drawing"), yes_or_no(random_weights, "random_weights")
    found = trained(open_run(run).folder, step)
    found.warn()
    prepare = normaliser(found.project, data_folder(Run(found.run), found.project.data.source, path_given(data_dir)))
    x = prepare(prepared(image, found.project, drawing=drawing).pixels[None])
    with thread_settings(resolve("cpu"), threads_beside()):
        target = _target(found, x, wanted, rather_than)
        net = _random(found) if random else found.net
        return maps.attribute(net, x, target, chosen, baseline=nothing(empty, prepare, found.net.shape))


def nothing(baseline: Baseline, prepare: Normaliser, shape: Shape) -> Tensor:
    """The image (1, *shape) that counts as nothing, normalised."""
    return prepare(torch.full((1, *shape), LEVELS[baseline], dtype=torch.uint8))


def _random(found: Trained) -> Net:
    training = found.project.training
    return untrained(found.net, training.initialisation, training.seed)


def _target(found: Trained, x: Tensor, wanted: str | int | None, rather_than: str | int | None) -> Target:
    classes = found.project.facts.classes
    if wanted is None:
        with torch.inference_mode():
            wanted = int(found.net(x).argmax())
    return Target(class_of(wanted, classes), None if rather_than is None else class_of(rather_than, classes))
