"""Controls: what other threads ask of the training thread, and where it waits for them while paused."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

from torch import Tensor

from engine.events import StoppedBy
from engine.runs.checkpoints import Checkpoint

Taker = Callable[[Mapping[str, Tensor], int], None]  # tensors by name, and the step after which they were copied
Keeper = Callable[[Checkpoint], None]  # of a copy that is never written to again


class Controls:
    """Commands may come from any thread at any time; the training thread heeds them between two batches.

    `pending` is true while there is anything to heed; the training thread reads it without the lock, so that a step
    nobody asks anything of costs nothing.
    """

    def __init__(self) -> None:
        self.pending = False
        self._changed = threading.Condition()
        self._paused = False
        self._stopped_by: StoppedBy | None = None
        self._steps = 0  # single ones asked for while paused
        self._evaluation = False  # asked for, out of turn
        self._rate: float | None = None  # asked for, from the next step on
        self._epoch = False  # asked to end the epoch and hold there
        self._hold_at: int | None = None  # the step that ends it, once that is known
        self._takers: list[Taker] = []
        self._keepers: list[Keeper] = []
        self._serving = False

    # --- from any thread ---

    def pause(self) -> None:
        """Holds the training before its next batch."""
        with self._change():
            self._paused = True
            self._forget_epoch()

    def resume(self) -> None:
        """Lets it go on."""
        with self._change():
            self._paused, self._steps = False, 0
            self._forget_epoch()

    def step(self) -> None:
        """One batch more; nothing happens unless paused."""
        with self._change():
            self._steps += self._paused

    def step_epoch(self) -> None:
        """Goes on, paused or not, and holds at the end of the epoch."""
        with self._change():
            self._paused, self._steps = False, 0
            self._epoch, self._hold_at = True, None

    def change_rate(self, rate: float) -> None:
        """The learning rate from the next step on, also while paused; of several the last counts."""
        with self._change():
            self._rate = rate

    def evaluate(self) -> None:
        """Tries the network on the test images at the next step boundary, also while paused."""
        with self._change():
            self._evaluation = True

    def stop(self, by: StoppedBy) -> None:
        """Ends it; the first reason given stays."""
        with self._change():
            self._stopped_by = self._stopped_by or by

    def request(self, taker: Taker) -> bool:
        """Asks for a copy of the weights; False when there are none, not yet or no longer."""
        with self._change():
            if self._serving:
                self._takers.append(taker)
            return self._serving

    def request_checkpoint(self, keeper: Keeper) -> bool:
        """Asks for all that the next step depends on; False when there is nothing, not yet or no longer."""
        with self._change():
            if self._serving:
                self._keepers.append(keeper)
            return self._serving

    # --- from the training thread ---

    @property
    def paused(self) -> bool:
        """Asked to pause."""
        return self._paused

    @property
    def stopped_by(self) -> StoppedBy | None:
        """Who asked to stop."""
        return self._stopped_by

    @property
    def requested(self) -> bool:
        """Somebody waits for a copy of the weights."""
        return bool(self._takers)

    @property
    def checkpoint_requested(self) -> bool:
        """Somebody waits for a checkpoint of this step."""
        return bool(self._keepers)

    def serve(self) -> None:
        """From now on there are weights to ask for."""
        self._serving = True

    def last_takers(self) -> list[Taker]:
        """From now on there are no weights to ask for; those who asked in time."""
        with self._changed:
            self._serving = False
        return self.takers()

    def takers(self) -> list[Taker]:
        """Those who wait for a copy, to be served now."""
        with self._change():
            takers, self._takers = self._takers, []
        return takers

    def keepers(self) -> list[Keeper]:
        """Those who wait for a checkpoint, to be served now."""
        with self._change():
            keepers, self._keepers = self._keepers, []
        return keepers

    def granted(self, *, take: bool) -> bool:
        """True while single steps are asked for; `take` uses one up."""
        with self._change():
            granted = self._steps > 0
            self._steps -= granted and take
        return granted

    def evaluation_is_due(self) -> bool:
        """True once for all who asked for an evaluation since the last time."""
        with self._change():
            due, self._evaluation = self._evaluation, False
        return due

    def rate_asked(self) -> float | None:
        """The learning rate that was asked for since the last time."""
        with self._change():
            rate, self._rate = self._rate, None
        return rate

    def take_epoch(self, step: int, steps_per_epoch: int) -> None:
        """Where an end of the epoch was asked for: it is the next one after `step`."""
        with self._change():
            if self._epoch:
                self._epoch, self._hold_at = False, (step // steps_per_epoch + 1) * steps_per_epoch

    def hold_after_epoch(self, step: int) -> None:
        """Pauses at the end of an epoch where that was asked for."""
        if self._epoch or (self._hold_at is not None and step >= self._hold_at):
            self.pause()

    def wait(self) -> None:
        """Waits until there is something new to heed while paused."""
        with self._changed:
            self._changed.wait_for(lambda: not self._paused or self._steps or self._urgent)

    @property
    def _urgent(self) -> bool:
        """Something to heed whether paused or not."""
        asked = self._takers or self._keepers or self._evaluation or self._epoch
        return bool(self._stopped_by or asked) or self._rate is not None

    def _forget_epoch(self) -> None:
        self._epoch, self._hold_at = False, None

    def _change(self) -> _Change:
        return _Change(self._changed, self._note)

    def _note(self) -> None:
        self.pending = self._paused or self._urgent
        self._changed.notify_all()


class _Change:
    """Holds the lock for a change, and at its end says that there was one."""

    def __init__(self, lock: threading.Condition, note: Callable[[], None]) -> None:
        self._lock = lock
        self._note = note

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._note()
        self._lock.release()
