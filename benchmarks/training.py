"""The engine against the bare loop, what its events, log and checkpoints cost, and whether its memory stays flat.

The engine is a whole TrainingSession, headless, on one thread: it pauses while the bare loop works. Its time is all
time from running to paused, checkpoint included, less that of evaluations, which the bare loop does not do. The bare
loop has a process of its own, as what the engine asks of the memory would serve it too.

    python benchmarks/training.py             10 pairs of blocks of 10 s for each row: about half an hour
    python benchmarks/training.py --quick     2 pairs of 2 s: a trial, no figures to quote
    python benchmarks/training.py --only "batch 10"    only the rows with this in their name
    python benchmarks/training.py --memory 8  memory over 8 minutes of training
"""

import argparse
import multiprocessing
import queue
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
import psutil
import torch
from torch import nn

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bare_loop import BareLoop
from networks import fashion_convnet, lenet5, resnet20
from paired import blocks, ratios, row

from engine.data.store import load
from engine.events import Evaluated, Event, Failed, StateChanged, StepsDone
from engine.machine.devices import Machine
from engine.project.data.data_settings import DataSettings, ScaleToOne
from engine.project.data.sources import Cifar10
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Steps
from engine.project.training.training_settings import TrainingSettings
from engine.runs.folder import RunFolder
from engine.runs.logs import read_steps
from engine.training.session.session import TrainingSession
from engine.typed.document import changed

WARM_UP_MINUTES = 1.0


class Engine:
    """A session that trains in blocks."""

    def __init__(self, recipe: str, batch: int, runs: Path, data: DataSettings | None = None) -> None:
        self.events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        project = endless(read_recipe(recipe), batch, data)
        self.folder = RunFolder.create(project, runs)
        self.session = TrainingSession(project, self.folder, self.events.put, Machine("cpu", 1), runs)
        self.costs: list[float] = []
        self.session.pause()
        self.session.start()
        self.until("paused")

    def until(self, state: str) -> list[Event]:
        """All events up to a state."""
        found: list[Event] = [self.events.get()]
        while not (isinstance(found[-1], StateChanged) and found[-1].state == state):
            if isinstance(found[-1], Failed):
                raise SystemExit(f"It cannot be trained: {found[-1].what}")
            found.append(self.events.get())
        return found

    def block(self, seconds: float) -> float:
        """Trains for so many seconds; images per second."""
        first = len(read_steps(self.folder.steps_file))
        begun = time.perf_counter()
        self.session.resume()
        time.sleep(seconds)
        self.session.pause()
        events = self.until("paused")
        testing = sum(event.seconds for event in events if isinstance(event, Evaluated))
        worked = time.perf_counter() - begun - testing
        records = read_steps(self.folder.steps_file)[first:]
        assert sum(len(event.steps) for event in events if isinstance(event, StepsDone)) == len(records)
        self.costs.append(1 - float(records["seconds"].sum(dtype=np.float64)) / worked)
        return float(records["images"].sum()) / worked

    def close(self) -> None:
        """Ends the session."""
        self.session.stop()
        self.session.join()


def endless(project: Project, batch: int, data: DataSettings | None = None) -> Project:
    """The recipe without an end, on these data where any are given, else on the bundled digits."""
    training: TrainingSettings = changed(project.training, batch=batch, budget=Steps(10**9))
    return changed(project, training=training, data=data or DataSettings())


def put_noise(root: Path) -> None:
    """Files as those of CIFAR-10, of random images: a step costs the same whatever is on them."""
    folder = root / "cifar-10-batches-bin"
    folder.mkdir()
    draw = np.random.default_rng(0)
    for name in (*(f"data_batch_{number}" for number in range(1, 6)), "test_batch"):
        records = draw.integers(0, 256, (1000, 1 + 3 * 32 * 32), dtype=np.uint8)
        records[:, 0] %= 10
        records.tofile(folder / f"{name}.bin")


@dataclass(frozen=True)
class Case:
    """A row: the engine's recipe and the same by hand, on which data, and how fast it should be."""

    name: str
    recipe: str
    batch: int
    module: Callable[[], nn.Module]
    optimiser: Callable[[list[nn.Parameter]], torch.optim.Optimizer]
    data: DataSettings = DataSettings()  # noqa: RUF009  # frozen
    least: float = 1.0


CASES = (
    Case("LeNet-5, batch 64", "lenet5-sample", 64, lenet5, lambda p: torch.optim.Adam(p, 0.001)),
    Case("Fashion ConvNet, batch 64", "convnet-fashion", 64, fashion_convnet, lambda p: torch.optim.SGD(p, 0.001)),
    Case("LeNet-5, batch 10", "lenet5-sample", 10, lenet5, lambda p: torch.optim.Adam(p, 0.001), least=1.2),
    Case(
        "ResNet-20, batch 128",
        "resnet-20-cifar10",
        128,
        resnet20,
        lambda p: torch.optim.SGD(p, 0.1, momentum=0.9, weight_decay=1e-4),
        DataSettings(Cifar10(), normalisation=ScaleToOne()),
    ),
)


class Apart:
    """A bare loop in a process of its own."""

    def __init__(self, case: Case, data: Path) -> None:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        context.Process(target=work_apart, args=(case.name, data, theirs), daemon=True).start()

    def block(self, seconds: float) -> float:
        """Works for so many seconds; images per second."""
        self._pipe.send(seconds)
        return float(self._pipe.recv())

    def close(self) -> None:
        """Ends the process."""
        self._pipe.send(0.0)


def work_apart(name: str, data: Path, pipe: Connection) -> None:
    """Blocks of a case's bare loop, as they are asked for, until none is."""
    torch.set_num_threads(1)
    case = next(case for case in CASES if case.name == name)
    loop = BareLoop(case.module(), case.optimiser, case.batch, load(case.data, data).train)
    while seconds := pipe.recv():
        pipe.send(loop.block(seconds))


def compare(case: Case, pairs: int, seconds: float, runs: Path) -> None:
    """Prints engine / bare loop, bare loop / bare loop as the noise, and the cost of keeping books."""
    bare, other = (Apart(case, runs) for _ in range(2))
    engine = Engine(case.recipe, case.batch, runs, case.data)
    found = ratios(bare.block, engine.block, pairs, seconds)
    print(row(f"{case.name}: engine / bare loop", found, case.least), flush=True)
    print(row(f"{case.name}: bare / bare (noise)", ratios(bare.block, other.block, pairs, seconds)), flush=True)
    cost = float(np.median(engine.costs[1:]))
    print(f"{case.name + ': events, log, checkpoints':<44} {cost:6.2%} of the time   at most 2 %", flush=True)
    for one in (bare, other, engine):
        one.close()


def memory(minutes: float, runs: Path) -> None:
    """Prints how fast memory grows, in MB a minute, after a warm-up."""
    engine, process = Engine("lenet5-sample", 64, runs), psutil.Process()
    times, sizes = [], []
    while not times or times[-1] < minutes:
        engine.block(2.0)
        times.append((time.time() - process.create_time()) / 60)
        sizes.append(process.memory_info().rss / 1e6)
    engine.close()
    kept = np.array(times) >= min(WARM_UP_MINUTES, minutes / 2)
    slope = float(np.polyfit(np.array(times)[kept], np.array(sizes)[kept], 1)[0])
    print(f"memory: {sizes[-1]:,.0f} MB, growing by {slope:+.2f} MB a minute   at most 1")


def main() -> None:
    """Runs what the arguments ask for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", metavar="WORDS", help="only cases with these words in their name")
    parser.add_argument("--memory", type=float, metavar="MINUTES", help="memory over so many minutes")
    pairs, seconds = blocks(parser, (2, 2.0))
    chosen = parser.parse_args()
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as runs:
        if chosen.memory:
            memory(chosen.memory, Path(runs))
            return
        put_noise(Path(runs))
        for case in (case for case in CASES if chosen.only in case.name):
            compare(case, pairs, seconds, Path(runs))


if __name__ == "__main__":
    main()
