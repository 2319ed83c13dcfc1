"""`main.py train`: trains a recipe, a project, or the project of a run; or goes on with a run."""

from __future__ import annotations

import argparse
import json
import shlex
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from engine.command.arguments import (
    COUNT_MAX,
    SEED_MAX,
    add_data_dir,
    add_json,
    add_machine,
    say,
    whole_number,
)
from engine.command.figures import counted, percent, speed
from engine.command.finding import find_project, find_run, run_meant
from engine.command.interruption import Interruption
from engine.errors import InputError, Place
from engine.project.assignments import assigned
from engine.project.project import Project, refuse_training, training_images
from engine.project.training_settings import Epochs, Steps
from engine.runs.folder import Result, RunFolder
from engine.runs.logs import read_steps
from engine.text import one_line
from engine.typed.document import changed

if TYPE_CHECKING:
    from engine.training.session import TrainingSession

INTERRUPTED = 130
NOTICE_SECONDS = 0.2  # how long a signal may wait to be noticed, where waiting cannot be interrupted


def add(parser: argparse.ArgumentParser) -> None:
    """It takes what to train, and what is to be otherwise than there."""
    parser.add_argument("project", metavar="PROJECT|RECIPE|RUN", help="a project file, the name of a recipe, or a run")
    budget = parser.add_mutually_exclusive_group()
    budget.add_argument("--epochs", type=whole_number(1, 1_000_000), metavar="N", help="how often all images are seen")
    budget.add_argument("--steps", type=whole_number(1, COUNT_MAX), metavar="N", help="how many batches are seen")
    parser.add_argument("--seed", type=whole_number(0, SEED_MAX), metavar="S", help="the same seed gives the same run")
    parser.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="as training.batch=128")
    add_machine(parser)
    add_data_dir(parser)
    parser.add_argument("--out", type=Path, metavar="DIR", help="the folder to keep the run in")
    parser.add_argument("--resume", action="store_true", help="go on with a run; --epochs gives it more")
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Trains, and prints what was reached."""
    project, folder = _resumed(arguments) if arguments.resume else (_edited(arguments), None)
    _refuse_impossible(project, arguments.project)
    with Interruption() as interruption:
        made = folder or RunFolder.create(project, arguments.out)
        session = _trained(arguments, project, made, interruption)
    if folder is None and isinstance(session.error, InputError):
        shutil.rmtree(made.path, ignore_errors=True)  # nothing has begun in it
    elif arguments.json and session.result:
        print(json.dumps(_figures(session.result, made)))
    if session.error is not None:
        raise session.error
    if session.result is None:
        raise RuntimeError("the run ended without a result")
    return _told(session.result, project, made, as_json=arguments.json)


def _refuse_impossible(project: Project, name: str) -> None:
    """Raises InputError for what would not run, before anything is made or torch is loaded."""
    try:
        refuse_training(project)
    except InputError as error:
        where = error.where
        raise type(error)(error.what, error.hint, Place(name, where.node, where.field, where.words)) from None


def _edited(arguments: argparse.Namespace) -> Project:
    """The project with what the command line wants otherwise."""
    project = find_project(arguments.project)
    for assignment in arguments.set:
        project = assigned(project, assignment)
    if arguments.seed is not None:
        project = changed(project, training=changed(project.training, seed=arguments.seed))
    return _budgeted(project, arguments)


def _budgeted(project: Project, arguments: argparse.Namespace) -> Project:
    if arguments.epochs is None and arguments.steps is None:
        return project
    budget = Epochs(arguments.epochs) if arguments.steps is None else Steps(arguments.steps)
    return changed(project, training=changed(project.training, budget=budget))


def _resumed(arguments: argparse.Namespace) -> tuple[Project, RunFolder]:
    """A run to go on with, and its project."""
    for name, given in (("--set", arguments.set), ("--seed", arguments.seed), ("--out", arguments.out)):
        if given not in (None, []):
            raise InputError(f"{name} cannot be used with --resume.", "A run goes on as it began.")
    folder = find_run(arguments.project)
    project = _budgeted(folder.project(), arguments)
    _refuse_done(folder, _steps(project))
    return project, folder


def _refuse_done(folder: RunFolder, total: int) -> None:
    """Raises InputError when nothing is left to do of so many steps."""
    done, result = len(read_steps(folder.steps_file)), folder.result()
    hint = "Give it more --epochs, or leave out --resume."
    if done > total:
        raise InputError(f"The run “{folder.id}” has done {done:,} steps already, more than {total:,}.", hint)
    if done == total and result and result.stopped_by == "budget":
        raise InputError(f"The run “{folder.id}” is complete.", hint)


def _trained(
    arguments: argparse.Namespace, project: Project, folder: RunFolder, interruption: Interruption
) -> TrainingSession:
    """Trains to the end, or until a signal comes."""
    from engine.command.progress import ProgressTold
    from engine.machine.devices import Machine
    from engine.training.session import TrainingSession

    progress = ProgressTold(_steps(project), project.training.budget)
    machine = Machine(arguments.device, arguments.threads)
    root = _root(arguments, folder)
    session = TrainingSession(project, folder, progress, machine, root, resume=arguments.resume)
    interruption.call(lambda: session.stop("interrupt"))
    session.start()
    try:
        while not session.join(NOTICE_SECONDS):
            pass
    finally:
        progress.close()
    return session


def _root(arguments: argparse.Namespace, folder: RunFolder) -> Path | None:
    """The folder of the images: as given, or where those of the run lay that goes on or is trained afresh."""
    from engine.command.trained import data_folder

    run = folder if arguments.resume else run_meant(arguments.project)
    return arguments.data_dir if run is None else data_folder(run, arguments.data_dir)


def _steps(project: Project) -> int:
    """Steps of the whole budget."""
    from engine.project.data_settings import steps_per_epoch
    from engine.project.schedules import total_steps

    return total_steps(project.training, steps_per_epoch(training_images(project), project.training.batch))


def _told(result: Result, project: Project, folder: RunFolder, *, as_json: bool) -> int:
    """Prints the result; 130 when the run was interrupted."""
    interrupted = result.stopped_by != "budget"
    if interrupted:
        say(f"Interrupted at step {result.steps:,}; go on with: main.py train {shlex.quote(str(folder.path))} --resume")
    elif not as_json:
        print(_summary(result, project, folder))
    return INTERRUPTED if interrupted else 0


def _summary(result: Result, project: Project, folder: RunFolder) -> str:
    images = f"the {project.data.source.test_images:,} test images, which it never saw"
    passes = f"{counted(result.epochs, 'epoch')} ({counted(result.steps, 'step')})"
    return (
        f"{one_line(project.title)}: recognises {percent(result.test_accuracy)} of {images}, "
        f"after {passes} in {result.seconds:,.1f} s ({speed(result.images_per_second)}).\n"
        f"Run: {folder.path}"
    )


def _figures(result: Result, folder: RunFolder) -> dict[str, object]:
    return {
        "run": str(folder.path),
        "epochs": result.epochs,
        "steps": result.steps,
        "seconds": result.seconds,
        "images_per_second": result.images_per_second,
        "train_loss": result.train_loss,
        "test_loss": result.test_loss,
        "test_accuracy": result.test_accuracy,
        "stopped_by": result.stopped_by,
    }
