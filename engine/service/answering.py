"""Answering: what is done for each question, and how a run begins. Every question of the table has its place here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, assert_never

from engine.data.memory_budget import MemoryBudget
from engine.project.data.data_settings import DataSettings
from engine.runs.folder import RunFolder, runs_root
from engine.service import questions as q
from engine.service.answers import RunView, Shown
from engine.service.images.aside_for_images import AsideForImages
from engine.service.images.sources.data_folders import DataFolders
from engine.service.long_tasks import LongTasks, Task
from engine.service.model.beside_model import BesideModel
from engine.service.model.not_read import NotRead
from engine.service.model.warm_up import warm_up
from engine.service.moments import Aside, Moments
from engine.service.runs.compared_curves import CurvesOnDisk
from engine.service.runs.forks import HeldPoint
from engine.service.runs.kept_runs import KeptRuns
from engine.service.runs.newest_weights import NewestWeights
from engine.service.runs.run_view import run_view
from engine.service.runs.saved_weights import SavedWeights

if TYPE_CHECKING:
    from torch import Tensor

    from engine.data.store import DataStore
    from engine.runs.family.fork_point import ForkPoint
    from engine.service.images.evaluated_images import EvaluatedImages
    from engine.service.images.shown_model import ShownModel
    from engine.service.model.showing import Showing
    from engine.service.runs.queued import Queued
    from engine.service.trying.estimating import Estimating
    from engine.training.session.session import TrainingSession

AHEAD = "read ahead"  # the channel on which weights are read that are likely to be wanted next


class Answering:
    """The engine behind the door. `now` runs on the thread of the moments, `long` on a thread of its channel."""

    def __init__(self, moments: Moments, long_tasks: LongTasks, data_root: Path | None, runs: Path | None) -> None:
        self._moments, self._long = moments, long_tasks
        self.folders, self.runs_root = DataFolders(data_root), runs  # the first: for what is asked from now on
        self.budget = MemoryBudget()  # of own images
        self._folders: dict[str, Path] = {}  # of runs that were begun, or opened from elsewhere
        self._store_made: DataStore | None = None
        self._over = False
        self._showing_made: Showing | None = None
        self._beside = BesideModel(self._new_showing)
        self._shown_model_made: ShownModel | None = None
        self._estimating_made: Estimating | None = None
        self._aside = AsideForImages(moments, long_tasks)
        self._making = threading.RLock()
        self._kept_runs_made: KeptRuns | None = None
        self.held = HeldPoint()  # what the next run is to begin from
        self._queued_made: Queued | None = None
        self._curves, self._saved = CurvesOnDisk(), SavedWeights()
        self._newest = NewestWeights(moments, long_tasks, self._saved, lambda: self._showing)
        self.session_of: Callable[[str], TrainingSession | None] = lambda _: None
        self.trains: Callable[[str], bool] = lambda _: False  # from the moment a run was asked for
        self.training: Callable[[], bool] = lambda: False  # any run at all, from that moment
        self.newest_run: Callable[[], RunFolder | None] = lambda: None  # that has begun

    def choose_folder(self, chosen: q.UseDataFolder) -> None:
        """Data sets are looked for there from now on, also the images of the run that is shown."""
        shown = self._showing_made.run_folder if self._showing_made is not None else None
        self.folders = DataFolders.choose(chosen.folder, chosen.run, shown)

    # --- questions of the moment ---

    def now(self, question: q.Momentary, request: int) -> Any:
        """The answer; a question that needs images which are not in memory is put aside until they are."""
        try:
            return self._answer(question)
        except NotRead as missing:
            job = partial(self.now, question, request)
            self._aside.put(question.channel, request, job, missing, self.store)
            raise Aside from None

    def _answer(self, question: q.Momentary) -> Any:  # noqa: C901, PLR0911, PLR0912  # a table, one line a question
        match question:
            case q.WarmUp():
                return warm_up(self.store)
            case q.ShowProject(project=project):
                return self._showing.initial(project)
            case q.Predict(image=image):
                return self._showing.predict(image)
            case q.Inspect(address=address, image=image, input_channel=channel):
                return self._showing.inspect(address, image, channel)
            case q.ReadWeights(address=address, index=index):
                return self._showing.exact_weights(address, index)
            case q.CardMaps(addresses=addresses, image=image):
                return self._showing.card_maps(addresses, image)
            case q.UseDataFolder():
                self._beside.use_folders(self.folders)
                return self._showing.use_folders(self.folders)
            case q.ExplainValue():
                from engine.service.looking.values.values import explained_value

                return explained_value(self._showing, question)
            case q.Enlarge() | q.ShowSheet() | q.TryFilter() | q.UseOwnFilters():
                from engine.service.looking.layers import enlarging

                return enlarging.answered(question, self._showing)
            case q.Distort():
                from engine.service.looking.images.robustness import distorted_image

                return distorted_image(self._showing, question)
            case q.UseMutes(mutes=mutes):
                return self._showing.mute(mutes)
            case q.PredictBeside() | q.LeaveBeside():
                return self._beside.answered(question)
            case q.FindSetup() | q.ForgetSetup():
                from engine.service.trying.tuning import known

                return known(question)
            case q.EstimateTraining(project=project, machine=machine):
                return self._estimating.estimate(project, machine)
            case _:
                assert_never(question)

    def newest(self, question: q.TakeNewest, request: int) -> None:
        """Sees to an answer."""
        self._newest.see_to(question.channel, self.session_of(question.run), request)

    # --- long questions ---

    def long(self, question: q.Long, task: Task) -> Any:
        """The answer; raises Stopped soon after nobody waits for it any more."""
        if isinstance(question, q.AboutImages):
            return self._about_images(question, task)
        if isinstance(question, q.AboutRuns):
            return self._about_runs(question, task)
        if isinstance(question, q.AboutModels):
            return self._about_models(question, task)
        if isinstance(question, q.OfTrials):
            from engine.service.trying import trials

            return trials.answered(question, self._estimating, self.store, self.folders, self._long, task)
        match question:
            case q.GatherReport(window=window, run=run, devices=devices):
                from engine.service.problem_report import problem_report

                return problem_report(window, run, devices=devices)
            case _:
                assert_never(question)

    def _about_images(self, question: q.AboutImages, task: Task) -> Any:
        if isinstance(question, q.OfImports):
            from engine.service.importing import importing

            return importing.answered(question, task)
        if isinstance(question, q.OfBrowsing):
            from engine.service.images.browsing import browsing

            return browsing.answered(question, self.store, self.folders, task)
        if isinstance(question, q.OfImages):
            from engine.service.images import image_answers

            return image_answers.answered(question, self.store, self.folders, task)
        if isinstance(question, q.OfSources):
            from engine.service.images.sources import source_answers

            return source_answers.answered(question, self.folders, task)
        if isinstance(question, q.OfDrawings):
            from engine.service.drawings import own_drawings

            return own_drawings.answered(question, self.store, self.folders, self._shown_model, task)
        match question:
            case q.CheckUp(settings=settings, run=run):
                from engine.service.images.check_ups import noticed

                root = self.folders.of(settings.source, run)
                return noticed(question, self.store, root, self._shown_model, task)
            case _:
                assert_never(question)

    def _about_runs(self, question: q.AboutRuns, task: Task) -> Any:  # noqa: PLR0911  # a table, one line a question
        if isinstance(question, q.OfSteps):
            from engine.service.runs import kept_steps

            return kept_steps.answered(question)
        if isinstance(question, q.OfForks):
            from engine.service.runs import forks

            return forks.answered(question, self.held)
        if isinstance(question, q.OfComparison):
            from engine.service.comparison import comparing

            return comparing.answered(question, self._images_of, task)
        if isinstance(question, q.OfKeptRuns):
            return self._kept_runs.answer(question, task)
        if isinstance(question, q.AnyOfQueue):
            return self._queued.answer(question)
        match question:
            case q.ReadRun(folder=folder):
                return self._read_run(folder)
            case q.WatchRun(folder=folder, since=since):
                return run_view(folder, since)
            case q.CompareCurves():
                return self._curves.compared(question, task.go_on)
            case q.AskCoach():
                from engine.service.runs import coached

                return coached.answered(question)
            case _:
                assert_never(question)

    def _about_models(self, question: q.AboutModels, task: Task) -> Any:  # noqa: PLR0911  # as above
        if isinstance(question, q.OfShownModel):
            return self._shown_model.looked_into(question, task)
        if isinstance(question, q.ExplainStep | q.MeasureUpdates):
            from engine.service.looking.values import weight_steps

            session = None if question.run is None else self.session_of(question.run.name)
            root = self.folders.of(question.project.data.source, question.run)
            return weight_steps.answered(question, self.store, root, session, task)
        match question:
            case q.ShowRun(folder=folder, step=step):
                return self._show_run(folder, step, task)
            case q.ShowBeside(folder=folder):
                found = self._saved.of(folder)
                return None if found is None else self._show(task, *found, beside=True)
            case q.ReadModelFile(path=path):
                from engine.service.model.model_files import project_in

                return project_in(path)
            case q.ShowModelFile(path=path):
                from engine.service.model.model_files import weights_in

                return self._show(task, *weights_in(path))
            case q.FirstMistakes(count=count):
                return self._shown_model.first_mistakes(count, task)
            case q.NextMistake(split=split, start=start):
                return self._shown_model.next_mistake(split, start, task)
            case q.SaveWithModel():
                from engine.service.model.model_files import save

                return save(question, self._moments, lambda: self._showing)
            case _:
                assert_never(question)

    def _read_run(self, folder: Path) -> RunView:
        view = run_view(folder)
        self.note_folder(view.folder.name, view.folder)
        return view

    def _show_run(self, folder: Path, step: int | None, task: Task) -> Shown | None:
        found = self._saved.of(folder, step)
        shown = None if found is None else self._show(task, *found)
        if step is not None and self._saved.unread(folder, step):
            self._read_ahead(folder, step)
        return shown

    def _read_ahead(self, folder: Path, step: int) -> None:
        """Whoever looks at a step will want those around it; nobody waits for that."""

        def read(task: Task) -> None:
            self._saved.read_ahead(folder, step, task.go_on)
            raise Aside

        self._long.ask(AHEAD, read, self._moments.reserve(), in_order=False)

    def _images_of(self, settings: DataSettings, run: Path) -> EvaluatedImages:
        from engine.service.images.evaluated_images import EvaluatedImages

        return EvaluatedImages(self.store, settings, self.folders.of(settings.source, run))

    def _show(self, task: Task, tensors: Mapping[str, Tensor], shown: Shown, *, beside: bool = False) -> Shown:
        """Makes them the shown model, or that beside it, unless another one was asked for by then."""

        def show() -> Shown:
            task.go_on()
            return (self._beside.show if beside else self._showing.weights)(tensors, shown)

        return self._moments.call(show)

    # --- what is made when it is first needed ---

    def shown_point(self) -> Callable[[], ForkPoint]:
        """Gives what is shown when all that was asked until now is answered, to fork from; raises InputError without.

        It waits for that, and reads files.
        """
        copied = self._moments.submit(lambda: self._showing.point)

        def point() -> ForkPoint:
            from engine.service.runs.shown_point import shown_point

            return shown_point(*copied.result())

        return point

    def note_folder(self, run: str, folder: Path) -> None:
        """Where a run is kept, whatever folder is chosen for others later."""
        self._folders[run] = folder

    def folder_of(self, run: str) -> Path:
        """Where a run is kept, by its id."""
        return self._folders.get(run, (self.runs_root or runs_root()) / run)

    @property
    def _kept_runs(self) -> KeptRuns:
        """Of the folder that is chosen now."""
        folder = self.runs_root or runs_root()
        with self._making:
            if self._kept_runs_made is None or self._kept_runs_made.folder != folder:
                self._kept_runs_made = KeptRuns(folder, self.trains)
            return self._kept_runs_made

    @property
    def _queued(self) -> Queued:
        """Of the folder that is chosen now; for the thread of its channel alone."""
        runs = (self.runs_root or runs_root()).absolute()
        if self._queued_made is None or self._queued_made.runs != runs:
            from engine.service.runs.queued import Queued

            self._queued_made = Queued(runs, lambda *which: self.folders.of(*which), self.budget)  # noqa: PLW0108  # as they are then
        return self._queued_made

    @property
    def store(self) -> DataStore:
        """The images in memory; for any thread."""
        with self._making:
            if self._store_made is None:
                from engine.data.store import DataStore

                self._store_made = DataStore(self.budget)
                if self._over:
                    self._store_made.end()
            return self._store_made

    def end(self) -> None:
        """Gives up the reading of images, for good; waits for nothing, not even for a store that is being made."""
        self._over = True  # before the look: whoever makes one now sees it
        if self._store_made is not None:
            self._store_made.end()

    def join(self, seconds: Callable[[], float]) -> bool:
        """Waits for the reading of images to end, once nobody asks any more; as that of the store."""
        return self._store_made is None or self._store_made.join(seconds)

    @property
    def _showing(self) -> Showing:
        """For the thread of the moments alone."""
        if self._showing_made is None:
            self._showing_made = self._new_showing()
        return self._showing_made

    def _new_showing(self) -> Showing:
        from engine.service.model.showing import Showing

        return Showing(self.store, self.folders)

    @property
    def _estimating(self) -> Estimating:
        with self._making:
            if self._estimating_made is None:
                from engine.service.trying.estimating import Estimating

                self._estimating_made = Estimating(self.store, self._computes, self.newest_run)
            return self._estimating_made

    def _computes(self) -> bool:
        """Whether a run trains, or something is tried that must be alone."""
        return self.training() or any(self._long.busy(kind.channel) for kind in (q.Tune, q.FindRate))

    @property
    def _shown_model(self) -> ShownModel:
        with self._making:
            if self._shown_model_made is None:
                from engine.service.images.shown_model import ShownModel

                self._shown_model_made = ShownModel(self.store, self._moments, lambda: self._showing, self._saved)
            return self._shown_model_made
