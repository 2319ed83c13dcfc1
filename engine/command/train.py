"""`main.py train`: trains a recipe, a project, or the project of a run; or goes on with a run."""

from __future__ import annotations

import argparse
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from engine.command.arguments import (
    COUNT_MAX,
    a_path,
    add_data_dir,
    add_json,
    add_machine,
    say,
    say_difference,
    say_if_many,
    whole_number,
)
from engine.command.image_memory import add_image_memory
from engine.command.own_data import add_data, refuse_both, size_told, with_data
from engine.command.training.forks import say_if_orphaned
from engine.command.training.interruption import Interruption
from engine.command.training.one_training import INTERRUPTED, trained
from engine.command.training.seeds import add_seeds, trained_all
from engine.command.training.tuning import add_tuning, figures, forget_tuned, refuse_tuning, tuned
from engine.errors import InputError, InUse, Place, Stopped
from engine.library.editing import edit
from engine.library.finding import data_folder, open_run, read, run_meant
from engine.library.run import Run
from engine.library.training.forking import fork_point
from engine.library.training.resuming import refuse_done, with_facts_here
from engine.project.data.own_images import OwnImages
from engine.project.project import Project, refuse_training
from engine.project.training.budgets import Epochs, Steps
from engine.project.training.seeds import with_seeds
from engine.project.training.training_settings import LAST_SEED
from engine.runs.lock.lock import Lock
from engine.typed.document import changed

if TYPE_CHECKING:
    from engine.data.dataset import Dataset
    from engine.library.training.training import Training
    from engine.training.tuning.tuned import Tuned

TAKEN = 3  # the exit status where another process trains the entry already


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
        type=whole_number(0, LAST_SEED),
        metavar="S",
        help="the same seed gives the same run; on a GPU the last bits may differ",
    )
    add_seeds(parser)
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
    parser.add_argument(
        "--every",
        type=whole_number(1, COUNT_MAX),
        metavar="N",
        help="also tell the mean loss of every N steps, on standard error",
    )
    add_tuning(parser)
    parser.add_argument("--alone", type=a_path, help=argparse.SUPPRESS)  # a lock that it holds, as an entry of a queue
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Trains, and prints what was reached; as an entry of a queue only where no other process trains it."""
    if arguments.alone is None:
        return _run(arguments)
    lock = Lock(arguments.alone)
    try:
        lock.acquire()
    except InUse as error:
        say(str(error))
        return TAKEN
    try:
        return _run(arguments)
    finally:
        lock.release()


def _run(arguments: argparse.Namespace) -> int:
    refuse_tuning(arguments)
    refuse_both(arguments)
    project, resumed = _resumed(arguments) if arguments.resume else (_edited(arguments), None)
    projects = [project] if arguments.seeds is None else with_seeds(project, arguments.seeds)
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

        def begun(project: Project) -> Training:
            training = _begun(arguments, project, resumed)
            if dataset is not None:
                training.use(dataset)
            interruption.call(lambda: training.stop("interrupt"))
            return training

        more = {"tuned": figures(found)} if found else {}
        if arguments.seeds is None:
            return trained(begun(project), more, as_json=arguments.json, every=arguments.every)
        return trained_all(projects, begun, interruption, more, as_json=arguments.json, every=arguments.every)


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
    for name in ("set", "share", "seed", "seeds", "out", "data", "from_run"):
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
    from engine.library.training.training import train

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
