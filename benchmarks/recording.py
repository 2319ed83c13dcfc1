"""What it costs to keep books: an evaluation with its predictions, and a training with everything that a run keeps.

Evaluation: 10,000 images of 28×28, as MNIST's test set has them, tried by LeNet-5 on one thread. Alone it is forward,
cross-entropy, answers and confusion matrix, in the same batches; kept, it is the program's own, with the file of its
predictions in place. Training: LeNet-5 on the bundled digits at batch 10, whole runs of some epochs, with everything
(logs, checkpoints, snapshots, statistics, predictions) and with nothing; evaluations are taken out of both. A run of 20
epochs spreads what it costs to begin and to end over some twenty seconds. Processor time is less disturbed by others.

    python benchmarks/recording.py             20 and 10 pairs: some half an hour
    python benchmarks/recording.py --quick     2 pairs of short runs: a trial, no figures to quote
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from paired import ratios, row

from engine.data.batches.normalise import Normaliser
from engine.data.dataset import Split, whole
from engine.events import Evaluated, Event, StateChanged
from engine.machine.devices import Machine
from engine.metrics.confusion import counted
from engine.model.building import build
from engine.model.capacity import TRIED_AT_ONCE
from engine.model.net import Net
from engine.project.data.data_settings import DataSettings
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Epochs
from engine.runs.checkpoints import Checkpoints
from engine.runs.folder import RunFolder
from engine.runs.kept.predictions import Predictions
from engine.runs.logs import EventLog, StepLog
from engine.training.course import course
from engine.training.recording.flushing import Flushing
from engine.training.session.session import TrainingSession
from engine.training.steps.evaluation import evaluate
from engine.typed.document import changed

IMAGES = 10_000
NORMALISER = Normaliser((0.1307,), (0.3081,))


class Testing:
    """Evaluations of one network, alone and kept; a speed is images a second."""

    def __init__(self, folder: Path) -> None:
        draw = torch.Generator().manual_seed(0)
        images = torch.randint(0, 256, (IMAGES, 1, 28, 28), dtype=torch.uint8, generator=draw)
        self.split: Split = whole(images, torch.randint(0, 10, (IMAGES,), generator=draw))
        project = read_recipe("lenet5-sample")
        self.net: Net = build(project.network, (1, 28, 28), 10).to(memory_format=torch.channels_last)
        self.files, self.flushing, self.step = Predictions(folder / "predictions", "test"), Flushing(), 0

    def alone(self, seconds: float) -> float:
        """What any evaluation does."""
        return speed(seconds, self._alone)

    def _alone(self) -> None:
        with torch.inference_mode():
            self.net.eval()
            counts, loss = np.zeros((10, 10), np.int64), 0.0
            for begin in range(0, IMAGES, TRIED_AT_ONCE):
                labels = self.split.labels[begin : begin + TRIED_AT_ONCE]
                logits = self.net(NORMALISER(self.split.images[begin : begin + TRIED_AT_ONCE]))
                loss += F.cross_entropy(logits, labels, reduction="sum").item()
                counts += counted(labels.numpy(), logits.argmax(1).numpy(), 10).dense()

    def kept(self, seconds: float) -> float:
        """The program's, with the predictions in place and on their way to the disk."""
        return speed(seconds, self._kept)

    def _kept(self) -> None:
        found = evaluate(self.net, self.split, NORMALISER)
        assert found is not None
        self.step += 1
        self.files.save(self.step, found.predicted)
        self.flushing.add(self.files.at(self.step))
        self.files.keep_only([self.step])


def speed(seconds: float, work) -> float:  # noqa: ANN001  # a function of nothing
    """How often a second it is done, over at least so many seconds."""
    begun, times = time.perf_counter(), 0
    while time.perf_counter() - begun < seconds:
        work()
        times += 1
    return times / (time.perf_counter() - begun)


class NothingKept:
    """In place of Keeping."""

    def __init__(self, *_: object, **__: object) -> None: ...
    def wants_weights(self, _: int) -> bool:
        """Never."""
        return False

    def keep_weights(self, *_: object) -> None: ...
    def keep_best(self, *_: object) -> None: ...
    def settle_best(self, *_: object) -> None: ...
    def keep_predictions(self, *_: object) -> None: ...
    def thin_predictions(self, *_: object) -> None: ...
    def wait(self) -> None: ...
    def close(self) -> None: ...


@contextmanager
def without_books() -> Iterator[None]:
    """A training that writes nothing but what it must to begin and to end."""
    with ExitStack() as stack:
        stack.enter_context(patch.object(course, "Keeping", NothingKept))
        stack.enter_context(patch.object(Checkpoints, "save", lambda *_: None))
        for log in (EventLog, StepLog):
            stack.enter_context(patch.object(log, "append", lambda *_: None))
            stack.enter_context(patch.object(log, "sync", lambda *_: None))
        yield


class Training:
    """Whole runs with books and without; a speed is steps a second, from the first step to the last."""

    def __init__(self, runs: Path) -> None:
        self.runs = runs
        self.processor = {True: 0.0, False: 0.0}  # seconds of all runs

    def with_everything(self, epochs: float) -> float:
        """As the program trains."""
        return self._speed(round(epochs), books=True)

    def with_nothing(self, epochs: float) -> float:
        """The same without a file."""
        with without_books():
            return self._speed(round(epochs), books=False)

    def _speed(self, epochs: int, *, books: bool) -> float:
        recipe = read_recipe("lenet5-sample")
        training = changed(recipe.training, batch=10, budget=Epochs(epochs))
        project = Project(title="books", network=recipe.network, data=DataSettings(), training=training)
        events: list[tuple[Event, float]] = []
        folder = RunFolder.create(project, self.runs)
        session = TrainingSession(
            project, folder, lambda event: events.append((event, time.process_time())), Machine("cpu", 1)
        )
        session.start()
        session.join()
        assert session.error is None, session.error
        states = {event.state: (event.time, spent) for event, spent in events if isinstance(event, StateChanged)}
        begun, ended = states["running"], states["finished"]
        self.processor[books] += ended[1] - begun[1]
        tried = [event for event, _ in events if isinstance(event, Evaluated)]
        return tried[-1].step / (ended[0] - begun[0] - sum(event.seconds for event in tried))


def main() -> None:
    """Prints both ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="2 pairs of short runs")
    quick: bool = parser.parse_args().quick
    torch.set_num_threads(1)
    with tempfile.TemporaryDirectory() as place:
        tests = Testing(Path(place))
        (Path(place) / "predictions").mkdir()
        found = ratios(tests.kept, tests.alone, 2 if quick else 20, 2.0)
        print(row("10,000 images: kept / alone, in time", found) + "   at most 1.10", flush=True)
        tests.flushing.close()

        trains = Training(Path(place))
        found = ratios(trains.with_everything, trains.with_nothing, *((2, 5) if quick else (10, 20)))
        print(row("batch 10: everything / nothing, in time", found) + "   at most 1.02", flush=True)
        spent = trains.processor[True] / trains.processor[False]
        print(f"{'the same in processor time, all together':<44} {spent:6.3f}")


if __name__ == "__main__":
    main()
