"""A begun run: from the press on Train to the end of its last thread, by the id that it has from the first moment.

Nothing waits for it. Its own thread reads the images, makes the folder and starts the session; a stop is heeded at any
moment of that, and then nothing has begun and nothing is left. The sink must not raise.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from engine.errors import Stopped
from engine.events import NotBegun, Progress, Sink, StoppedBy
from engine.service.moments import Ended

if TYPE_CHECKING:
    from engine.training.session.session import TrainingSession

Prepare = Callable[["BegunRun"], "TrainingSession"]  # raises what is wrong with the project, and Stopped


class BegunRun:
    """One run that was asked for; commands may come from any thread at any time."""

    def __init__(self, run: str, prepare: Prepare, after: BegunRun | None, sink: Sink) -> None:
        self.id = run
        self.session: TrainingSession | None = None
        self._prepare, self._after, self._sink = prepare, after, sink
        self._lock = threading.Lock()
        self._stopped_by: StoppedBy | None = None
        self._paused = False  # before there is a session
        self._take_back: Callable[[], None] = lambda: None
        self._thread = threading.Thread(target=self._begin, name=f"beginning {run}", daemon=True)

    def start(self) -> None:
        """Begins; once only."""
        self._thread.start()

    def stop(self, by: StoppedBy) -> None:
        """Ends the run with a checkpoint, or takes it back."""
        with self._lock:
            self._stopped_by = self._stopped_by or by
            if self.session is not None:
                self.session.stop(by)

    def pause(self) -> None:
        """Pauses at the next step boundary, or before the first step."""
        with self._lock:
            self._paused = True
            if self.session is not None:
                self.session.pause()

    def resume(self) -> None:
        """Goes on."""
        with self._lock:
            self._paused = False
            if self.session is not None:
                self.session.resume()

    def step(self) -> None:
        """One batch, while paused."""
        if self.session is not None:
            self.session.step()

    def step_epoch(self) -> None:
        """Goes on to the end of the epoch and pauses there."""
        if self.session is not None:
            self.session.step_epoch()

    def change_rate(self, rate: float) -> None:
        """The learning rate from the next step on; raises InputError for what is none."""
        if self.session is not None:
            self.session.change_rate(rate)

    def evaluate(self) -> None:
        """Tries it on the test images at the next step boundary."""
        if self.session is not None:
            self.session.evaluate()

    @property
    def stopping(self) -> bool:
        """Whether it was told to stop."""
        return self._stopped_by is not None

    @property
    def ending(self) -> bool:
        """Whether no more steps come: it was told to stop, or its last state is said and only its thread lives."""
        session = self.session
        over = session is not None and (session.error or session.state in ("stopping", "finished", "failed"))
        return self.stopping or bool(over)

    @property
    def alive(self) -> bool:
        """True until the very end."""
        return self._thread.is_alive() or (self.session is not None and self.session.alive)

    def join(self, timeout: float | None = None) -> bool:
        """Waits for the end; False when the time was not enough."""
        deadline = None if timeout is None else time.monotonic() + timeout
        self._thread.join(timeout)
        left = None if deadline is None else max(0.0, deadline - time.monotonic())
        return not self._thread.is_alive() and (self.session is None or self.session.join(left))

    # --- on its own thread ---

    def when_taken_back(self, do: Callable[[], None]) -> None:
        """What is to be undone where the run does not begin after all."""
        self._take_back = do

    def tell(self, doing: str, done: int, total: int) -> None:
        """How far the reading of its images is."""
        self._sink(Progress(self.id, doing, done, total))

    def go_on(self) -> None:
        """Raises Stopped when it was taken back."""
        if self._stopped_by is not None:
            raise Stopped

    def _begin(self) -> None:
        try:
            if self._after is not None:
                self._after.join()  # it is ending already, with its checkpoint
                self._after = None
            self.go_on()
            session = self._prepare(self)
            del self._prepare  # it holds the weights that the run began with
            self._hand_over(session)
        except (Stopped, Ended):
            self._say_not_begun(None)
        except Exception as error:  # noqa: BLE001  # the window says it, in words or as a report
            self._say_not_begun(error)

    def _hand_over(self, session: TrainingSession) -> None:
        """From now on the session is told what to do."""
        with self._lock:
            self.go_on()
            if self._paused:
                session.pause()
            session.start()
            self.session = session

    def _say_not_begun(self, error: Exception | None) -> None:
        self._take_back()
        self._sink(NotBegun(self.id, error))
