"""Explaining: how one value of a run's network came about on an image, and where it goes."""

from __future__ import annotations

import os
from collections.abc import Sequence

from engine.analysis.analysis import analyse
from engine.inspection.arithmetic.explaining import explained
from engine.inspection.arithmetic.explanation import Explanation, Use
from engine.inspection.arithmetic.places import forward_of
from engine.library.alone import threads_beside
from engine.library.arguments.numbers import places
from engine.library.arguments.words import address, yes_or_no
from engine.library.finding import RunLike, data_folder, open_run, path_given
from engine.library.looking.images import ImageLike, prepared
from engine.library.looking.trained import normaliser, trained
from engine.library.run import Run
from engine.machine.devices import resolve
from engine.machine.threads import thread_settings

VALUE = "Give (channel, row, column), or (unit,)."


def explain(  # as predict, and of which value
    run: RunLike,
    image: ImageLike,
    layer: str,
    index: Sequence[int],
    *,
    drawing: bool = False,
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
) -> Explanation:
    """How one value of a layer's output came about on an image, with its real numbers, on the CPU.

    `layer` is its address, as in the names of `run.weights()`: "n00003" of "n00003/weight"; `index` is (channel, row,
    column) of maps or (unit,) of a vector, from 0. In what is given back `value` is what the network computed and
    `working` how: patches, kernels and products of a convolution, the largest terms of a linear unit, the winner of a
    pooling, mean, deviation, scale and shift of a batch norm and so on, whose `total` is the value again. `sources` and
    `window` say of which values it is made, `seen` what it sees of the image. `image`, `drawing`, `step` and `data_dir`
    are as for `predict`. Raises InputError, in words, where there is no such value, and ImageError.
    """
    layer, within, drawing = address(layer), places(index, VALUE), yes_or_no(drawing, "drawing")
    found = trained(open_run(run).folder, step)
    found.warn()
    pixels = prepared(image, found.project, drawing=drawing).pixels
    root = data_folder(Run(found.run), found.project.data.source, path_given(data_dir))
    x = normaliser(found.project, root)(pixels[None])
    with thread_settings(resolve("cpu"), threads_beside()):
        return explained(found.net, x, layer, within)


def follow(run: RunLike, layer: str | None, index: Sequence[int]) -> tuple[Use, ...]:
    """Where a value of a layer's output goes: which values of the next layers and blocks are made of it.

    `layer` and `index` are as for `explain`; without a layer it is a pixel of the image. Each has an `address`, and a
    `region` with its `channels`, `rows` and `columns`. Raises InputError, in words, where there is no such value.
    """
    layer, within = None if layer is None else address(layer), places(index, VALUE)
    project = open_run(run).project
    facts = project.facts
    return forward_of(analyse(project.network, facts.shape, len(facts.classes)), layer, within)
