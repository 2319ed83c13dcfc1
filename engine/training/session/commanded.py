"""Commanded: what other threads may ask of a session, each at any time and effective at the next step boundary."""

from __future__ import annotations

from engine.events import StoppedBy
from engine.project.training.rate.learning_rate import refuse_rate
from engine.training.course.controls import Controls, Keeper, Taker


class Commanded:
    """The commands of a session; `_controls` is where its thread looks for them."""

    def __init__(self) -> None:
        self._controls = Controls()

    def pause(self) -> None:
        """Holds before the next batch, with a checkpoint."""
        self._controls.pause()

    def resume(self) -> None:
        """Goes on after a pause."""
        self._controls.resume()

    def step(self) -> None:
        """One batch, while paused."""
        self._controls.step()

    def step_epoch(self) -> None:
        """Goes on, paused or not, and pauses at the end of the epoch, once that was evaluated."""
        self._controls.step_epoch()

    def change_rate(self, rate: float) -> None:
        """The learning rate from the next step on, also while paused; the schedule goes on from there in proportion.

        Raises InputError for what is none.
        """
        refuse_rate(rate)
        self._controls.change_rate(float(rate))

    def evaluate(self) -> None:
        """Tries the network on the test images at the next step boundary, also while paused."""
        self._controls.evaluate()

    def stop(self, by: StoppedBy = "user") -> None:
        """Ends the run with a checkpoint; it can be resumed."""
        self._controls.stop(by)

    def request_tensors(self, taker: Taker) -> bool:
        """Asks for a copy of weights and buffers, handed to `taker(tensors, step)` on the training thread.

        At a step boundary, while paused too, at most five times a second and for 2 % of the time. False, and nobody is
        called, before the network is built and after the end.
        """
        return self._controls.request(taker)

    def request_checkpoint(self, keeper: Keeper) -> bool:
        """Asks for a copy of all that the next step depends on, handed to `keeper(checkpoint)` on the training thread.

        At a step boundary, while paused too; `keeper` must not raise. False, and nobody is called, before the network
        is built and after the end.
        """
        return self._controls.request_checkpoint(keeper)
