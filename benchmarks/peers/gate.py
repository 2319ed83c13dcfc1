"""The gate of a program under measurement: it trains while it is told to, whole epochs, and waits in between.

An order on standard input is a number of seconds; the answer on standard output is a marked line of JSON. What the
program itself prints goes to standard error. The gate is asked once an epoch, so it costs nothing; it ends the process
when standard input is closed.
"""

import json
import os
import sys
import time
from pathlib import Path

from cases import Case, case_called

MARK = "gate: "  # before an answer: a package may print while it is imported


class Gate:
    """The case that is asked for, where its images lie, and the orders."""

    def __init__(self) -> None:
        self.case: Case = case_called(sys.argv[1])
        self.images = Path(sys.argv[2])
        self.scratch = Path(sys.argv[3])  # a folder for what the program writes
        self.threads: int | None = None
        self._answers = os.fdopen(os.dup(1), "w", buffering=1)
        os.dup2(2, 1)
        self._begun = self._until = 0.0
        self._trained = 0

    def ready(self, parameters: int, threads: int | None = None) -> None:
        """The network is made, and nothing is trained yet; waits for the first order."""
        self.threads = threads
        self._answer(parameters=parameters)
        self._wait()

    def epoch_done(self, images: int, accuracy: float) -> None:
        """An epoch over so many images has ended, its test too; waits for the next order where the time is over."""
        self._trained += images
        now = time.perf_counter()
        if now < self._until:
            return
        self._answer(images=self._trained, seconds=now - self._begun, accuracy=float(accuracy), threads=self.threads)
        self._wait()

    def _answer(self, **said: float | None) -> None:
        print(MARK + json.dumps(said), file=self._answers, flush=True)

    def _wait(self) -> None:
        order = sys.stdin.readline()
        if not order:
            os._exit(0)  # amid the program's own loop, which has nothing to keep
        self._trained = 0
        self._begun = time.perf_counter()
        self._until = self._begun + float(order)
