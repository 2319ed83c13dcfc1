"""Answering: what is done for each question, and how a run begins. Every question of the table has its place here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, assert_never

from engine.errors import InputError, LayerscopeError
from engine.events import Reply, Sink
from engine.project.data_settings import DataSettings
from engine.project.project import Project
from engine.runs.environment import recorded_root
from engine.runs.folder import runs_root
from engine.runs.run_list import run_list
from engine.service import questions as q
from engine.service.answers import DataOverview, RunView, Shown
from engine.service.long_tasks import LongTasks, Task
from engine.service.moments import Aside, Moments
from engine.service.run_view import run_view

if TYPE_CHECKING:
    from torch import Tensor

    from engine.data.store import DataStore
    from engine.service.image_search import ImageSearch, Subject
    from engine.service.showing import NotRead, Showing
    from engine.training.session import TrainingSession

IMAGES = "images"  # the channel on which images are read for questions of the moment


class Answering:
    """The engine behind the door. `now` runs on the thread of the moments, `long` on a thread of its channel."""

    def __init__(
        self, sink: Sink, moments: Moments, long_tasks: LongTasks, data_root: Path | None, runs: Path | None
    ) -> None:
        self._sink, self._moments, self._long = sink, moments, long_tasks
        self.data_root, self.runs_root = data_root, runs
        self._folders: dict[str, Path] = {}  # of runs that were opened from elsewhere
        self._store_made: DataStore | None = None
        self._showing_made: Showing | None = None
        self._search_made: ImageSearch | None = None
        self._aside: list[tuple[str, int, Callable[[], Any]]] = []  # questions that wait for images
        self._making = threading.RLock()
        self.session_of: Callable[[str], TrainingSession | None] = lambda _: None

    # --- questions of the moment ---

    def now(self, question: q.Momentary, request: int) -> Any:
        """The answer; a question that needs images which are not in memory is put aside until they are."""
        from engine.service.showing import NotRead

        try:
            return self._answer(question)
        except NotRead as missing:
            self._put_aside(question, request, missing)
            raise Aside from None

    def _answer(self, question: q.Momentary) -> Any:
        match question:
            case q.WarmUp():
                from engine.service.warm_up import warm_up

                return warm_up(self.store)
            case q.ShowProject(project=project):
                return self._showing.initial(project)
            case q.Predict(drawing=drawing):
                return self._showing.predict(drawing)
            case q.See(drawing=drawing):
                return self._showing.seen(drawing)
            case q.Inspect(address=address, image=image, input_channel=channel):
                return self._showing.inspect(address, image, channel)
            case q.CardMaps(addresses=addresses, image=image):
                return self._showing.card_maps(addresses, image)
            case q.ShowImage(image=image):
                return self._showing.picture(image)
            case q.UseDataFolder(folder=folder):
                self.data_root = folder
                return self._showing.use_root(folder)
            case _:
                assert_never(question)

    def _put_aside(self, question: q.Momentary, request: int, missing: NotRead) -> None:
        """It is asked again once its images are read; a newer one on its channel takes its place meanwhile."""
        self._aside.append((question.channel, request, partial(self.now, question, request)))
        self._long.ask(IMAGES, partial(self._read, missing), request, in_order=False)

    def _read(self, missing: NotRead, task: Task) -> None:
        """Reads images, then asks again what waits for them, or says to all of it why there are none."""
        tell = partial(task.tell, f"Reading {missing.settings.source.name}")
        try:
            self.store.get(missing.settings, missing.root, tell, lambda: task.stopped)
        except LayerscopeError as error:
            self._fail_aside(error)
        else:
            self._moments.call(self._ask_again)

    def _ask_again(self) -> None:
        waiting, self._aside = self._aside, []
        for channel, request, job in waiting:
            self._moments.ask(channel, job, request)

    def _fail_aside(self, error: LayerscopeError) -> None:
        def fail() -> None:
            waiting, self._aside = self._aside, []
            for _, request, _ in waiting:
                self._sink(Reply(request, error=error))

        self._moments.call(fail)

    def newest(self, question: q.TakeNewest, request: int) -> None:
        """Sees to an answer: the session copies its weights when it has a moment, so nobody waits for a step."""
        session, channel = self.session_of(question.run), question.channel

        def take(tensors: Mapping[str, Tensor], step: int) -> None:
            if session is not None:
                self._moments.ask(channel, lambda: self._taken(session, tensors, step), request)

        if session is None or not session.request_tensors(take):
            self._moments.ask(channel, lambda: self._last(session, channel, request), request)

    def _taken(self, session: TrainingSession, tensors: Mapping[str, Tensor], step: int) -> Shown:
        folder = session.folder
        source: Literal["live", "saved"] = "live" if session.alive else "saved"
        shown = Shown(source, session.project, 0, step, folder.id, folder.path)
        return self._showing.weights(tensors, shown, recorded_root(folder.environment_file))

    def _last(self, session: TrainingSession | None, channel: str, request: int) -> None:
        """The weights that a run ended with, once; None while it prepares, and when they are shown already."""
        if session is None or session.alive or self._showing.shows_end_of(session.folder.id):
            return
        self._long.ask(channel, partial(self._show_run, session.folder.path, None), request, in_order=False)
        raise Aside

    # --- long questions ---

    def long(self, question: q.Long, task: Task) -> Any:  # noqa: C901, PLR0911  # a table, one line a question
        """The answer; raises Stopped soon after nobody waits for it any more."""
        match question:
            case q.ReadRun(folder=folder):
                return self._read_run(folder)
            case q.ShowRun(folder=folder, step=step):
                return self._show_run(folder, step, task)
            case q.ReadModelFile(path=path):
                return self._project_in(path)
            case q.ShowModelFile(path=path):
                return self._show_file(path, task)
            case q.FirstMistakes(count=count):
                return self._search.mistakes(self._subject(), "test", 0, count, task)
            case q.NextMistake(split=split, start=start):
                found = self._search.mistakes(self._subject(), split, start, 1, task)
                return found[0] if found else None
            case q.FindImage(split=split, truth=truth, guess=guess):
                return self._search.taken_for(self._subject(), split, truth, guess, task)
            case q.LookAtData(settings=settings):
                return self._overview(settings, task)
            case q.ListRuns():
                return run_list(self.runs_root)
            case q.SaveWithModel():
                return self._save(question)
            case _:
                assert_never(question)

    def _read_run(self, folder: Path) -> RunView:
        view = run_view(folder)
        self._folders[view.folder.name] = view.folder
        return view

    def _show_run(self, folder: Path, step: int | None, task: Task) -> Shown | None:
        from engine.model.weights import tensors_of
        from engine.runs.reader import RunReader

        reader = RunReader(folder)
        if not reader.kept_steps():
            return None
        found, arrays = reader.arrays(step)
        tensors, run, project = tensors_of(arrays), reader.folder, reader.folder.latest_project()
        shown = Shown("saved", project, 0, found, run.id, run.path)
        task.go_on()
        return self._moments.call(
            lambda: self._showing.weights(tensors, shown, recorded_root(reader.folder.environment_file))
        )

    def _project_in(self, path: Path) -> Project:
        from engine.exchange.archive import open_archive

        return open_archive(path)[0]

    def _show_file(self, path: Path, task: Task) -> Shown:
        from engine.exchange.archive import open_archive

        project, tensors, step = open_archive(path)
        task.go_on()
        return self._moments.call(lambda: self._showing.weights(tensors, Shown("saved", project, 0, step)))

    def _subject(self) -> Subject:
        """What images are searched with, copied on the thread of the moments."""
        from engine.service.image_search import Subject

        def taken() -> Subject:
            showing = self._showing
            return Subject(showing.shown.serial, showing.shown.project, showing.model(), showing.root)

        return self._moments.call(taken)

    def _overview(self, settings: DataSettings, task: Task) -> DataOverview:
        from engine.data.normalise import fitted
        from engine.service.data_overview import data_overview

        tell = partial(task.tell, f"Reading {settings.source.name}")
        data = self.store.get(settings, self.data_root, tell, lambda: task.stopped)
        return data_overview(data, fitted(settings.normalisation, data.train))

    def _save(self, question: q.SaveWithModel) -> Path:
        from engine.exchange.archive import save_archive

        def weights() -> tuple[Mapping[str, Tensor], int]:
            showing = self._showing
            if showing.shown.project.network != question.project.network:
                raise InputError("The shown model is not of this stack.", "Train the stack, or save the project alone.")
            if not showing.shown.complete:
                raise InputError("This stack cannot run: it has no model yet.", "Mend it, or save the project alone.")
            return showing.tensors(), showing.shown.step

        tensors, step = self._moments.call(weights)
        save_archive(question.path, question.project, tensors, step, question.thumbnail)
        return question.path

    # --- what is made when it is first needed ---

    def transferred(self, project: Project) -> Mapping[str, Tensor]:
        """First weights for a project: the shown ones where they fit. Copied on the thread of the moments."""
        return self._moments.call(lambda: self._showing.transferred(project))

    def folder_of(self, run: str) -> Path:
        """Where a run is kept, by its id."""
        return self._folders.get(run, (self.runs_root or runs_root()) / run)

    @property
    def store(self) -> DataStore:
        """The images in memory; for any thread."""
        with self._making:
            if self._store_made is None:
                from engine.data.store import DataStore

                self._store_made = DataStore()
            return self._store_made

    @property
    def _showing(self) -> Showing:
        """For the thread of the moments alone."""
        if self._showing_made is None:
            from engine.service.showing import Showing

            self._showing_made = Showing(self.store, self.data_root)
        return self._showing_made

    @property
    def _search(self) -> ImageSearch:
        with self._making:
            if self._search_made is None:
                from engine.service.image_search import ImageSearch

                self._search_made = ImageSearch(self.store)
            return self._search_made
