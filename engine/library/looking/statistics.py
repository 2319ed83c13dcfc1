"""Statistics: how a layer of a run's network spreads over training images, and how far a step moves its weights."""

from __future__ import annotations

import os

from engine.data.batches.normalise import fitted
from engine.data.store import load
from engine.errors import InputError, RunFolderError
from engine.inspection.muting.sample import sample_for_counting
from engine.inspection.statistics.gathering import statistics_over
from engine.inspection.statistics.layer_statistics import LayerStatistics, Mode
from engine.library.alone import threads_beside
from engine.library.arguments.numbers import step_of
from engine.library.arguments.words import address, choice
from engine.library.finding import ProjectLike, RunLike, data_folder, open_run, path_given
from engine.library.looking.next_step import NextStep
from engine.library.looking.trained import trained
from engine.library.run import Run
from engine.machine.devices import resolve
from engine.machine.threads import thread_settings
from engine.model.own_dropout import draw_apart
from engine.runs.logs import logged_steps
from engine.training.steps.losses import loss_of
from engine.training.steps.preparation import class_weights_of
from engine.training.weight_step.update import Updates
from engine.training.weight_step.updates import updates_between, updates_of_next_step

MODES: tuple[Mode, ...] = ("testing", "training")


def statistics(
    run: RunLike,
    layer: str,
    *,
    mode: Mode = "testing",
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
) -> LayerStatistics:
    """How what a layer is given and gives, its weights and their gradient spread, over up to 1,000 training images.

    `layer` is an address, as in `run.weights()`. Images pass as in testing, or with mode="training" in batches, where a
    batch norm uses the statistics of each and dropout drops. `before` and `after` have histograms of all `values`, and
    mean, deviation and zeros of each of the `channels`; `tensors` are the weights with their gradient, of the mean loss
    of a batch as in training; `norm` has the scale, shift and running statistics of a batch norm; `units.dead` says
    which channels give nothing but 0 after the activation. Nothing is changed. Raises InputError and DataError.
    """
    layer, mode = address(layer), choice(mode, MODES, "mode")
    found = trained(open_run(run).folder, step)
    found.warn()
    project, net = found.project, found.net
    data = load(project.data, data_folder(Run(found.run), project.data.source, path_given(data_dir)))
    draw_apart(net)
    with thread_settings(resolve("cpu"), threads_beside()):
        sample = sample_for_counting(data.train, net, fitted(project.data.normalisation, data.train))
        loss = loss_of(project.training, class_weights_of(project, data, resolve("cpu")))
        return statistics_over(sample, net, layer, mode, project.training.batch, loss, lambda: None)


def updates(
    project: ProjectLike,
    *,
    step: int | None = None,
    data_dir: str | os.PathLike[str] | None = None,
    image_memory: str | int | None = None,
) -> Updates:
    """How far the next step of a training moves each tensor, beside how long that is: the update-to-weight ratio.

    Of a run it is the step after one whose checkpoint it keeps, by default the newest that another step follows, of a
    project the first. Where there is no checkpoint of `step`, it is what steps moved them on average between the kept
    steps around it. Nothing is changed. Raises InputError, RunFolderError and DataError.
    """
    step, training = step_of(step), NextStep(project, data_dir)
    try:
        standing = training.standing(step)
    except RunFolderError:
        if training.run is None or step is None:
            raise
        return updates_between(training.run.folder, _taken(training.run, step))
    dataset = training.images(image_memory)
    with thread_settings(resolve("cpu"), threads_beside()):
        return updates_of_next_step(standing, dataset)


def _taken(run: Run, step: int) -> int:
    """A step that a run was at."""
    last = max(logged_steps(run.folder.steps_file), *run.kept_steps, 0)
    if step > last:
        raise InputError(f"The run was never at step {step:,}: its last is {last:,}.", "Choose a step up to that.")
    return step
