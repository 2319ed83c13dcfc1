"""Training: a run that goes on while its events are looked at."""

from __future__ import annotations

import atexit
from collections.abc import Generator
from contextlib import suppress
from os import PathLike
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self, get_args

from engine.data.dataset import Dataset
from engine.data.memory_budget import MemoryBudget, budget_of
from engine.errors import InputError
from engine.events import Event, StateChanged, StoppedBy
from engine.library.alone import refuse_a_second, start_alone
from engine.library.arguments.numbers import whole
from engine.library.arguments.words import choice, yes_or_no
from engine.library.finding import ProjectLike, RunLike, data_folder, open_run, path_given, read, run_meant
from engine.library.run import Run
from engine.library.training.forking import first_state
from engine.library.training.resuming import refuse_done, with_facts_here
from engine.machine.devices import Machine
from engine.project.project import Project, refuse_training
from engine.project.training.legs import Extend
from engine.runs.folder import Result, RunFolder
from engine.text import told
from engine.training.session.run_opening import refuse_another
from engine.training.session.session import TrainingSession
from engine.training.tuning.chosen_precision import lowered

NOTICE_SECONDS = 0.2  # how long a signal may wait to be noticed, where waiting cannot be interrupted
MAX_THREADS = 1024
EXTEND: tuple[Extend, ...] = get_args(Extend)


class Training:
    """One training; `train` gives it. It begins with the loop over its events, and ends with it.

        with train("lenet5-sample") as training:
            for event in training:
                ...

    A loop that is left early, by break, by an error or by Ctrl-C, stops the training with a checkpoint and waits for
    that, so no thread is left; without `with` that happens as soon as Python lets go of the loop, which is at once. An
    event is never lost and the training never waits for the loop, however slow that is. When the run fails, the loop
    raises the error after the last event: RunFailed, or InputError where nothing had begun, and then no run is kept.
    """

    def __init__(
        self,
        project: Project,
        folder: RunFolder,
        machine: Machine,
        root: Path | None,
        *,
        extend: Extend | None,
        image_budget: MemoryBudget | None = None,
    ) -> None:
        self.project = project
        self.run = Run(folder)
        self.result: Result | None = None  # what the run came to, after the end
        self._new = extend is None
        self._events: SimpleQueue[Event] = SimpleQueue()
        self._session = TrainingSession(
            project,
            folder,
            self._events.put,
            machine,
            root,
            resume=not self._new,
            extend=extend or "auto",
            image_budget=image_budget,
        )
        self._begun = self._stopping = False
        self._patient = True  # waits for the thread at the end

    def use(self, dataset: Dataset) -> None:
        """Takes images that were read already; before it begins."""
        self._session.use(dataset)

    def stop(self, by: StoppedBy = "user") -> None:
        """Ends the run before its next batch, with a checkpoint. From any thread; the loop gets its last events."""
        self._stopping = True
        self._session.stop(by)

    def change_rate(self, rate: float) -> None:
        """The learning rate from the next step on; the schedule goes on from there in proportion. From any thread.

        It is told as RateChanged, and a run that is resumed keeps it. Raises InputError for what is no rate.
        """
        self._session.change_rate(rate)

    def evaluate(self) -> None:
        """Tries the network on the test images before its next batch, told as Evaluated. From any thread."""
        self._session.evaluate()

    def wait(self) -> Result:
        """Trains to the end without a look at the events, and gives what the run came to. Raises as the loop does."""
        for _ in self:
            pass
        if self.result is None:
            raise RuntimeError("the run ended without a result")
        return self.result

    def __iter__(self) -> Generator[Event, None, None]:
        """The events, each as soon as it is there. Raises InputError for a second loop, or while another run trains."""
        self._begin()
        try:
            while (event := self._next()) is not None:
                yield event
        except KeyboardInterrupt:
            self._patient = not self._stopping  # who interrupts a second time waits no longer
            self.stop("interrupt")
            raise
        finally:
            self._end()
        if self._session.error is not None:
            raise self._session.error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._begun:
            self.stop("interrupt" if isinstance(error, KeyboardInterrupt) else "user")
            self._end()

    def _begin(self) -> None:
        if self._begun:
            raise InputError("This training has begun before.", "Call train again, with resume to go on with its run.")
        start_alone(self._session)
        self._begun = True
        atexit.register(self._end)  # for a loop that somebody still holds when the script is over

    def _next(self) -> Event | None:
        """The next event; None when there will be none."""
        while self._session.alive or not self._events.empty():
            with suppress(Empty):
                event = self._events.get(timeout=NOTICE_SECONDS)
                if isinstance(event, StateChanged) and event.state in ("finished", "failed"):
                    self._session.join()  # it is about to end: whoever knows of the last event knows the result
                return event
        return None

    def _end(self) -> None:
        """Stops what still runs and waits for it."""
        atexit.unregister(self._end)
        self._session.stop("user")
        if not self._patient:
            return
        self._session.join()
        if not (self._new and isinstance(self._session.error, InputError)):
            self.result = self._session.result

    @property
    def kept(self) -> bool:
        """False after the end of one that never made a step and was not evaluated: it leaves no folder."""
        return self._session.kept


def train(  # noqa: PLR0913  # each is another thing that the command line says
    project: ProjectLike,
    *,
    out: str | PathLike[str] | None = None,
    device: str = "auto",
    threads: int | None = None,
    data_dir: str | PathLike[str] | None = None,
    resume: RunLike | None = None,
    from_run: RunLike | None = None,
    from_step: int | None = None,
    extend: Extend = "auto",
    lower_precision: bool = False,
    image_memory: str | int | None = None,
) -> Training:
    """A training of a project, a recipe, or the project of a run; loop over it to train.

    Its run is kept in a new folder in `out` (default: the folder of all runs), which is there at once. `device` is
    "auto", "cpu", "cuda", "cuda:1" or "mps", `threads` are CPU threads (default: as `tune` has found for this network,
    or else as many as are fastest, tried before the first step of its first longer run and remembered; a run that goes
    on keeps its device and setup unless it is told others, and then says that it is not bit-equal), `data_dir` is
    where data sets lie (default: where those of the run lay, or the usual place). `resume` is a run to go on with in
    place of a new one: the project must be the run's, with a larger budget perhaps; `extend` says which rate the
    further steps have: "hold" the last one, the schedule "anew" from a tenth of the first, or "stretch" it over the
    whole run (default: constant, step and milestone schedules simply go on; a cosine holds, or begins anew where it
    came down to less than a hundredth). `lower_precision` puts bfloat16 into the recipe of a new run where `tune` has
    found it to be faster; it changes results a little. `image_memory` is how much memory own images may take, in bytes
    or as "2GB" or "25%" of what is free (default: a quarter of that): more of them stay on the disk.

    `from_run` is a run whose weights the new one begins with wherever they fit: those of its newest checkpoint, or of
    the kept step `from_step`; "RUN@STEP" names both. From a checkpoint the optimiser's state goes over too, where it is
    that of the same optimiser on the same weights. The first event, Noted, says what was taken over. The run itself is
    not changed and may be trained meanwhile.

    Raises InputError, in words, for a project that cannot be trained, and while another training runs in this process.
    """
    refuse_a_second()
    extend, lower_precision = choice(extend, EXTEND, "way to extend"), yes_or_no(lower_precision, "lower_precision")
    wanted, image_budget = read(project), budget_of(image_memory)
    machine = Machine(named(device), _bounded(threads))
    resumed = None if resume is None else open_run(resume)
    run = resumed or run_meant(project)
    root = data_folder(run, wanted.data.source, path_given(data_dir))
    wanted = with_facts_here(wanted, root, resumed)
    refuse_training(wanted)
    if lower_precision and resumed is None:
        wanted = lowered(wanted, machine)
    where = path_given(out)
    first = first_state(wanted, from_run, from_step, resumed)
    folder = RunFolder.create(wanted, where, first=first) if resumed is None else _going_on(resumed, wanted, where)
    extended = None if resume is None else extend
    return Training(wanted, folder, machine, root, extend=extended, image_budget=image_budget)


def _bounded(threads: int | None) -> int | None:
    return None if threads is None else whole(threads, "threads", 1, MAX_THREADS)


def named(device: str) -> str:
    """The name of a device; raises InputError for what is none."""
    if isinstance(device, str):
        return device
    raise InputError(f"`device` must be a name such as “cpu”, not {told(device)}.")


def _going_on(run: Run, project: Project, out: Path | None) -> RunFolder:
    """The folder of a run that has something left to do."""
    if out is not None:
        raise InputError("`out` cannot be used with `resume`.", "A run goes on as it began.")
    refuse_another(run.project, project)
    refuse_done(run.folder, project)
    return run.folder
