"""Alone: one training at a time in a process, as dropout draws from the one default generator that torch has."""

from __future__ import annotations

from weakref import WeakSet

from engine.errors import InputError
from engine.machine.threads import default_threads
from engine.training.session.session import TrainingSession

_sessions: WeakSet[TrainingSession] = WeakSet()  # all that were started here


def refuse_a_second() -> None:
    """Raises InputError while another training runs."""
    if _running():
        raise InputError(
            "Another training runs in this process.", "Let it end first, or start this one in a process of its own."
        )


def start_alone(session: TrainingSession) -> None:
    """Starts a training; raises InputError while another runs."""
    refuse_a_second()
    session.start()  # which refuses too, whoever trains in this process
    _sessions.add(session)


def threads_beside() -> int:
    """CPU threads for what computes on the CPU now: those of the training that runs, as all threads share one count."""
    running = _running()
    return (running and running.threads) or default_threads()


def _running() -> TrainingSession | None:
    return next((session for session in _sessions if session.alive), None)
