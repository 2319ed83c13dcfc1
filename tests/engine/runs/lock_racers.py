"""What races for a lock in tests: functions that processes of their own can import."""

import os
import time

import msgspec

from engine.errors import RunFolderError
from engine.runs.lock.lock import Holder, Lock

SECONDS = 60.0  # to wait for what must come


def leave(path, pid, started, host):
    """A lock of any holder."""
    path.write_bytes(msgspec.json.encode(Holder(pid, started, host)))


def leave_dead(path):
    """The lock of a process that has ended: of this number, but of another time."""
    leave(path, os.getpid(), 0.0, os.uname().nodename)


def race(path, rounds, barrier, won, number):
    """In every round all take over the same dead lock at once; `won` gets a 1 for each who holds it then."""
    for at in range(rounds):
        if number == 0:
            leave_dead(path)
        lock = Lock(path)
        barrier.wait(SECONDS)
        try:
            lock.acquire()
        except RunFolderError:
            pass
        else:
            won[at * barrier.parties + number] = 1
        barrier.wait(SECONDS)
        lock.release()
        barrier.wait(SECONDS)


def take_turns(path, turns, barrier, met, _):
    """All take the lock so many times, as soon as they get it; `met` counts those who were not alone with it."""
    inside = path.with_name("inside")
    barrier.wait(SECONDS)
    for _ in range(turns):
        lock = waited_for(path)
        try:
            inside.touch(exist_ok=False)
        except FileExistsError:
            met.value += 1
        inside.unlink(missing_ok=True)
        lock.release()


def waited_for(path):
    """The lock, once the others let go of it."""
    lock, deadline = Lock(path), time.monotonic() + SECONDS
    while time.monotonic() < deadline:
        try:
            lock.acquire()
        except RunFolderError:
            continue
        return lock
    raise TimeoutError
