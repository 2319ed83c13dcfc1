"""One training of the command line: followed to its end, and told."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping
from typing import TYPE_CHECKING

from engine.command.arguments import answer, say
from engine.command.training.forks import parent_figures, parent_of
from engine.events import HOW_IT_ENDED, OF_ITSELF
from engine.figures import counted, share_of, speed
from engine.library.run import Run
from engine.library.training.resuming import budget_steps
from engine.metrics.interval import wilson
from engine.project.project import Project
from engine.project.training.verdict import Ended, never_saw, to_try, verdict
from engine.runs.family.learned_images import keeps_drawings
from engine.runs.folder import Result, RunFolder
from engine.text import one_line

if TYPE_CHECKING:
    from engine.library.training.training import Training

INTERRUPTED = 130
FIGURES = (
    "run", "epochs", "steps", "seconds", "images_per_second", "train_loss", "test_loss", "test_accuracy", "stopped_by",
    "averaged_test_loss", "averaged_test_accuracy", "test_accuracy_interval", "parent",
)  # fmt: skip


def trained(training: Training, more: Mapping[str, object], *, as_json: bool, every: int | None) -> int:
    """Trains and prints what it came to, in JSON with `more` of it; gives the exit status; raises as it does."""
    try:
        followed(training, every)
    finally:
        if as_json and training.result:
            print(json.dumps({**figures(training.result, training), **more}))
    return told(came_to(training), training, as_json=as_json)


def came_to(training: Training) -> Result:
    """The result of a training that has ended."""
    if training.result is None:
        raise RuntimeError("the run ended without a result")
    return training.result


def followed(training: Training, every: int | None, named: str = "") -> None:
    """Trains to the end, or until a signal comes, and tells how far it is, each line with the name before it.

    The mean loss is told of `every` so many steps.
    """
    from engine.command.telling.progress import ProgressTold

    progress = ProgressTold(budget_steps(training.project), training.project.training.budget, named, every)
    try:
        for event in training:
            progress(event)
    except KeyboardInterrupt:  # the second time: it leaves at once
        say(f"{named}{_left_at_once(training)}")
        raise
    finally:
        progress.close()


def kept_step(training: Training) -> int:
    """The step from which it can go on; 0 where there is none."""
    from engine.runs.checkpoints import Checkpoints

    return max(Checkpoints(RunFolder(training.run.path).checkpoints).steps(), default=0)


def _left_at_once(training: Training) -> str:
    if step := kept_step(training):
        return f"Interrupted at once; from step {step:,} it goes on with: {_resuming(training)}"
    return "Interrupted at once, before anything was kept to go on from."


def _resuming(training: Training) -> str:
    return f"main.py train {shlex.quote(str(training.run.path))} --resume"


def told(result: Result, training: Training, *, as_json: bool, named: str = "") -> int:
    """Prints the result; 130 when the run was interrupted."""
    interrupted, how = result.stopped_by not in OF_ITSELF, HOW_IT_ENDED[result.stopped_by]
    if not training.kept:
        say(f"{named}{how} before the first step, so no run is kept.")
        return INTERRUPTED
    if interrupted:
        say(f"{named}{how} at step {result.steps:,}; go on with: {_resuming(training)}")
    elif not as_json:
        answer(f"{named}{_summary(result, training.project, training.run)}")
    _warn_of_trouble(result, training, named)
    return INTERRUPTED if interrupted else 0


def _warn_of_trouble(result: Result, training: Training, named: str) -> None:
    """What was made is of no use, and what to try."""
    run, total = training.run, budget_steps(training.project)
    tried = [one for one in run.evaluations if one.split == "test"]
    losses = tuple(one.beside_training for one in tried if one.beside_training is not None)
    at, accuracy = (tried[-1].step, tried[-1].accuracy) if tried else (0, None)
    learned = tried[-1].learned if tried else None
    found = verdict(
        Ended(
            training.project,
            total,
            run.steps.loss,
            accuracy,
            at,
            losses,
            result.stopped_by,
            learned=learned,
            drawings=keeps_drawings(run.folder),
        )
    )
    if found.trouble:
        say(f"{named}{found.sentence} {to_try(found)}")


def _summary(result: Result, project: Project, run: Run) -> str:
    tests = project.facts.test_images
    learned = next((one.learned for one in reversed(run.evaluations) if one.split == "test"), None)
    seen = f", {learned:,} of which it learned from" if learned else ", which it never saw"
    unseen = never_saw(project, learned, drawings=keeps_drawings(run.folder))
    images = f"the {tests:,} test images{seen if learned or unseen else ''}"
    passes = f"{counted(result.epochs, 'epoch')} ({counted(result.steps, 'step')})"
    return (
        f"{one_line(project.title)}: recognises {share_of(result.test_accuracy, tests)} of {images}, "
        f"after {passes} in {result.seconds:,.1f} s ({speed(result.images_per_second)}).\n"
        f"{_averaged(result, tests)}"
        f"{_best(run.best_step)}"
        f"Run: {run.path}"
    )


def _averaged(result: Result, tests: int) -> str:
    """What averaged weights reach beside the last ones, in a line; nothing where none are averaged."""
    share = result.averaged_test_accuracy
    return "" if share is None else f"Its averaged weights recognise {share_of(share, tests)}.\n"


def _best(step: int | None) -> str:
    """Which step is kept as the best, in a line; nothing where none is."""
    return "" if step is None else f"The best on the validation images is kept: step {step:,}.\n"


def figures(result: Result, training: Training) -> dict[str, object]:
    """What it came to, as JSON has it."""
    run = str(training.run.path) if training.kept else None
    parent = parent_figures(parent_of(training.run)) if training.kept else None
    known = {"run": run, "test_accuracy_interval": _interval(result, training), "parent": parent}
    return {name: known[name] if name in known else getattr(result, name) for name in FIGURES}


def figures_left(training: Training, step: int) -> dict[str, object]:
    """The same of one that left at once: what it came to nobody knows, but where it can go on."""
    parent = parent_figures(parent_of(training.run))
    known = {"run": str(training.run.path), "steps": step, "stopped_by": "interrupt", "parent": parent}
    return {**dict.fromkeys(FIGURES), **known}


def _interval(result: Result, training: Training) -> tuple[float, float] | None:
    """Where the accuracy on all images like the test images lies, at 95 %."""
    if result.test_accuracy is None:
        return None
    images = training.run.project.facts.test_images
    return wilson(round(result.test_accuracy * images), images)
