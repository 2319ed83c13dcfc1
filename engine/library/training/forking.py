"""Forking: which run and step a new one is to begin from, as scripts and the command line name it."""

from __future__ import annotations

from engine.errors import InputError
from engine.library.arguments.numbers import whole
from engine.library.finding import RunLike, open_run, run_meant, spelled
from engine.library.run import Run
from engine.project.project import Project
from engine.runs.family.first_state import FirstState
from engine.runs.family.fork_point import ForkPoint, read_point

HINT = "Name a run, or RUN@STEP with one of its kept steps."


def first_state(
    project: Project, from_run: RunLike | None, from_step: int | None = None, resumed: Run | None = None
) -> FirstState | None:
    """What a new run of the project begins with; None for drawn weights. Raises InputError, in words."""
    if from_run is None:
        if from_step is not None:
            raise InputError("`from_step` is the step of a run.", "Give `from_run` too.")
        return None
    if resumed is not None:
        raise InputError("A run that goes on begins from no other.", "Leave out `resume` to fork.")
    point = fork_point(from_run, from_step)
    from engine.training.forking.forking import forked  # it loads torch, which a mistake above need not wait for

    return forked(project, point)


def fork_point(from_run: RunLike, from_step: int | None = None) -> ForkPoint:
    """What a run kept of a step; the run is named as for `open_run`, or as RUN@STEP. Loads no torch."""
    if from_step is not None:
        return read_point(open_run(from_run).folder, _kept_step(from_step))
    run, step = _named(from_run)
    return read_point(run.folder, step)


def _named(from_run: RunLike) -> tuple[Run, int | None]:
    """A name with an @ in it may be the whole name of a run."""
    name = spelled(from_run)
    if not name:
        raise InputError("An empty text names no run.", HINT)
    run, at, step = name.rpartition("@")
    if not at or run_meant(name) is not None:
        return open_run(name), None
    if not run:
        raise InputError(f"“{name}” names no run: one stands before the @.", HINT)
    found = open_run(run)
    if not (step.isascii() and step.isdecimal()):
        raise InputError(f"After the @ stands a step, not “{step}”.", HINT)
    return found, int(step)


def _kept_step(step: object) -> int:
    return whole(step, "from_step", 0, hint=HINT)
