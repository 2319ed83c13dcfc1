"""Starting: processes of the command line, which go on when whoever started them has ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Protocol

from engine.files import RESOURCES
from engine.platform import HERE
from engine.queue.entry import Entry
from engine.queue.queue import Queue

PROGRAM = RESOURCES.parent / "main.py"


class Child(Protocol):
    """A process that was started here."""

    pid: int

    def poll(self) -> int | None:
        """Its exit status; None while it lives."""

    def terminate(self) -> None:
        """Asks it to end."""


def words(queue: Queue, entry: Entry) -> list[str]:
    """What the command line is told, so that it trains an entry, or goes on with its run as that began."""
    alone = ["--alone", str(queue.lock_of(entry.id))]
    memory = ["--image-memory", entry.image_memory] if entry.image_memory else []
    if entry.run:
        return ["train", str(queue.runs / entry.run), "--resume", *memory, *alone, "--json"]
    given = {"--seed": entry.seed, "--threads": entry.threads, "--out": queue.runs, "--device": entry.device}
    given |= {"--data-dir": entry.data_dir} if entry.data_dir else {}
    options = [str(word) for pair in given.items() for word in pair]
    return ["train", str(queue.projects / entry.project), *options, *memory, *alone, "--json"]


def start_training(queue: Queue, entry: Entry) -> Child:
    """A process that trains an entry; what it says goes beside the queue. Raises OSError."""
    queue.make_room_for_telling()
    said = queue.told_by(entry.id)
    with said.open("ab") as err, said.with_suffix(".out").open("ab") as out:
        return _started(words(queue, entry), out.fileno(), err.fileno())


def start_worker(runs: Path) -> Child:
    """A process that works through the queue of a folder of runs, unless one does already. Raises OSError."""
    return _started(["queue", "--work", "--stay-stopped", "--out", str(runs)], subprocess.DEVNULL, subprocess.DEVNULL)


def _started(said: list[str], out: int, err: int) -> Child:
    return subprocess.Popen(  # noqa: S603  # this program, by its own path
        [sys.executable, str(PROGRAM), *said], stdin=subprocess.DEVNULL, stdout=out, stderr=err, **HERE.of_its_own()
    )
