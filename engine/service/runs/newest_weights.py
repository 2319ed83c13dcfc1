"""Newest weights: what a run has learned by now is shown, and once what it ended with; nobody waits for a step."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from engine.runs.family.began import began_learned
from engine.service.answers import Shown
from engine.service.long_tasks import LongTasks, Task
from engine.service.moments import Aside, Moments
from engine.service.questions import ShowProject
from engine.service.runs.saved_weights import SavedWeights

if TYPE_CHECKING:
    from torch import Tensor

    from engine.service.model.showing import Showing
    from engine.training.session.session import TrainingSession


class NewestWeights:
    """`showing` is for the moments' thread alone."""

    def __init__(
        self, moments: Moments, long_tasks: LongTasks, saved: SavedWeights, showing: Callable[[], Showing]
    ) -> None:
        self._moments, self._long, self._saved, self._showing = moments, long_tasks, saved, showing

    def see_to(self, channel: str, session: TrainingSession | None, request: int) -> None:
        """Sees to an answer: the session copies its weights when it has a moment."""

        def take(tensors: Mapping[str, Tensor], step: int) -> None:
            if session is not None:
                self._moments.ask(channel, lambda: self._taken(session, tensors, step, request), request)

        if session is None or not session.request_tensors(take):
            self._moments.ask(channel, lambda: self._last(session, channel, request), request)

    def _taken(self, session: TrainingSession, tensors: Mapping[str, Tensor], step: int, request: int) -> Shown | None:
        folder = session.folder
        learned = began_learned(folder)
        shown = Shown("live", session.project, 0, step, folder.id, folder.path, began_learned=learned)
        return self._show(tensors, shown, request)

    def _last(self, session: TrainingSession | None, channel: str, request: int) -> None:
        """The weights that a run ended with, once; None while it prepares, where none are kept or they are shown."""
        if session is None or session.alive or not session.kept:
            return
        job = partial(self._show_end, session.folder.path, request)
        self._long.ask(channel, job, request, in_order=False)
        raise Aside

    def _show_end(self, folder: Path, request: int, task: Task) -> Shown | None:
        found = self._saved.of(folder)
        if found is None:
            return None
        tensors, shown = found

        def show() -> Shown | None:
            task.go_on()
            if self._showing().shows_saved(shown.run, shown.step):
                return None
            return self._show(tensors, shown, request)

        return self._moments.call(show)

    def _show(self, tensors: Mapping[str, Tensor], shown: Shown, request: int) -> Shown | None:
        """Shows weights of a run unless another model was asked for since: what is asked for last is shown."""
        if not self._moments.is_newest(ShowProject.channel, request):
            return None
        return self._showing().weights(tensors, shown)
