"""Explained values: how long the answer about one value takes, from the question to the reply, as the window asks it.

On LeNet-5 it must take 30 ms at most.

    python benchmarks/explain_value.py
"""

import queue
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

from engine.analysis.analysis import analyse
from engine.events import Reply
from engine.inspection.arithmetic.explanation import Place
from engine.project.recipes import read_recipe
from engine.service.answers import PictureOf
from engine.service.questions import ExplainValue, ShowProject
from engine.service.service import Service

MOST = 30  # ms, on LeNet-5
TIMES = 200


class Asking:
    """A service that is asked one question after the other."""

    def __init__(self, folder: Path) -> None:
        self._events: queue.Queue[object] = queue.Queue()
        self.service = Service(self._events.put, folder / "data", folder / "runs")

    def seconds(self, question: object) -> float:
        """From the question to its reply."""
        begun = time.perf_counter()
        request = self.service.ask(question)  # type: ignore[arg-type]  # any of the table
        while True:
            event = self._events.get()
            if isinstance(event, Reply) and event.request == request:
                if event.error is not None:
                    raise event.error
                return time.perf_counter() - begun


def main() -> int:
    """Prints what an answer takes; 1 where it takes too long on LeNet-5."""
    taken = {}
    with tempfile.TemporaryDirectory() as folder:
        asking = Asking(Path(folder))
        for recipe in ("lenet5-sample", "resnet-20-cifar10"):
            project = read_recipe(recipe)
            facts = project.facts
            asking.seconds(ShowProject(project))
            random = np.random.default_rng(0)
            picture = PictureOf(1, random.integers(0, 256, facts.shape, np.uint8))
            instances = [*analyse(project.network, facts.shape, len(facts.classes)).instances.values()]
            times = []
            for place in range(TIMES):
                one = instances[place % len(instances)]
                index = tuple(int(random.integers(size)) for size in one.output or ())
                times.append(1000 * asking.seconds(ExplainValue(Place(one.address, index), picture)))
            taken[recipe] = sorted(times)[int(0.95 * TIMES)]
            print(
                f"{recipe:18} median {median(times):.1f} ms, 95 in 100 within {taken[recipe]:.1f}, all {max(times):.1f}"
            )
        asking.service.close()
    ratio = taken["lenet5-sample"] / MOST
    print(f"LeNet-5, 95 in 100 / {MOST} ms: {ratio:.2f}")
    return int(ratio > 1)


if __name__ == "__main__":
    sys.exit(main())
