"""The course of a run, from its first batch to its last event, on the training thread."""

from __future__ import annotations

import time
from contextlib import closing

from engine.events import (
    CheckpointSaved,
    Finished,
    Noted,
    Progress,
    RateChanged,
    State,
    StateChanged,
    StoppedBy,
    ThreadsChanged,
)
from engine.machine.determinism import overheard
from engine.model.weights import arrays_of, named_tensors
from engine.project.data.splits import EvaluatedSplit
from engine.runs.checkpoints import Checkpoint, Checkpoints, Position, copied
from engine.runs.folder import RunFolder
from engine.training.course.controls import Controls
from engine.training.course.epoch_ends import EpochEnds
from engine.training.course.evaluations import Evaluations
from engine.training.course.publishing import Publisher
from engine.training.course.time_limit import TimeLimit
from engine.training.recording.keeping import Keeping
from engine.training.recording.recorder import EMIT_SECONDS, Recorder
from engine.training.steps.class_weights import in_words
from engine.training.steps.loop import check_finite, diverged, finite
from engine.training.steps.preparation import Prepared
from engine.training.tuning.contest import Asked
from engine.training.tuning.lateness import Lateness
from engine.training.tuning.rethreading import Rethreading, Retried

CHECKPOINT_SECONDS = 10.0  # between two checkpoints, at least
CHECKPOINT_SHARE = 0.02  # of the time, at most
PROGRESS_SECONDS = 0.1
NO_FACTOR = "The schedule has brought the learning rate down to 0, and can only be multiplied: the rate stays."


class Course:
    """Steps, epochs, evaluations, checkpoints and snapshots of one prepared run, heeding its controls in between.

    What is due at the end of an epoch is what the log does not hold yet, so a run that goes on repeats nothing.
    """

    def __init__(
        self,
        folder: RunFolder,
        prepared: Prepared,
        recorder: Recorder,
        controls: Controls,
        rethreading: Rethreading,
        watch: Lateness | None = None,
    ) -> None:
        self.state: State = "preparing"
        self._run = folder.id
        self._prepared = prepared
        self._trainer = prepared.trainer
        self._recorder = recorder
        self._controls = controls
        self._rethreading = rethreading
        self._watch = watch
        self._checkpoints = Checkpoints(folder.checkpoints)
        self._keeping = Keeping(
            folder,
            prepared.trainer.steps_per_epoch,
            named_tensors(prepared.net),
            validates=prepared.dataset.validation is not None,
            keeps_best=prepared.trainer.watcher.keeps_best,
            best=prepared.trainer.watcher.best_step,
        )
        self._epoch_ends = EpochEnds(prepared, recorder, self._keeping)
        self._evaluations = Evaluations(folder, prepared, recorder, self._keeping, self._evaluates)
        self._publisher = Publisher(prepared.net)
        self._limit = TimeLimit(prepared.trainer.budget, recorder.records())
        self._saved_step: int | None = None
        self._advance = self._first_step
        self._save_at = self._fetch_at = self._progress_at = 0.0

    @property
    def step(self) -> int:
        """Steps done."""
        return self._trainer.step

    @property
    def epoch(self) -> int:
        """Whole epochs done."""
        return self.step // self._trainer.steps_per_epoch

    def run(self, saved_step: int | None = None) -> StoppedBy:
        """Trains to the end of the budget or until stopped, and keeps where it stands; `saved_step` is on disk."""
        self._saved_step = saved_step
        self._save_at = time.perf_counter() + CHECKPOINT_SECONDS
        with closing(self._prepared), closing(self._keeping):
            return self._run_kept()

    def _run_kept(self) -> StoppedBy:
        self._controls.serve()
        self._enter("running")
        self._save()
        self._keep_snapshot()
        self._tell_class_weights()
        done = self._train() and self._evaluations.done("test")
        if not done:
            self._enter("stopping")
        self._fetch()
        self._save()
        self._recorder.sync()  # what was found after the last checkpoint
        self._keeping.wait()
        return self._own_end if done else self._controls.stopped_by or "user"

    @property
    def _own_end(self) -> StoppedBy:
        if self.step >= self._trainer.total:
            return "budget"
        return "patience" if self._trainer.watcher.out_of_patience else "time"

    @property
    def _time_is_over(self) -> bool:
        self._limit.evaluations = self._recorder.evaluation_seconds
        return self._limit.is_over

    def _tell_class_weights(self) -> None:
        """Once, behind the first checkpoint, to which the log is cut back where the run begins again."""
        weights = self._prepared.class_weights
        if self.step == 0 and weights is not None:
            words = in_words(weights.tolist(), self._prepared.dataset.facts.classes)
            self._recorder.log(Noted(self._run, time.time(), words, warns=False))

    def finish(self, stopped_by: StoppedBy) -> None:
        """The last events of a run that did not fail."""
        self._recorder.tell_steps()
        self._recorder.log(Finished(self._run, time.time(), stopped_by, self.epoch, self.step))
        self._enter("finished")

    def serve_the_last(self) -> None:
        """Gives those who asked in time the last weights; from now on nobody may ask."""
        self._publisher.give(self._controls.last_takers(), self.step)
        self._give_checkpoint()

    def _train(self) -> bool:
        """All steps up to the budget, or until patience or time runs out, each epoch closed; False when stopped."""
        trainer = self._trainer
        while True:
            if not self._all_due_is_done():
                return False
            if trainer.step >= trainer.total or trainer.watcher.out_of_patience or self._time_is_over:
                return True
            if self._epoch_is_over:
                self._controls.hold_after_epoch(self.step)
            if not self._may_go_on():
                return False
            self._advance()
            self._after_step()

    def _first_step(self) -> None:
        """It shows which operations have no deterministic form on the device, where that was asked for."""
        self._advance = self._trainer.advance
        with overheard() as operations:
            self._advance()
        if operations:
            what = (
                f"No deterministic form here: {', '.join(sorted(operations))}. Two runs may differ in their last bits."
            )
            self._recorder.log(Noted(self._run, time.time(), what))

    def _after_step(self) -> None:
        if self._trainer.at_boundary or time.perf_counter() >= self._fetch_at:
            self._fetch()
            self._rethread_if_due()
            if time.perf_counter() >= self._save_at:
                self._save()
        self._keep_snapshot()

    # --- threads ---

    def _rethread_if_due(self) -> None:
        """Tries other threads where it has become slow; that it goes on with others is on disk before it does."""
        if not self._rethreading.due or self.step >= self._trainer.total:
            return
        self._recorder.tell_steps()
        found = self._rethreading.tried(Asked(self._watch, self._no_time_to_try, self._tell_trying))
        if found is not None:
            self._tell_retried(found)
        if found is not None and found.changed:
            self._saved_step = None  # one of this step says other threads
            self._save()

    def _tell_retried(self, found: Retried) -> None:
        if found.changed:
            self._recorder.log(ThreadsChanged(self._run, time.time(), self.step, found.before, found.threads))
        if words := found.words(self.step):
            self._recorder.log(Noted(self._run, time.time(), words, warns=found.changed))

    def _no_time_to_try(self) -> bool:
        """Whether it is told to pause or stop; who waits for weights is served meanwhile."""
        self._serve()
        return self._controls.paused or self._controls.stopped_by is not None

    def _tell_trying(self, what: str, done: int, total: int) -> None:
        self._recorder.tell(Progress(self._run, what, done, total))

    # --- what is kept ---

    def _fetch(self) -> None:
        """Takes the figures of the last steps over into the log; raises Diverged for a loss that is no number."""
        records = self._trainer.fetch()
        self._recorder.steps(records)
        self._limit.add(records)
        self._rethreading.note(records)
        check_finite(records)
        self._fetch_at = time.perf_counter() + EMIT_SECONDS

    def _save(self) -> None:
        """A checkpoint of this step, after its figures are fetched, unless there is one."""
        if self._saved_step == self.step:
            return
        begun = time.perf_counter()
        checkpoint = self._checkpoint()
        if not finite(named_tensors(self._prepared.net)):
            raise diverged(self.step)
        self._recorder.sync()
        self._keeping.wait()
        self._checkpoints.save(checkpoint)
        self._keeping.settle_best(self.step)
        self._recorder.log(CheckpointSaved(self._run, time.time(), self.step))
        self._saved_step = self.step
        ended = time.perf_counter()
        self._save_at = ended + until_next(ended - begun)

    def _checkpoint(self) -> Checkpoint:
        """Of this step; on the CPU its arrays are the very ones that train."""
        average = self._trainer.average
        optimiser = self._prepared.stepper.tensors()
        kept = (named_tensors(self._prepared.net), optimiser, average.tensors() if average else {})
        return Checkpoint(self._position(), *map(arrays_of, kept))

    def _position(self) -> Position:
        trainer, threads = self._trainer, self._rethreading.recorded
        ended, watched = trainer.slow_start.ended, trainer.watcher.watched
        scaled = trainer.loss_scale.scaled if trainer.loss_scale else None
        events = self._recorder.events_size
        return Position(self.step, events, ended, threads, watched, scaled, trainer.rate_factor)

    def _keep_snapshot(self) -> None:
        """A snapshot of this step where one is due, unless the network has run away."""
        if self._keeping.wants_weights(self.step) or self.step == self._trainer.total:
            weights = named_tensors(self._prepared.net)
            if finite(weights):
                self._keeping.keep_weights(self.step, weights)

    # --- epochs and evaluation ---

    @property
    def _epoch_is_over(self) -> bool:
        return self.step > 0 and self.step % self._trainer.steps_per_epoch == 0

    def _all_due_is_done(self) -> bool:
        """What comes after this step, the end of an epoch or an evaluation within it; False when stopped meanwhile."""
        if self._epoch_is_over:
            return self._epoch_closed()
        if self.step > 0 and self._evaluations.is_due(self.step):
            self._fetch()
            return self._evaluations.done(self._evaluations.usual)
        return True

    def _epoch_closed(self) -> bool:
        """Logs what an epoch came to and evaluates; False when stopped meanwhile."""
        self._epoch_ends.log(self.epoch, self.step)
        if not self._evaluations.done(self._evaluations.usual):
            return False
        self._epoch_ends.take_figures(self.epoch, self.step)
        return True

    def _evaluates(self, name: EvaluatedSplit, done: int, total: int) -> bool:
        now = time.perf_counter()
        if now >= self._progress_at:
            self._progress_at = now + PROGRESS_SECONDS
            doing = "Checking on the validation images" if name == "validation" else "Testing"
            self._recorder.tell(Progress(self._run, doing, done, total))
        if self._controls.paused and (
            self.state == "paused" or self._evaluations.unheld
        ):  # asked for in the pause, which goes on
            self._serve()
            return self._controls.stopped_by is None
        return self._may_go_on(take=False)

    # --- commands ---

    def _may_go_on(self, *, take: bool = True) -> bool:
        """Heeds the controls before a batch: serves, pauses; False when stopped. `take`: the batch uses up a step."""
        if not self._controls.pending and self.state == "running":
            return True
        self._serve()
        self._do_what_is_asked()
        if self._controls.paused and not self._controls.stopped_by:
            self._pause(take=take)
        elif self.state == "paused" and not self._controls.stopped_by:  # told to go on while it did what was asked
            self._enter("running")
        return self._controls.stopped_by is None

    def _pause(self, *, take: bool) -> None:
        """Waits until there is a batch to do, or to stop; requests are served meanwhile."""
        self._fetch()
        self._recorder.tell_steps()
        if self.state == "running":
            self._save()
            self._enter("paused")
        while self._controls.paused and not self._controls.stopped_by:
            if self._controls.granted(take=take):
                return
            self._controls.wait()
            self._serve()
            self._do_what_is_asked()
            if self._evaluations.unheld:
                return
        if self.state == "paused" and not self._controls.stopped_by:
            self._enter("running")

    def _do_what_is_asked(self) -> None:
        self._controls.take_epoch(self.step, self._trainer.steps_per_epoch)
        self._change_rate_if_asked()
        self._evaluate_if_asked()

    def _change_rate_if_asked(self) -> None:
        """From the next step on; a checkpoint makes that last, as the log after the newest one is not gone on with."""
        wanted, before = self._controls.rate_asked(), self._trainer.rate
        if wanted is None or wanted == before:
            return
        self._fetch()
        self._recorder.tell_steps()
        if not self._trainer.change_rate(wanted):
            self._recorder.log(Noted(self._run, time.time(), NO_FACTOR))
            return
        self._recorder.log(RateChanged(self._run, time.time(), self.step, before, wanted))
        self._saved_step = None  # one of this step has the rate before
        self._save()

    def _evaluate_if_asked(self) -> None:
        """Tries the network on the test images out of turn; where it is at that already, no pause holds it any more."""
        if not self._controls.evaluation_is_due():
            return
        if self._evaluations.trying == "test":
            self._evaluations.unheld = True
        else:
            self._fetch()
            self._evaluations.asked("test")

    def _serve(self) -> None:
        if self._controls.requested and (self.state == "paused" or self._publisher.ready):
            self._publisher.give(self._controls.takers(), self.step)
        if self._controls.checkpoint_requested:
            self._give_checkpoint()

    def _give_checkpoint(self) -> None:
        """Hands those who asked a copy of all that the next step depends on; they must not raise."""
        for keeper in self._controls.keepers():
            keeper(copied(self._checkpoint()))

    def _enter(self, state: State) -> None:
        self.state = state
        self._recorder.log(StateChanged(self._run, time.time(), state, self.step))


def until_next(seconds: float) -> float:
    """How long to train after a checkpoint that took so many seconds: those of a large network must stay rare."""
    return max(CHECKPOINT_SECONDS, seconds / CHECKPOINT_SHARE)
