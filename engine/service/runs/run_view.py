"""A run as the window shows it again, read from its folder without torch."""

from __future__ import annotations

from pathlib import Path

from engine.events import threads_at_last
from engine.project.project import epoch_steps
from engine.project.training.legs import Leg, first_leg
from engine.runs.folder import RunFolder
from engine.runs.logs import Logged, damaged_steps, read_steps
from engine.runs.reader import RunReader
from engine.runs.step_figures import steps_done
from engine.service.answers import Compute, RunView
from engine.service.runs.forks import known_parent


def run_view(path: Path, since: int = 0) -> RunView:
    """One run, with the figures of its steps from `since` on; raises RunFolderError or ProjectError, in words."""
    reader = RunReader(path)
    legs = _legs(reader.folder)
    log, records = reader.log(), read_steps(reader.folder.steps_file, max(0, since - 1))
    steps, seconds = steps_done(reader.id, records), records["seconds"].copy()
    unread = damaged_steps(records)
    kept = bool(reader.kept_steps())
    compute = _compute(reader.folder, log)
    parent = known_parent(reader.folder)
    told = (legs[-1].project, log.events, steps, kept, legs, compute, log.passed_over, unread, seconds, parent)
    return RunView(reader.folder.path, *told, reader.folder.label().at_steps, reader.live, reader.began)


def _compute(run: RunFolder, log: Logged) -> Compute | None:
    environment = run.latest_environment()
    if environment is None:
        return None
    return Compute(environment.device, threads_at_last(log.events, environment.threads))


def _legs(run: RunFolder) -> tuple[Leg, ...]:
    begun = run.project()
    return (first_leg(begun, epoch_steps(begun)), *run.later_legs())
