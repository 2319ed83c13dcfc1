"""One interleaved measurement of a case: all programs by turns, each in blocks of whole epochs."""

import shutil
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import psutil
from cases import Case
from programs import LAYERSCOPE, Program
from worker import Block, Worker


@dataclass
class Measured:
    """The blocks of each program, one a round; `elsewhere` is the share of the machine that other processes used."""

    case: Case
    parameters: int = 0
    blocks: dict[Program, list[Block]] = field(default_factory=dict)
    elsewhere: float = 0.0

    @property
    def best_peer(self) -> Program:
        """The fastest of those that are not Layerscope."""
        return max((program for program in self.blocks if program is not LAYERSCOPE), key=self.speed)

    def speed(self, program: Program) -> float:
        """Images a second, the median of the rounds."""
        return median(block.speed for block in self.blocks[program])

    def ratios(self, program: Program) -> list[float]:
        """Its speed over that of the best peer, round by round."""
        pairs = zip(self.blocks[program], self.blocks[self.best_peer], strict=True)
        return [block.speed / best.speed for block, best in pairs]


def measure(case: Case, pythons: dict[Program, Path], folder: Path, rounds: int, seconds: float) -> Measured:
    """Every program warms up once, and then trains one block a round, the order turned round each time."""
    measured = Measured(case, blocks={program: [] for program in pythons})
    with ExitStack() as stack:
        workers = [_started(program, python, case, folder, stack.callback) for program, python in pythons.items()]
        measured.parameters = workers[0].parameters
        assert {worker.parameters for worker in workers} == {measured.parameters}, "not the same network"
        for worker in workers:
            _tell(f"{worker.program.name} warms up: {worker.block(seconds).speed:,.0f} images/s")
        idle = _elsewhere(workers)
        for number in range(rounds):
            for worker in workers if number % 2 == 0 else reversed(workers):
                block = worker.block(seconds)
                measured.blocks[worker.program].append(block)
                _tell(f"round {number + 1}: {worker.program.name} {block.speed:,.0f} images/s")
        measured.elsewhere = idle()
    return measured


def _started(
    program: Program, python: Path, case: Case, folder: Path, at_end: Callable[[Callable[[], None]], object]
) -> Worker:
    scratch = folder / program.script.stem
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir()
    worker = Worker(program, python, case, folder / f"{case.images}.npz", scratch)
    at_end(worker.close)
    return worker


def _elsewhere(workers: list[Worker]) -> Callable[[], float]:
    """From now until it is called: the share of all cores' time that went to processes other than these."""

    def own() -> float:
        mine = psutil.Process().cpu_times()
        return mine.user + mine.system + sum(worker.processor_seconds() for worker in workers)

    def all_of_it() -> tuple[float, float]:
        times = psutil.cpu_times()
        idle = times.idle + getattr(times, "iowait", 0.0)
        return sum(times) - idle - getattr(times, "guest", 0.0) - getattr(times, "guest_nice", 0.0), idle

    own_before, (busy_before, idle_before) = own(), all_of_it()

    def share() -> float:
        own_now, (busy_now, idle_now) = own(), all_of_it()
        busy, idle = busy_now - busy_before, idle_now - idle_before
        return max(0.0, busy - (own_now - own_before)) / (busy + idle)

    return share


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
