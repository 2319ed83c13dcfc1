"""TrainingSession: one run on a thread of its own, told what to do from any other thread.

    preparing → running ⇄ paused → stopping → finished | failed

All it says goes through the sink, from its own thread; a sink that raises is not called again, and the run has failed.
A command takes effect before the next batch, also while images are read or the network is evaluated; it may also come
from outside, as a word in the run's folder (`engine.runs.commands`). One session a process trains: other runs at the
same time are processes of their own.
"""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path

import torch
from msgspec import UNSET

from engine.data.dataset import Dataset
from engine.data.facts import looked_up, same_checksum
from engine.data.memory_budget import MemoryBudget
from engine.data.store import load
from engine.errors import DataError, LayerscopeError, ListenerFailed, RunFolderError, Stopped
from engine.events import (
    AnyLogEvent,
    ComputedOn,
    DataFound,
    Foreseen,
    Noted,
    Progress,
    Sink,
    State,
    StateChanged,
    StoppedBy,
    ThreadsChanged,
)
from engine.files import discard_folder
from engine.log import LOG
from engine.machine.determinism import Switches, deterministic
from engine.machine.devices import Machine
from engine.machine.threads import thread_settings
from engine.platform import HERE
from engine.project.data.data_settings import steps_per_epoch
from engine.project.project import Project, refuse_training, with_facts
from engine.project.training.last_norms import zero_norms_in_words
from engine.project.training.legs import Extend, Leg
from engine.project.training.watching_words import remarks
from engine.runs.collection.unstarted import made_no_step
from engine.runs.commands import cleared
from engine.runs.environment import Environment, read_environment, save_environment
from engine.runs.folder import Result, RunFolder
from engine.runs.folder import in_words as writing
from engine.runs.legs import add_leg
from engine.runs.lock.lock import Lock
from engine.runs.logs import read_steps
from engine.runs.summary import summary, write_summary
from engine.training.course.course import Course
from engine.training.course.voice import Voice
from engine.training.recording.recorder import Recorder
from engine.training.session.commanded import Commanded
from engine.training.session.failures import in_words
from engine.training.session.last_events import ended_early, failed
from engine.training.session.measured_environment import measured
from engine.training.session.outside import Outside
from engine.training.session.run_opening import Standing, begin, go_on, legs_of, standing
from engine.training.steps.conditions import Conditions, as_left, conditions, difference
from engine.training.steps.one_at_a_time import alone, start_alone
from engine.training.steps.own_drawings import put_drawings, told, with_drawings
from engine.training.steps.preparation import Prepared, prepare
from engine.training.tuning.chosen_precision import in_precision
from engine.training.tuning.contest import Asked
from engine.training.tuning.lateness import Lateness
from engine.training.tuning.rethreading import Rethreading, may_change
from engine.training.tuning.slowness import Slowness
from engine.training.tuning.thread_choice import settled


class TrainingSession(Commanded):
    """Trains a project into a run folder.

    `resume` goes on from the folder's newest checkpoint; the project may then have another budget, to train on, and
    `extend` says which rate the further steps have.
    `slowness` tells when threads are tried again, `image_budget` is how much memory own images may take.
    `error` says why a run failed, `result` what it reached.
    One that ends before its first step, and was not evaluated, leaves no folder; `kept` is then False.
    """

    def __init__(  # noqa: PLR0913  # each is another thing that a session must be told
        self,
        project: Project,
        folder: RunFolder,
        sink: Sink,
        machine: Machine = Machine(),  # noqa: B008  # frozen
        root: Path | None = None,
        *,
        resume: bool = False,
        extend: Extend = "auto",
        slowness: Slowness | None = None,
        image_budget: MemoryBudget | None = None,
    ) -> None:
        super().__init__()
        self.project = project
        self.folder = folder
        self.error: LayerscopeError | None = None
        self.result: Result | None = None
        self.kept = True
        self.threads: int | None = None  # on the CPU, as soon as that is known
        self._sink: Sink = Voice(sink)
        self._machine = machine
        self._root, self._image_budget = root, image_budget
        self._resume, self._extend = resume, extend
        self._slowness = slowness or Slowness()
        self._dataset: Dataset | None = None
        self._lock = Lock(folder.lock_file)
        self._outside = Outside(
            folder.command_file,
            self._lock,
            {"pause": self.pause, "resume": self.resume, "stop": self.stop, "evaluate": self.evaluate},
        )
        self._recorder: Recorder | None = None
        self._course: Course | None = None
        self._state: State = "preparing"
        self._step = 0
        self._watch = Lateness() if machine.background else None
        self._thread = threading.Thread(target=self._run, name=f"training {folder.id}", daemon=True)

    # --- from any thread ---

    def use(self, dataset: Dataset) -> None:
        """Takes the project's images from whoever has read them already; before `start`."""
        self._dataset = dataset

    def start(self) -> None:
        """Begins; once only. Raises InputError while another session of this process trains."""
        start_alone(self._thread)
        if self._watch:
            self._watch.start()

    def join(self, timeout: float | None = None) -> bool:
        """Waits for the end; False when the time was not enough. One that was never started is not waited for."""
        if self._thread.ident is not None:
            self._thread.join(timeout)
        return not self._thread.is_alive()

    @property
    def alive(self) -> bool:
        """True from start to the very end."""
        return self._thread.is_alive()

    @property
    def state(self) -> State:
        """Where the session is."""
        course = self._course
        return course.state if course and self._state == "preparing" else self._state

    # --- on the training thread ---

    def _run(self) -> None:
        try:
            self._finish(self._trained())
        except Exception as error:  # noqa: BLE001  # whatever ends the thread must be told as an event
            self._fail(error)
        finally:
            if self._recorder:
                with contextlib.suppress(OSError):
                    self._recorder.close()
            self._outside.end()
            if self._watch:
                self._watch.end()
            self._let_go()
            self._dataset = self._course = None  # what has ended is still asked for its state, no more
            HERE.give_memory_back()

    def _trained(self) -> StoppedBy:
        before = self.folder.latest_environment() if self._resume else None
        on = conditions(self._machine, before)
        self.threads = on.setup.threads
        with (
            alone(),
            thread_settings(on.device, on.setup.threads, background=self._machine.background),
            deterministic(on.device, wanted=self.project.training.deterministic) as switches,
        ):
            return self._train(on, switches, before)

    def _finish(self, stopped_by: StoppedBy) -> None:
        """The last events; nothing computes any more, so whoever hears them may try how fast something is."""
        if self._course is None:
            self._end_early(stopped_by)
        else:
            self._course.finish(stopped_by)
            self._course.serve_the_last()
        self._state = "finished"

    def _let_go(self) -> None:
        """Gives the folder back, or takes it away where the run never made a step."""
        if not self._resume:
            with contextlib.suppress(RunFolderError):
                self._lock.acquire()  # what failed before the run was opened
        if self._lock.held and made_no_step(self.folder):
            discard_folder(self.folder.path)
            self.kept = self.folder.path.exists()
        self._lock.release()

    def _train(self, on: Conditions, switches: Switches, before: Environment | None) -> StoppedBy:
        self._find_data()
        refuse_training(self.project)
        stands = self._open()
        before = as_left(before, stands.position)
        if before is not None:
            on = conditions(self._machine, before)
        self._step = stands.position.step
        doing = f"Reading {self.project.data.source.name}" if self._dataset is None else "Building the network"
        self._tell(StateChanged(self.folder.id, time.time(), "preparing", self._step, doing))
        try:
            dataset = self._mixed(self._read(), stands)
            on = self._settled(on, dataset)
        except Stopped:
            return self._controls.stopped_by or "user"
        return self._train_on_images(dataset, on, switches, before, stands)

    def _train_on_images(
        self, dataset: Dataset, on: Conditions, switches: Switches, before: Environment | None, stands: Standing
    ) -> StoppedBy:
        zero_norms = zero_norms_in_words(self.project)
        for remark in filter(None, (*dataset.remarks, *remarks(self.project), zero_norms)):
            self._tell(Noted(self.folder.id, time.time(), remark))
        if with_own := told(dataset, self.project.training):
            self._tell(Noted(self.folder.id, time.time(), with_own, warns=False))
        environment = self._measured(dataset, on, switches)
        self._sink(ComputedOn(self.folder.id, environment.device, environment.threads))
        each = steps_per_epoch(len(dataset.train), self.project.training.batch)
        legs, trains_on = legs_of(stands, self.project, each, self._extend)
        prepared = prepare(self.project, dataset, on.device, legs, on.setup)
        if stands.checkpoint:
            prepared.go_on_from(stands.checkpoint, read_steps(self.folder.steps_file))
        waits_anew = stands.had_ended and prepared.trainer.watcher.out_of_patience
        if waits_anew:  # also where patience ran out with the last epoch of the budget
            prepared.trainer.watcher.wait_anew()
        recorder = self._recorder or self._gone_on(stands, difference(before, environment))
        self._write_down(environment, legs[-1] if trains_on else None)
        had = (before or environment).threads
        recorded = environment.threads if trains_on else had
        if recorded != had:
            self._tell(ThreadsChanged(self.folder.id, time.time(), self._step, had, recorded))
        rethreading = self._rethreading(prepared, on, recorded)
        as_kept = stands.checkpoint is not None and recorded == had and not waits_anew
        self._course = Course(self.folder, prepared, recorder, self._controls, rethreading, self._watch)
        stopped_by = self._course.run(self._step if as_kept else None)
        self.result = write_summary(self.folder, stopped_by)
        return stopped_by

    def _rethreading(self, prepared: Prepared, on: Conditions, recorded: int) -> Rethreading:
        first = read_environment(self.folder.environment_file)
        settled_on = first.threads if first else recorded
        slowness = self._slowness if may_change(on) else None
        return Rethreading(self.project, prepared, on, slowness, self._compute_on, settled_on, recorded)

    def _find_data(self) -> None:
        """How many images there are, as somebody has read, knew of the run, or can see from the files."""
        if self._dataset is not None:
            self.project = with_facts(self.project, self._dataset.facts)
        elif self.project.here is UNSET:
            self.project = looked_up(self.project, self._root)
        facts = self.project.facts
        self._sink(DataFound(self.folder.id, facts.train_images, facts.test_images))

    def _open(self) -> Standing:
        """Takes the folder, and begins a new run; one to go on with is not touched until nothing can be refused."""
        with writing(self.folder.path):
            self._lock.acquire()
            if self._resume:
                cleared(self.folder.command_file)  # a word that was meant for an earlier training
            self._outside.begin()
            if self._resume:
                return standing(self.folder, self.project)
            self._recorder, stands = begin(self.folder, self._sink)
            return stands

    def _gone_on(self, stands: Standing, different: str) -> Recorder:
        with writing(self.folder.path):
            self._recorder = go_on(self.folder, stands, self._sink, different if stands.checkpoint else "")
        return self._recorder

    def _write_down(self, environment: Environment, leg: Leg | None) -> None:
        """What it runs on: once for the run, and once for each further leg; neither is ever rewritten."""
        with writing(self.folder.path):
            if leg is not None:
                add_leg(self.folder.legs, leg, environment)
            elif not self.folder.environment_file.exists():
                save_environment(environment, self.folder.environment_file)

    def _tell(self, event: AnyLogEvent) -> None:
        """Tells an event, and logs it once the run is open."""
        if self._recorder:
            self._recorder.log(event)
        else:
            self._sink(event)

    def _read(self) -> Dataset:
        """The images; raises Stopped."""

        def progress(done: int, total: int) -> None:
            self._sink(Progress(self.folder.id, f"Reading {self.project.data.source.name}", done, total))

        dataset = self._dataset or load(self.project.data, self._root, progress, self._stopped, self._image_budget)
        self._go_on()
        return dataset

    def _mixed(self, dataset: Dataset, stands: Standing) -> Dataset:
        """With the own drawings that the run trains with, which lie in its folder before its first step."""
        if not stands.position.step:
            put_drawings(self.project, self.folder, dataset, self._go_on)
        return with_drawings(dataset, self.project, self.folder)

    def _go_on(self) -> None:
        """Raises Stopped where the run is to stop."""
        if self._stopped():
            raise Stopped

    def _stopped(self) -> bool:
        return self._controls.stopped_by is not None

    def _settled(self, on: Conditions, dataset: Dataset) -> Conditions:
        """The conditions that are fastest, as far as that is known or can be tried in a moment. Raises Stopped."""
        if not self._resume:
            asked = Asked(self._watch, self._stopped, self._try)
            found = settled(self.project, dataset, on, asked)
            on = in_precision(found.on, self.project, asked)
            if found.news:
                self._tell(Noted(self.folder.id, time.time(), found.news, warns=False))
            if found.seconds is not None:
                self._sink(Foreseen(self.folder.id, found.seconds))
            HERE.give_memory_back()  # what trying took, before it is asked whether the training fits
        self._compute_on(on.setup.threads)
        return on

    def _compute_on(self, threads: int) -> None:
        torch.set_num_threads(threads)
        self.threads = threads

    def _try(self, what: str, _done: int, _total: int) -> None:
        self._tell(StateChanged(self.folder.id, time.time(), "preparing", self._step, what))

    def _measured(self, dataset: Dataset, on: Conditions, switches: Switches) -> Environment:
        """What the run goes on, on; raises DataError unless these are the very images it began with."""
        now = measured(self.project, dataset, self._root, on, switches)
        before = read_environment(self.folder.environment_file)
        if self._resume and before and not same_checksum(before.data.checksum, dataset):
            raise DataError("The images are not those that the run began with.", "Give the same data folder.")
        return now

    def _end_early(self, stopped_by: StoppedBy) -> None:
        """Stopped before the network was built: a run that was to go on stays as it was."""
        self.result = (write_summary if self._recorder else summary)(self.folder, stopped_by)
        for event in ended_early(self.folder.id, stopped_by, self.result.epochs, self._step):
            self._tell(event)

    def _fail(self, error: Exception) -> None:
        """Says in words why the run cannot go on; what was kept stays."""
        self.error = in_words(error, self.folder.path)
        LOG.error("the run %s failed: %s", self.folder.id, self.error, exc_info=error)
        self._tell_failure(self.error)
        self._state = "failed"
        if self._course:
            with contextlib.suppress(ListenerFailed, RuntimeError):  # torch may have failed for good
                self._course.serve_the_last()

    def _tell_failure(self, error: LayerscopeError) -> None:
        step = self._course.step if self._course else self._step
        if self._recorder:
            with contextlib.suppress(ListenerFailed):
                self._recorder.tell_steps()
        for event in failed(self.folder, error, step):
            with contextlib.suppress(OSError, ListenerFailed):  # the first failure is the one that is told
                self._tell(event)
        if self._recorder:  # one that was never opened stays as it was
            self.result = self._failed_result(step)

    def _failed_result(self, step: int) -> Result:
        """What it came to, also where its folder is gone or closed: then what this process knows of it."""
        with contextlib.suppress(OSError, LayerscopeError):
            return write_summary(self.folder, "failure")
        with contextlib.suppress(OSError, LayerscopeError):
            if (found := summary(self.folder, "failure")).steps:
                return found
        epochs = self._course.epoch if self._course else 0
        seconds = self._recorder.step_seconds if self._recorder else 0.0
        return Result(self.folder.id, "failure", epochs, step, seconds, None, None, None, None, None)
