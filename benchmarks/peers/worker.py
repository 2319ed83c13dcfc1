"""A program at work: a process that trains a case in blocks, and waits in between."""

import json
import os
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import psutil
from cases import Case
from gate import MARK
from programs import Program

SETTINGS = ("OMP_", "MKL_", "OPENBLAS_", "GOMP_", "KMP_", "TORCH_", "XLA_", "JAX_", "KERAS_", "TF_")
LAST_LINES = 20


class Block(NamedTuple):
    """What a program did when it was told to train."""

    images: int
    seconds: float
    accuracy: float  # on the test images, after its last epoch
    threads: int | None  # as the program counts them

    @property
    def speed(self) -> float:
        """Images a second."""
        return self.images / self.seconds


class Worker:
    """A program that is to train a case; `scratch` is an empty folder for what it writes."""

    def __init__(self, program: Program, python: Path, case: Case, images: Path, scratch: Path) -> None:
        self.program = program
        self._log = scratch / "log.txt"
        command = [python, program.script, case.name, images, scratch]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env=_surroundings(program, scratch),
            )
        self.parameters = int(self._answer()["parameters"])

    def block(self, seconds: float) -> Block:
        """Trains whole epochs until so many seconds are over."""
        self._process.stdin.write(f"{seconds}\n")
        self._process.stdin.flush()
        return Block(**self._answer())

    def processor_seconds(self) -> float:
        """The time that its threads have worked so far."""
        times = psutil.Process(self._process.pid).cpu_times()
        return times.user + times.system

    def close(self) -> None:
        """Ends the process."""
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()

    def _answer(self) -> dict[str, Any]:
        for line in self._process.stdout:
            if line.startswith(MARK):
                return json.loads(line.removeprefix(MARK))
        self.close()
        last = "\n".join(self._log.read_text(errors="replace").splitlines()[-LAST_LINES:])
        raise SystemExit(f"{self.program.name} ended:\n{last}")


def _surroundings(program: Program, scratch: Path) -> dict[str, str]:
    """This process's variables, without settings for threads and the like, for each program as it is by default.

    No GPU is to be seen, and what Layerscope remembers of earlier runs and Keras' settings are those of a first start.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(SETTINGS)}
    fresh = {"CUDA_VISIBLE_DEVICES": "", "XDG_STATE_HOME": str(scratch / "state"), "KERAS_HOME": str(scratch)}
    return kept | fresh | program.variables
