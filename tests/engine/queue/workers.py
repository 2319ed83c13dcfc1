"""A queue whose processes are pretended: what real ones leave on the disk is written by the test."""

import itertools
import json

import msgspec

from engine.processes import born, started, this_process
from engine.project.assignments import assigned
from engine.project.recipes import read_recipe
from engine.queue.adding import Wanted, add
from engine.queue.capacity import Room
from engine.queue.queue import Queue
from engine.queue.worker import Worker
from engine.runs.folder import Result, RunFolder
from engine.runs.lock.lock import Holder

LENET = read_recipe("lenet5-sample")
MLP = assigned(read_recipe("mlp-1"), "data.source=digits")
ROOMY = Room(2, 10**12)


class Child:
    """A process that does what the test says."""

    numbers = itertools.count(2**22 + 1)  # no process of this machine has such a number

    def __init__(self, queue, entry):
        self.queue, self.entry = queue, entry
        self.pid, self.status, self.terminated = next(Child.numbers), None, 0
        queue.make_room_for_telling()
        queue.lock_of(entry.id).write_bytes(msgspec.json.encode(self._holder))

    @property
    def _holder(self):
        return Holder(self.pid, started(self.pid) or 0.0, this_process().host, born(self.pid), "t")

    def poll(self):
        return self.status

    def terminate(self):
        self.terminated += 1

    @property
    def run(self):
        """The folder of its run."""
        return RunFolder(self.queue.runs / (self.entry.run or f"run-{self.entry.id}"))

    def begins(self):
        """It has read its images."""
        if not self.entry.run:
            RunFolder.create(self.queue.project(self.entry.project), self.queue.runs, self.run.id)
        self.run.lock_file.write_bytes(msgspec.json.encode(self._holder))

    def keeps(self, step):
        """It writes a checkpoint."""
        (self.run.checkpoints / f"{step:06}").mkdir(exist_ok=True)

    def ends(self, by="budget", status=0, words="", accuracy=0.9):
        """It comes to an end and says so."""
        self.run.write_result(Result(self.run.id, by, 1, 10, 1.0, 10.0, 0.1, 0.9, 0.1, accuracy))
        self.run.lock_file.unlink()
        said = {"run": str(self.run.path), "stopped_by": by}
        self.queue.told_by(self.entry.id).with_suffix(".out").write_text(json.dumps(said) + "\n")
        self.dies(status, words)

    def dies(self, status=-9, words=""):
        """It is gone, with these last words."""
        self.queue.told_by(self.entry.id).write_text(f"Reading Digits …\n{words}\n")
        self.status = status


class Bench:
    """A queue, a worker, and all that it started."""

    def __init__(self, runs):
        self.queue, self.started, self.room = Queue(runs), [], ROOMY
        self.worker = self.new_worker()

    def new_worker(self):
        return Worker(self.queue, self._start, lambda _: self.room)

    def _start(self, queue, entry):
        queue.make_room_for_telling()
        self.started.append(Child(queue, entry))
        return self.started[-1]

    def add(self, seeds=1, project=LENET):
        add(self.queue, [Wanted(project)], seeds)

    @property
    def states(self):
        return [one.state for one in self.queue.read().entries]

    @property
    def entries(self):
        return self.queue.read().entries
