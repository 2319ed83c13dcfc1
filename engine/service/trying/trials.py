"""Trials: short trainings that measure: how long it takes, which setup is fastest, which rate is right."""

from __future__ import annotations

from typing import Any, assert_never

from engine.data.store import DataStore
from engine.service import questions as q
from engine.service.images.sources.data_folders import DataFolders
from engine.service.long_tasks import LongTasks, Task
from engine.service.trying.estimating import Estimating


def answered(
    question: q.OfTrials, estimating: Estimating, store: DataStore, folders: DataFolders, tasks: LongTasks, task: Task
) -> Any:
    """The answer; raises Stopped soon after nobody waits for it any more."""
    match question:
        case q.MeasureTraining(project=project):
            return estimating.measure(question, folders.of(project.data.source, None), task)
        case q.FindRate(project=project, run=run):
            from engine.service.trying.rate_finding import rate_found

            tasks.wait(q.MeasureTraining.channel)  # its last piece
            return rate_found(question, store, folders.of(project.data.source, run), task)
        case q.Tune(project=project, run=run):
            from engine.service.trying.tuning import tuned

            tasks.wait(q.MeasureTraining.channel)  # its last piece
            return tuned(question, store, folders.of(project.data.source, run), task)
        case _:
            assert_never(question)
