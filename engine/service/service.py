"""The service: the one door between the window and the engine. Every call returns at once.

Questions run on one worker thread and are answered by a Reply through the sink; training runs on its session's thread
and speaks through the same sink. Which model is shown, and the data in memory, belong to the worker thread alone. This
module imports no torch; the worker does, with its first question.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

from engine.errors import InputError
from engine.events import Sink, StoppedBy
from engine.machine.devices import Machine
from engine.project.data_settings import DataSettings
from engine.project.project import Project, refuse_training
from engine.project.splits import SplitName
from engine.service.answers import Compute, DataOverview, DrawingOf, ImageRef, Picture, RunSummary, RunView, Shown
from engine.service.worker import Worker

if TYPE_CHECKING:
    from torch import Tensor

    from engine.data.dataset import Dataset
    from engine.service.showing import Showing
    from engine.training.session import TrainingSession

__all__ = ["Machine", "Service", "Start"]

Start: TypeAlias = Literal["afresh", "train on", "transfer"]


class Service:
    """What the window can ask of the engine. Make one, and close it at the end."""

    def __init__(self, sink: Sink, data_root: Path | None = None, runs_root: Path | None = None) -> None:
        self._sink = sink
        self._runs_root = runs_root
        self._data_root = data_root
        self._showing: Showing | None = None
        self._session: TrainingSession | None = None
        self._closing = False
        self._starting = self._taken_back = False  # a run is about to begin; it is not to, after all
        self._worker = Worker(sink)

    # --- questions; each gives the id that its Reply will carry ---

    def warm_up(self) -> int:
        """Loads the libraries and takes one tiny optimiser step, so that Train starts at once. Result: Compute."""
        return self._worker.ask("warm up", self._warmed_up)

    def show_project(self, project: Project) -> int:
        """Shows the project's network as its training would begin. Result: Shown, not `complete` when it has problems.

        Of a network with problems the layers before the first are shown; NetworkError when there are none.
        """
        return self._worker.ask("show", lambda: self._show().initial(project))

    def show_run(self, folder: Path, step: int | None = None) -> int:
        """Shows a run's newest weights, or those at a step. Result: RunView."""
        return self._worker.ask("show", lambda: self._run_view(folder, step))

    def refresh(self) -> int:
        """Shows the training run's weights of this moment. Result: Shown, or None when nothing trains.

        The session copies them at its next step boundary and the worker takes them over, so nobody waits for a step.
        """
        request, session = self._worker.reserve(), self._session

        def take(tensors: Mapping[str, Tensor], step: int) -> None:
            if session is not None:
                self._worker.ask("refresh", lambda: self._taken(session, tensors, step), request)

        if session is None or not session.request_tensors(take):
            self._worker.ask("refresh", lambda: self._last(session), request)
        return request

    def predict(self, drawing: DrawingOf) -> int:
        """Result: Prediction, or None for an empty drawing; InputError while the model shown is not complete."""
        return self._worker.ask("predict", lambda: self._show().predict(drawing))

    def seen(self, drawing: DrawingOf) -> int:
        """In place of `predict`, while nothing can answer. Result: the pixels that the network sees, or None."""
        return self._worker.ask("predict", lambda: self._show().seen(drawing))

    def inspect(self, address: str, image: ImageRef) -> int:
        """Result: LayerView of one layer of the shown model for one image."""
        return self._worker.ask("inspect", lambda: self._show().inspect(address, image))

    def card_maps(self, addresses: Iterable[str], image: ImageRef) -> int:
        """Result: for each address up to 8 maps (n, height, width), or the values (features,) of a vector."""
        wanted = tuple(addresses)
        return self._worker.ask("cards", lambda: self._show().card_maps(wanted, image))

    def picture(self, image: ImageRef) -> int:
        """Result: Picture."""
        return self._worker.ask("picture", lambda: self._show().picture(image))

    def mistakes(self, split: SplitName, start: int = 0, count: int = 5) -> int:
        """Result: Pictures, from index `start` on and going round, that the shown model takes for another class."""
        return self._worker.ask("mistakes", lambda: self._show().mistakes(split, start, count))

    def find_image(self, split: SplitName, truth: int, guess: int) -> int:
        """Result: Picture of the first image of class `truth` that the shown model takes for `guess`, or None."""
        return self._worker.ask("find", lambda: self._found(split, truth, guess))

    def data_overview(self, settings: DataSettings) -> int:
        """Result: DataOverview. Progress tells how far a slow reading is."""
        return self._worker.ask("data", lambda: self._overview(settings))

    def list_runs(self) -> int:
        """Result: RunSummary of every run, newest first."""
        return self._worker.ask("runs", self._runs)

    def tally(self, project: Project) -> int:
        """Result: Tally of the shown model's weights that fit the project's network."""
        return self._worker.ask("tally", lambda: self._show().tally(project))

    def save_with_model(self, project: Project, path: Path, thumbnail: bytes) -> int:
        """Writes project, shown weights and a picture (PNG) into one file. Result: the path."""
        return self._worker.ask(None, lambda: self._saved(project, path, thumbnail))

    def open_with_model(self, path: Path) -> int:
        """Opens such a file and shows its weights. Result: Shown."""
        return self._worker.ask("show", lambda: self._opened(path))

    def set_data_root(self, root: Path | None) -> int:
        """Where data sets are looked for from now on. Result: None."""
        self._data_root = root
        return self._worker.ask("data root", lambda: self._use_root(root))

    # --- training ---

    def train(self, project: Project, machine: Machine, start: Start = "afresh") -> int:
        """Starts a run: afresh, from the shown weights that fit, or the shown run with a larger budget.

        Result: the run's folder, or None when it was stopped before it began, while images were read. What is wrong
        with the project arrives as the Reply's error before anything trains.
        """
        self._taken_back = False
        return self._worker.ask("train", lambda: self._started(project, machine, start))

    def pause(self) -> None:
        """Pauses at the next step boundary; a checkpoint is written."""
        if self._session:
            self._session.pause()

    def resume(self) -> None:
        """Goes on."""
        if self._session:
            self._session.resume()

    def step(self) -> None:
        """One batch, while paused."""
        if self._session:
            self._session.step()

    def stop(self, by: StoppedBy = "user") -> None:
        """Ends the run at the next step boundary, with a checkpoint; one that is about to begin does not."""
        self._taken_back = True
        if self._session:
            self._session.stop(by)

    @property
    def training(self) -> bool:
        """True while a session's thread lives."""
        return self._session is not None and self._session.alive

    def wait(self, timeout: float | None = None) -> bool:
        """Waits for the run's thread to end; False when the time was not enough."""
        return self._session is None or self._session.join(timeout)

    def close(self, timeout: float = 3.0) -> bool:
        """Stops training with a checkpoint and ends both threads; False when the time was not enough.

        A run that the worker is about to start is not begun, or ends before its first batch.
        """
        deadline = time.monotonic() + timeout
        self._closing = True
        self.stop("interrupt")
        ended = self._worker.close(timeout)
        return self.wait(max(0.0, deadline - time.monotonic())) and ended

    # --- on the worker thread ---

    def _show(self) -> Showing:
        if self._showing is None:
            from engine.data.store_with_progress import StoreWithProgress
            from engine.service.showing import Showing

            self._showing = Showing(StoreWithProgress(self._sink, self._gives_up), self._data_root)
        return self._showing

    def _warmed_up(self) -> Compute:
        from engine.service.warm_up import warm_up

        return warm_up(self._show().store)

    def _use_root(self, root: Path | None) -> None:
        self._show().root = root

    def _found(self, split: SplitName, truth: int, guess: int) -> Picture | None:
        from engine.service.image_search import find_image

        return find_image(self._show(), split, truth, guess)

    def _overview(self, settings: DataSettings) -> DataOverview:
        from engine.data.normalise import fitted
        from engine.service.data_overview import data_overview

        data = self._show().load(settings)
        return data_overview(data, fitted(settings.normalisation, data.train))

    def _runs(self) -> list[RunSummary]:
        from engine.service.run_list import run_list

        return run_list(self._runs_root)

    def _run_view(self, folder: Path, step: int | None) -> RunView:
        from engine.service.run_view import run_view

        return run_view(self._show(), folder, step)

    def _saved(self, project: Project, path: Path, thumbnail: bytes) -> Path:
        from engine.exchange.archive import save_archive

        showing = self._show()
        if showing.shown.project.network != project.network:
            raise InputError("The shown model is not of this stack.", "Train the stack, or save the project alone.")
        if not showing.shown.complete:
            raise InputError("This stack cannot run: it has no model yet.", "Mend it, or save the project alone.")
        save_archive(path, project, showing.tensors(), showing.shown.step, thumbnail)
        return path

    def _opened(self, path: Path) -> Shown:
        from engine.exchange.archive import open_archive

        project, tensors, step = open_archive(path)
        return self._show().weights(tensors, Shown("saved", project, 0, step))

    def _taken(self, session: TrainingSession, tensors: Mapping[str, Tensor], step: int) -> Shown:
        folder = session.folder
        source: Literal["live", "saved"] = "live" if session.alive else "saved"
        return self._show().weights(tensors, Shown(source, session.project, 0, step, folder.id, folder.path))

    def _last(self, session: TrainingSession | None) -> Shown | None:
        """The weights that a run ended with, once; None while it prepares, and when they are shown already."""
        if session is None or session.alive or self._show().shows_end_of(session.folder.id):
            return None
        return self._run_view(session.folder.path, None).shown

    def _gives_up(self) -> bool:
        """Whether nobody waits any more for the images that are being read."""
        return self._closing or (self._starting and self._taken_back)

    def _started(self, project: Project, machine: Machine, start: Start) -> Path | None:
        """Reads the images and begins: what can be wrong is said here, before anything trains."""
        from engine.data.readers.read_parts import Stopped

        if self.training:
            raise InputError("A run is training already.", "Stop it first.")
        refuse_training(project)
        self._starting = True
        try:
            dataset = self._show().load(project.data)
            return None if self._taken_back else self._begun(project, dataset, machine, start)
        except Stopped:
            return None
        finally:
            self._starting = False

    def _begun(self, project: Project, dataset: Dataset, machine: Machine, start: Start) -> Path:
        from engine.runs.folder import RunFolder
        from engine.training.session import TrainingSession

        showing, resume, tensors = self._show(), start == "train on", None
        if resume and showing.shown.folder is not None:
            folder = RunFolder.open(showing.shown.folder)
        else:
            tensors = showing.transferred(project) if start == "transfer" else None
            folder = RunFolder.create(project, self._runs_root)
        root = self._data_root
        self._session = TrainingSession(project, folder, self._sink, machine, root, resume=resume, tensors=tensors)
        self._session.use(dataset)
        if self._closing or self._taken_back:  # in the last moment
            self._session.stop("interrupt" if self._closing else "user")
        self._session.start()
        return folder.path
