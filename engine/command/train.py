"""`main.py train`: trains a recipe, a project, or the project of a run; or goes on with a run."""

from __future__ import annotations

import argparse
import json
import shlex
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from engine.command.arguments import (
    COUNT_MAX,
    SEED_MAX,
    a_path,
    add_data_dir,
    add_json,
    add_machine,
    answer,
    say,
    say_difference,
    say_if_many,
    whole_number,
)
from engine.command.forks import parent_figures, parent_of, say_if_orphaned
from engine.command.image_memory import add_image_memory
from engine.command.interruption import Interruption
from engine.command.own_data import add_data, refuse_both, size_told, with_data
from engine.command.tuning import add_tuning, figures, forget_tuned, refuse_tuning, tuned
from engine.errors import InputError, Place, Stopped
from engine.events import OF_ITSELF
from engine.figures import counted, percent, speed
from engine.library.editing import edit
from engine.library.finding import data_folder, open_run, read, run_meant
from engine.library.forking import fork_point
from engine.library.resuming import budget_steps, refuse_done, with_facts_here
from engine.library.run import Run
from engine.metrics.interval import wilson
from engine.project.data.own_images import OwnImages
from engine.project.project import Project, refuse_training
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.verdict import Ended, to_try, verdict
from engine.runs.folder import Result
from engine.text import one_line
from engine.typed.document import changed

if TYPE_CHECKING:
    from engine.data.dataset import Dataset
    from engine.library.training import Training
    from engine.training.tuning.tuned import Tuned

INTERRUPTED = 130


def add(parser: argparse.ArgumentParser) -> None:
    """It takes what to train, and what is to be otherwise than there."""
    parser.add_argument("project", metavar="PROJECT|RECIPE|RUN", help="a project file, the name of a recipe, or a run")
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--epochs", type=whole_number(1, 1_000_000), metavar="N", help="how often all images are seen")
    budget.add_argument("--steps", type=whole_number(1, COUNT_MAX), metavar="N", help="how many batches are seen")
    parser.add_argument(
        "--minutes",
        type=whole_number(0, 1_000_000),
        metavar="N",
        help="end when it took so long; 0: no limit",
    )
    parser.add_argument(
        "--seed",
        type=whole_number(0, SEED_MAX),
        metavar="S",
        help="the same seed gives the same run; on a GPU the last bits may differ",
    )
    parser.add_argument("--share", metavar="F", help="the share of the training images that is used, as 0.1")
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="as training.batch=128")
    add_machine(parser, "as many as are fastest here: tried once for a network, and remembered")
    add_data(parser)
    add_data_dir(parser)
    add_image_memory(parser)
    parser.add_argument(
        "--from",
        dest="from_run",
        metavar="RUN[@STEP]",
        help="begin with the weights of a run, as far as they fit: its newest checkpoint, or one of its kept steps",
    )
    parser.add_argument("--out", type=a_path, metavar="DIR", help="the folder to keep the run in")
    parser.add_argument(
        "--resume",
        action="store_true",
        help="go on with a run, on the device and with the threads it had; --epochs gives it more",
    )
    parser.add_argument(
        "--extend",
        choices=("hold", "anew", "stretch"),
        help="the rate of what --resume adds: the last one, the schedule anew, or stretched over the whole run",
    )
    add_tuning(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Trains, and prints what was reached."""
    refuse_tuning(arguments)
    refuse_both(arguments)
    project, resumed = _resumed(arguments) if arguments.resume else (_edited(arguments), None)
    _refuse_impossible(project, arguments.project)
    if arguments.from_run is not None:
        fork_point(arguments.from_run)  # what is wrong with it is said before torch is loaded
    say_difference(project)
    say_if_many(arguments.threads)
    forget_tuned(arguments, project)
    with Interruption() as interruption:
        found, dataset = _tuned(arguments, project, interruption)
        if interruption.asked:
            say("Interrupted before the first step, so no run is kept.")
            return INTERRUPTED
        training = _begun(arguments, project, resumed)
        if dataset is not None:
            training.use(dataset)
        interruption.call(lambda: training.stop("interrupt"))
        try:
            _followed(training)
        finally:
            if arguments.json and training.result:
                print(json.dumps(_figures(training.result, training) | ({"tuned": figures(found)} if found else {})))
    if training.result is None:
        raise RuntimeError("the run ended without a result")
    return _told(training.result, training, as_json=arguments.json)


def _refuse_impossible(project: Project, name: str) -> None:
    """Raises InputError for what would not run, before anything is made or torch is loaded."""
    try:
        refuse_training(project)
    except InputError as error:
        where = error.where
        raise type(error)(error.what, error.hint, Place(name, where.node, where.field, where.words)) from None


def _edited(arguments: argparse.Namespace) -> Project:
    """The project with what the command line wants otherwise."""
    if arguments.extend is not None:
        raise InputError("--extend is for a run that goes on.", "Use it with --resume and a larger --epochs.")
    project, _ = with_data(read(arguments.project), arguments.data)  # what is to be said of the files the run says
    if arguments.data is not None and isinstance(project.data.source, OwnImages):
        say(size_told(project.data.source))
    share = [] if arguments.share is None else [f"data.share={arguments.share}"]
    project = edit(project, *arguments.set, *share)
    if arguments.seed is not None:
        project = changed(project, training=changed(project.training, seed=arguments.seed))
    return with_facts_here(_budgeted(project, arguments), _root(arguments, project))


def _budgeted(project: Project, arguments: argparse.Namespace) -> Project:
    budget = project.training.budget
    minutes = budget.minutes if arguments.minutes is None else arguments.minutes
    if arguments.epochs is not None:
        budget = Epochs(arguments.epochs)
    elif arguments.steps is not None:
        budget = Steps(arguments.steps)
    budget = changed(budget, minutes=minutes)
    return changed(project, training=changed(project.training, budget=budget))


def _resumed(arguments: argparse.Namespace) -> tuple[Project, Run]:
    """A run to go on with, and its project."""
    for name in ("set", "share", "seed", "out", "data", "from_run"):
        if getattr(arguments, name) not in (None, []):
            option = name.removesuffix("_run")
            raise InputError(f"--{option} cannot be used with --resume.", "A run goes on as it began.")
    found = open_run(arguments.project)
    say_if_orphaned(found)
    project = found.latest_project
    project = with_facts_here(_budgeted(project, arguments), _root(arguments, project), found)
    refuse_done(found.folder, project, "Give it more --epochs, or leave out --resume.")
    return project, found


def _tuned(
    arguments: argparse.Namespace, project: Project, interruption: Interruption
) -> tuple[Tuned | None, Dataset | None]:
    """What was found, and the images that were read for it; nothing where nobody asked, or it was interrupted."""
    if arguments.tune:
        with suppress(Stopped):
            return tuned(arguments, project, _root(arguments, project), interruption)
    return None, None


def _begun(arguments: argparse.Namespace, project: Project, resumed: Run | None) -> Training:
    from engine.library.training import train

    return train(
        project,
        out=arguments.out,
        device=arguments.device,
        threads=arguments.threads,
        lower_precision=arguments.lower_precision,
        data_dir=_root(arguments, project),
        resume=resumed,
        from_run=arguments.from_run,
        extend=arguments.extend or "auto",
        image_memory=arguments.image_memory,
    )


def _root(arguments: argparse.Namespace, project: Project) -> Path | None:
    """The folder of the images: as given, or where those of the run lay whose project is trained afresh."""
    return data_folder(run_meant(arguments.project), project.data.source, arguments.data_dir)


def _followed(training: Training) -> None:
    """Trains to the end, or until a signal comes, and tells how far it is."""
    from engine.command.progress import ProgressTold

    progress = ProgressTold(budget_steps(training.project), training.project.training.budget)
    try:
        for event in training:
            progress(event)
    finally:
        progress.close()


def _told(result: Result, training: Training, *, as_json: bool) -> int:
    """Prints the result; 130 when the run was interrupted."""
    interrupted = result.stopped_by not in OF_ITSELF
    if not training.kept:
        say("Interrupted before the first step, so no run is kept.")
        return INTERRUPTED
    if interrupted:
        again = f"main.py train {shlex.quote(str(training.run.path))} --resume"
        say(f"Interrupted at step {result.steps:,}; go on with: {again}")
    elif not as_json:
        answer(_summary(result, training.project, training.run))
    _warn_of_trouble(result, training)
    return INTERRUPTED if interrupted else 0


def _warn_of_trouble(result: Result, training: Training) -> None:
    """What was made is of no use, and what to try."""
    run, total = training.run, budget_steps(training.project)
    tried = [one for one in run.evaluations if one.split == "test"]
    losses = tuple(one.loss for one in tried if one.loss is not None)
    at, accuracy = (tried[-1].step, tried[-1].accuracy) if tried else (0, None)
    found = verdict(Ended(training.project, total, run.steps.loss, accuracy, at, losses, result.stopped_by))
    if found.trouble:
        say(f"{found.sentence} {to_try(found)}")


def _summary(result: Result, project: Project, run: Run) -> str:
    images = f"the {project.facts.test_images:,} test images, which it never saw"
    passes = f"{counted(result.epochs, 'epoch')} ({counted(result.steps, 'step')})"
    return (
        f"{one_line(project.title)}: recognises {percent(result.test_accuracy)} of {images}, "
        f"after {passes} in {result.seconds:,.1f} s ({speed(result.images_per_second)}).\n"
        f"{_best(run.best_step)}"
        f"Run: {run.path}"
    )


def _best(step: int | None) -> str:
    """Which step is kept as the best, in a line; nothing where none is."""
    return "" if step is None else f"The best on the validation images is kept: step {step:,}.\n"


def _figures(result: Result, training: Training) -> dict[str, object]:
    return {
        "run": str(training.run.path) if training.kept else None,
        "epochs": result.epochs,
        "steps": result.steps,
        "seconds": result.seconds,
        "images_per_second": result.images_per_second,
        "train_loss": result.train_loss,
        "test_loss": result.test_loss,
        "test_accuracy": result.test_accuracy,
        "stopped_by": result.stopped_by,
        "test_accuracy_interval": _interval(result, training),
        "parent": parent_figures(parent_of(training.run)) if training.kept else None,
    }


def _interval(result: Result, training: Training) -> tuple[float, float] | None:
    """Where the accuracy on all images like the test images lies, at 95 %."""
    if result.test_accuracy is None:
        return None
    images = training.run.project.facts.test_images
    return wilson(round(result.test_accuracy * images), images)
