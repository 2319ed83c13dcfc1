"""The run: one value by its id, the one that trains or is shown, and its only owner.

Every part of the window reads it here. Nobody else changes it: the engine's events do, by the run's id, and the
commands of `run_control`. What another run still says is dropped.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal, TypeAlias

from PySide6.QtCore import QObject, Signal

from engine import events
from engine.project.project import Project, called, epoch_steps, with_facts
from engine.project.training.legs import Leg, first_leg, rates
from engine.project.training.rate.rates import total_steps
from engine.service.answers import Compute, KnownParent, RunView, Shown, StepNote
from engine.text import lines_passed_over, steps_unread
from gui.state.bridge import Bridge, Told

Phase: TypeAlias = Literal["preparing", "running", "paused", "stopping", "finished", "failed", "read"]
TRAINING: tuple[Phase, ...] = ("preparing", "running", "paused", "stopping")


LEFT_OFF: dict[str, str] = {"user": "was stopped", "time": "had no more time", "patience": "ended early"}


@dataclass(frozen=True)
class Run:
    """A run as the window knows it; "read" is one that was opened from its folder."""

    id: str
    title: str  # what it is called: as its project at first, until a person names it
    legs: tuple[Leg, ...]  # what it was told: at first, and each time it trained on
    phase: Phase
    step: int = 0
    doing: str = ""
    evaluations: tuple[events.Evaluated, ...] = ()  # the newest on each of the splits, the newest of all last
    cross_entropy_alone: bool | None = None  # what its evaluations tell, from the first on; None before that
    folder: Path | None = None
    compute: Compute | None = None  # what it is trained on; None until that is sure, and where nobody wrote it down
    failure: events.Failed | None = None  # why it could not go on
    remark: str = ""  # what is to be known of the log that it was read from
    removed: bool = False  # its folder lies in the trash, so it cannot go on
    parent: KnownParent | None = None  # of a fork, as soon as that is known
    stopped_by: events.StoppedBy | None = None  # how it ended; None until then, and where nobody wrote it down
    last_rate: float | None = None  # the learning rate of its last step
    rate_changes: tuple[events.RateChanged, ...] = ()  # by hand
    notes: tuple[StepNote, ...] = ()  # that a person wrote at its steps
    ends_epoch: bool = False  # it was told to pause at the end of the epoch

    @property
    def training(self) -> bool:
        """True from the press on Train until the run has ended."""
        return self.phase in TRAINING

    @property
    def evaluation(self) -> events.Evaluated | None:
        """The newest, on whatever images."""
        return self.evaluations[-1] if self.evaluations else None

    @property
    def unfinished(self) -> bool:
        """Whether it ended before the steps were done that were planned for it."""
        return not self.training and self.failure is None and 0 < self.step < self.total

    @property
    def left_off(self) -> str:
        """How it came that it is unfinished, as the list of runs says it."""
        return LEFT_OFF.get(self.stopped_by or "interrupt", "was interrupted")

    @property
    def project(self) -> Project:
        """As it was told last."""
        return self.legs[-1].project

    @property
    def rate(self) -> float:
        """The learning rate as it is now: of its last step, or as it was changed since; at first as it is planned."""
        last = self.rate_changes[-1] if self.rate_changes else None
        if last is not None and last.step >= self.step:
            return last.after
        return self.last_rate or rates(self.legs, epoch_steps(self.project))(self.step)

    @property
    def total(self) -> int:
        """Steps of its whole budget."""
        return self.legs[-1].total


class RunState(QObject):
    """Owns the current run; None where the window shows a stack that was not trained."""

    changed = Signal()  # any of its values, or another run
    replaced = Signal()  # another run than before, or none
    began = Signal(object)  # Run: its first step is near; also for each further leg of the same run
    not_begun = Signal(object, object)  # Run, and what kept it from beginning; None where it was taken back
    steps = Signal(object)  # events of the current run alone
    foreseen = Signal(object)
    epoch = Signal(object)
    evaluated = Signal(object)
    rate_changed = Signal(object)
    failed = Signal(object)
    resumed = Signal(object)
    finished = Signal(object)
    noted = Signal(str)  # the id of a run at whose steps something was noted
    renamed = Signal(str, str)  # its id and its new name; also of a run that is not the current one

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._current: Run | None = None
        self._before: Run | None = None  # what was shown before the run that is about to begin
        self._begun = self._stepped = self._told_to_stop = False
        bridge.state.connect(self._on_state)
        bridge.steps.connect(self._on_steps)
        bridge.epoch.connect(lambda event: self._pass_on(self.epoch, event))
        bridge.evaluated.connect(self._on_evaluated)
        bridge.failed.connect(self._on_failed)
        bridge.finished.connect(self._on_finished)
        bridge.progress.connect(self._on_progress)
        bridge.data_found.connect(self._on_data_found)
        bridge.computed_on.connect(self._on_computed_on)
        bridge.resumed.connect(lambda event: self._pass_on(self.resumed, event))
        bridge.foreseen.connect(lambda event: self._pass_on(self.foreseen, event))
        bridge.threads_changed.connect(self._on_threads_changed)
        bridge.rate_changed.connect(self._on_rate_changed)
        bridge.not_begun.connect(self._on_not_begun)

    @property
    def current(self) -> Run | None:
        """The run that trains, or is shown."""
        return self._current

    @property
    def training(self) -> bool:
        """True from the press on Train until the run has ended."""
        return self._current is not None and self._current.training

    @property
    def under_way(self) -> bool:
        """True while steps are taken, or are about to be, which looking would hold up: not in a pause."""
        return self.training and self._current is not None and self._current.phase != "paused"

    # --- commands ---

    def begin(self, run: str, project: Project) -> None:
        """A new run was asked for."""
        legs = (first_leg(project, epoch_steps(project)),)
        self._begin(Run(run, called(project.title), legs, "preparing", doing="Preparing"))

    def begin_leg(self, leg: Leg) -> None:
        """The current run was asked to train on."""
        run = self._current
        if run is not None:
            self._begin(
                replace(run, legs=(*run.legs, leg), phase="preparing", doing="Preparing", failure=None, stopped_by=None)
            )

    def _begin(self, run: Run) -> None:
        """What was shown before is gone back to where this one does not begin: never one that is itself taken back."""
        current = self._current
        if current is None or not current.training or self._stepped:
            self._before = current
        self._begun = self._stepped = self._told_to_stop = False
        self._put(run)

    def tell_to_stop(self) -> None:
        """The current run was told to stop: that is what it does from now on, however long its step still takes."""
        run = self._current
        if run is not None and run.training:
            self._told_to_stop = True
            self._put(replace(run, phase="stopping"))

    def tell_to_end_epoch(self) -> None:
        """The current run was told to go on to the end of its epoch, and to pause there."""
        if self._current is not None:
            self._put(replace(self._current, ends_epoch=True))

    def show(self, view: RunView) -> None:
        """A run that was read from its folder."""
        found = newest_of_each(event for event in view.events if isinstance(event, events.Evaluated))
        last = int(view.steps.steps[-1]) if len(view.steps.steps) else 0
        failure = events.failed_at_last(view.events)
        name, title = view.folder.name, called(view.project.title)
        alone = events.cross_entropy_alone(view.events)
        read = Run(name, title, view.legs, "read", last, "", found, alone, view.folder, view.compute)
        rate = float(view.steps.rate[-1]) if len(view.steps.rate) else None
        changes, stopped_by = events.rate_changes(view.events), events.stopped_at_last(view.events)
        read = replace(read, last_rate=rate, rate_changes=changes, notes=view.notes, failure=failure)
        self._put(replace(read, parent=view.parent, stopped_by=stopped_by, remark=_remark(view)))

    def know_parent(self, run: str, parent: KnownParent | None) -> None:
        """Whether the current run is a fork."""
        if current := self._current_if(run):
            self._put(replace(current, parent=parent))

    def take_notes(self, run: str, notes: tuple[StepNote, ...]) -> None:
        """The notes at steps of a run are these from now on, be it the current one or not."""
        if current := self._current_if(run):
            self._put(replace(current, notes=notes))
        self.noted.emit(run)

    def rename(self, run: str, title: str) -> None:
        """A run has another name from now on, be it the current one or not; its project keeps its own."""
        self.renamed.emit(run, title)
        if self._before is not None and self._before.id == run:
            self._before = replace(self._before, title=title)
        if current := self._current_if(run):
            self._put(replace(current, title=title))

    def title_of(self, shown: Shown) -> str:
        """What a model is called: as the current run where it is of that, else as its project."""
        run = self._current_if(shown.run or "")
        return called(shown.project.title) if run is None else run.title

    def set_removed(self, run: str, *, removed: bool) -> None:
        """A run went to the trash, or came back, be it the current one or the one that is gone back to."""
        if self._before is not None and self._before.id == run:
            self._before = replace(self._before, removed=removed)
        if current := self._current_if(run):
            self._put(replace(current, removed=removed))

    def take_evaluation(self, event: events.Evaluated) -> None:
        """The current run was tried after its end; of one that trains by now it says nothing any more."""
        if not self.training:
            self._on_evaluated(event)

    def leave(self) -> None:
        """The stack comes first again; a run that trains stays."""
        self._before = None
        if not self.training:
            self._put(None)

    # --- the engine's words ---

    def _current_if(self, run: str) -> Run | None:
        """The current run where an event speaks of it; what another run still says is dropped."""
        return self._current if self._current is not None and self._current.id == run else None

    def _on_state(self, event: events.StateChanged) -> None:
        run = self._current_if(event.run)
        before = self._before if self._before is not None and self._before.id == event.run else None
        if run is None:
            if before is not None:  # it ends while another begins
                self._before = replace(before, phase=event.state, step=event.step)
            return
        if event.state in ("finished", "failed") and not self._stepped:
            if before is not None:
                self._put(replace(before, phase=event.state, failure=run.failure))  # nothing was added to it
                return
            if event.state == "finished" and run.evaluation is None:
                self._end_unbegun(run, None)  # nothing of it is kept
                return
        phase: Phase = "stopping" if self._told_to_stop and event.state in TRAINING else event.state
        ends_epoch = run.ends_epoch and phase == "running"
        now = replace(run, phase=phase, step=event.step, doing=event.doing, ends_epoch=ends_epoch)
        if self._begun:
            self._put(now)
        else:
            self._begun = True
            self._put(replace(now, evaluations=()))
            self.began.emit(self._current)

    def _on_steps(self, event: events.StepsDone) -> None:
        run = self._current_if(event.run)
        if run is None:
            return
        self._stepped = True
        step, rate = int(event.steps[-1]), float(event.rate[-1])
        self._current = replace(run, step=step, last_rate=rate, doing="")  # often: whoever shows it looks
        self.steps.emit(event)

    def _on_evaluated(self, event: events.Evaluated) -> None:
        if run := self._current_if(event.run):
            alone = run.cross_entropy_alone
            alone = events.cross_entropy_alone([event]) if alone is None else alone
            evaluations = newest_of_each((*run.evaluations, event))
            self._put(replace(run, evaluations=evaluations, cross_entropy_alone=alone))
            self.evaluated.emit(event)

    def _on_finished(self, event: events.Finished) -> None:
        if run := self._current_if(event.run):
            self._put(replace(run, stopped_by=event.stopped_by))
            self.finished.emit(event)

    def _on_failed(self, event: events.Failed) -> None:
        if run := self._current_if(event.run):
            self._put(replace(run, failure=event))
            self.failed.emit(event)

    def _on_progress(self, told: Told) -> None:
        if run := self._current_if(told.run):
            self._current = replace(run, doing=told.words or "Preparing")  # often: whoever shows it looks

    def _on_data_found(self, event: events.DataFound) -> None:
        """How many images a new run really has decides how many steps it takes."""
        run = self._current_if(event.run)
        if run is not None and len(run.legs) == 1:
            project = with_facts(run.project, run.project.facts.counted(event.train_images, event.test_images))
            self._put(replace(run, legs=(first_leg(project, epoch_steps(project)),)))

    def _on_computed_on(self, event: events.ComputedOn) -> None:
        if run := self._current_if(event.run):
            self._put(replace(run, compute=Compute(event.device, event.threads)))

    def _on_threads_changed(self, event: events.ThreadsChanged) -> None:
        run = self._current_if(event.run)
        if run is not None and run.compute is not None:
            self._put(replace(run, compute=Compute(run.compute.device, event.threads)))

    def _on_rate_changed(self, event: events.RateChanged) -> None:
        if run := self._current_if(event.run):
            self._put(replace(run, rate_changes=(*run.rate_changes, event)))
            self.rate_changed.emit(event)

    def _on_not_begun(self, event: events.NotBegun) -> None:
        if run := self._current_if(event.run):
            self._end_unbegun(run, event.error)

    def _end_unbegun(self, run: Run, error: Exception | None) -> None:
        """It ended before its first step: what was shown before it is shown again."""
        self._put(self._before)
        self.not_begun.emit(run, error)

    def _pass_on(self, signal: object, event: events.AnyLogEvent | events.Foreseen) -> None:
        if self._current_if(event.run):
            signal.emit(event)  # type: ignore[attr-defined]  # a bound signal, which Qt's stubs call a Signal

    def _put(self, run: Run | None) -> None:
        old, self._current = self._current, run
        if (old and old.id) != (run and run.id):
            self.replaced.emit()
        if old != run:
            self.changed.emit()


def _remark(view: RunView) -> str:
    lines = lines_passed_over(view.passed_over) if view.passed_over else ""
    return " ".join(filter(None, (lines, steps_unread(view.unread) if view.unread else "")))


def newest_of_each(evaluations: Iterable[events.Evaluated]) -> tuple[events.Evaluated, ...]:
    """Of each split the last one, in the order in which they came."""
    found: dict[str, events.Evaluated] = {}
    for event in evaluations:
        found.pop(event.split, None)
        found[event.split] = event
    return tuple(found.values())


def steps_in_all(project: Project) -> int:
    """Steps of the whole budget."""
    return total_steps(project.training, epoch_steps(project))
