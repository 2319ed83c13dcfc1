"""Alone: one training at a time in a process, as dropout draws from the one default generator that torch has."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from engine.errors import InputError
from engine.machine.devices import Machine
from engine.machine.threads import default_threads
from engine.training.session import TrainingSession

_machines: WeakKeyDictionary[TrainingSession, Machine] = WeakKeyDictionary()  # of all that were started here


def refuse_a_second() -> None:
    """Raises InputError while another training runs."""
    if _running():
        raise InputError(
            "Another training runs in this process.", "Let it end first, or start this one in a process of its own."
        )


def start_alone(session: TrainingSession, machine: Machine) -> None:
    """Starts a training, which has this machine; raises InputError while another runs."""
    refuse_a_second()
    session.start()  # which refuses too, whoever trains in this process
    _machines[session] = machine


def threads_beside() -> int:
    """CPU threads for what computes on the CPU now: those of the training that runs, as all threads share one count."""
    running = _running()
    return (running and running.threads) or default_threads()


def _running() -> Machine | None:
    return next((machine for session, machine in _machines.items() if session.alive), None)
