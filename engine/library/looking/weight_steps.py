"""Weight steps: how one weight of a training learns."""

from __future__ import annotations

import os
from collections.abc import Sequence

from engine.library.alone import threads_beside
from engine.library.arguments.numbers import places
from engine.library.arguments.words import address
from engine.library.finding import ProjectLike
from engine.library.looking.next_step import NextStep
from engine.machine.devices import resolve
from engine.machine.threads import thread_settings
from engine.training.weight_step.taking import weight_step
from engine.training.weight_step.weight_step import WeightStep

WEIGHT = "Give one of the names in `run.weights()`."
WITHIN = "Give one whole number for each side of the tensor."


def explain_step(
    project: ProjectLike,
    weight: str,
    index: Sequence[int],
    *,
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
    image_memory: str | int | None = None,
) -> WeightStep:
    """What the next step of a training does to one weight, with its real numbers, worked out on the CPU.

    Of a run it is the step after one whose checkpoint it keeps, by default the newest that another step follows; of a
    project that was not trained the first. `weight` is a name as in `run.weights()`, such as "n00003/weight", `index`
    its place in that tensor, from 0. What is given back holds the `gradient` on the batch, how far it was clipped, the
    `rate` and in `lines` the optimiser's arithmetic, up to the weight `after`. Nothing is changed by it. Raises
    InputError, in words, also where what the optimiser keeps is not known after that step, and DataError.
    """
    name, within = address(weight, "weight", WEIGHT), places(index, WITHIN)
    training = NextStep(project, data_dir)
    standing = training.standing(step)
    dataset = training.images(image_memory)
    with thread_settings(resolve("cpu"), threads_beside()):
        return weight_step(standing, dataset, name, within)
