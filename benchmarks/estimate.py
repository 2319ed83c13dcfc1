"""The estimate of each recipe against its training: seconds of an epoch and peak memory, estimated / measured.

Each recipe in a process of its own, on one thread, on invented images of the right shape and count; of the test images
a part, whose seconds an image are taken for all. By turns: a forecast that knows nothing measures anew (the last column
says for how many seconds, by the clock on the wall), then a headless session trains for a while. Last come the
estimates of each recipe from all others, where it was not measured itself.

    python benchmarks/estimate.py              3 rounds of 10 s for each recipe: about twenty minutes
    python benchmarks/estimate.py --quick      1 round of 3 s: a trial, no figures to quote
    python benchmarks/estimate.py --only mlp   only the recipes with this in their name
    python benchmarks/estimate.py --processor  by the processor's time, where others work on the same machine
"""

import argparse
import json
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from statistics import median
from typing import Any

import psutil
import torch

if "--processor" in sys.argv:
    time.perf_counter = time.thread_time  # before anybody takes it from there; a training computes on its own thread

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from engine.data.dataset import Dataset, Split, whole
from engine.data.store import DataStore
from engine.events import Evaluated, Event, StateChanged
from engine.machine.devices import Machine
from engine.project.project import Project, epoch_steps, images_in, training_images
from engine.project.recipes import NAMES, read_recipe
from engine.project.training.budgets import Steps
from engine.runs.folder import RunFolder
from engine.runs.logs import read_steps
from engine.service.model.warm_up import warm_up
from engine.training.estimate.estimate import Estimate
from engine.training.estimate.forecast import Forecast, place_of
from engine.training.estimate.measurements import Found, Measurements, scaled
from engine.training.estimate.work import work_of
from engine.training.session.session import TrainingSession
from engine.training.steps.conditions import conditions
from engine.typed.document import changed

ENDLESS = Steps(10**9)
MACHINE = Machine("cpu", 1)
Row = dict[str, Any]
WITHIN = 0.25
WARM_UP = 3.0  # seconds, in which a run keeps its weights most often
TRIED = 500  # images of the test part


def main() -> None:
    """Prints a row for each recipe, and the worst."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="1 round of 3 s")
    parser.add_argument("--only", default="", metavar="WORD", help="only recipes with this in their name")
    parser.add_argument("--processor", action="store_true", help="by the processor's time of the thread that trains")
    parser.add_argument("--worker", nargs=3, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        name, rounds, seconds = chosen.worker
        print(json.dumps(measured(name, int(rounds), float(seconds))))
        return
    found = {}
    print(
        f"{'recipe':22} {'epoch':>9} {'estimated':>10} {'ratio':>6}  {'range':>12} "
        f"{'memory':>9} {'ratio':>6} {'tried':>6}",
        flush=True,
    )
    for name in (name for name in NAMES if chosen.only in name):
        found[name] = _in_its_own_process(name, *((1, 3.0) if chosen.quick else (3, 10.0)), processor=chosen.processor)
        print(_row(name, found[name]), flush=True)
    _print_worst(found)
    _print_foretold(found)


def _in_its_own_process(name: str, rounds: int, seconds: float, *, processor: bool) -> Row:
    command = [sys.executable, __file__, "--worker", name, str(rounds), str(seconds), *["--processor"] * processor]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def _row(name: str, one: Row) -> str:
    ratios = one["ratios"]
    memory = one["memory_estimated"] / one["memory"]
    return (
        f"{name:22} {one['epoch']:8.1f}s {one['estimated']:9.1f}s {median(ratios):6.2f}  "
        f"{min(ratios):5.2f}-{max(ratios):5.2f}  {one['memory'] / 1e6:7.0f}MB {memory:6.2f} {one['took']:5.1f}s"
    )


def _print_worst(found: dict[str, Row]) -> None:
    for what, ratio in (
        ("epoch", lambda one: median(one["ratios"])),
        ("memory", lambda one: one["memory_estimated"] / one["memory"]),
    ):
        worst = max(found, key=lambda name: abs(ratio(found[name]) - 1))
        value = ratio(found[worst])
        verdict = "yes" if abs(value - 1) <= WITHIN else "NO"
        print(f"worst {what}: {worst} {value:.2f}   within 25 %: {verdict}")


def _print_foretold(found: dict[str, Row]) -> None:
    """What each would have been told to take from the others alone, against what was measured of it."""
    known = {name: (work_of(read_recipe(name)), Found(**one["found"])) for name, one in found.items()}
    if len(known) < 2:
        return
    print("from the others alone, seconds of a step, foretold / measured:")
    for name, (work, own) in known.items():
        batch = read_recipe(name).training.batch
        told = scaled(work, {other: one for other, one in known.values() if other != work})
        print(f"  {name:22} {(told.per_step + batch * told.per_image) / (own.per_step + batch * own.per_image):5.2f}")


# --- in the process of a recipe ---


def measured(name: str, rounds: int, seconds: float) -> Row:
    """Estimates and trains by turns; memory is of the first turn, as later ones hold both."""
    warm_up(DataStore())
    torch.set_num_threads(MACHINE.threads or 1)
    project = read_recipe(name)
    with tempfile.TemporaryDirectory() as folder, _memory_watched() as seen:
        first, found, took = _estimated(project)
        seen.clear()
        session = Session(project, Path(folder))
        epochs, told = [session.block(seconds)], [first.epoch]
        peak = max(seen)
        for _ in range(rounds - 1):
            told.append(_estimated(project)[0].epoch)
            epochs.append(session.block(seconds))
        session.close()
    return {
        "epoch": median(epochs),
        "estimated": median(told),
        "ratios": [one / other for one, other in zip(told, epochs, strict=True)],
        "took": took,
        "memory": peak,
        "memory_estimated": first.memory,
        "found": asdict(found),
    }


def _estimated(project: Project) -> tuple[Estimate, Found, float]:
    """By a forecast that knows nothing yet, and the seconds in which it measured."""
    measurements = Measurements()
    forecast, begun = Forecast(measurements), time.monotonic()
    forecast.measure(project, MACHINE, 0, lambda: None)
    took = time.monotonic() - begun
    estimate = forecast.estimate(project, MACHINE)
    found = measurements.measured(work_of(project), place_of(conditions(MACHINE)))
    assert estimate is not None
    assert found is not None
    return estimate, found, took


@contextmanager
def _memory_watched() -> Iterator[list[int]]:
    """Bytes of this process, noted all along."""
    process, over, seen = psutil.Process(), threading.Event(), [0]

    def watch() -> None:
        while not over.wait(0.05):
            seen.append(process.memory_info().rss)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


class Session:
    """A headless session on invented images, which trains in blocks; the recipe's own budget may be a few seconds."""

    def __init__(self, project: Project, folder: Path) -> None:
        self._project = project = changed(project, training=changed(project.training, budget=ENDLESS))
        self._events: queue.SimpleQueue[Event] = queue.SimpleQueue()
        self._folder = RunFolder.create(project, folder)
        self._session = TrainingSession(project, self._folder, self._events.put, MACHINE)
        self._session.use(_invented(project))
        self._session.pause()
        self._session.start()
        self._until_paused()
        self._train(WARM_UP)

    def block(self, seconds: float) -> float:
        """Trains, then tries; seconds that a whole epoch would take."""
        first = len(read_steps(self._folder.steps_file))
        self._train(seconds)
        records = read_steps(self._folder.steps_file)[first:]
        self._session.evaluate()
        after = images_in(self._project, "validation") or images_in(self._project, "test")
        step = float(records["seconds"].mean(dtype="f8"))
        return epoch_steps(self._project) * step + after * self._tried() / TRIED

    def _train(self, seconds: float) -> None:
        self._session.resume()
        time.sleep(seconds)
        self._session.pause()
        self._until_paused()

    def _until_paused(self) -> None:
        while not (isinstance(event := self._events.get(), StateChanged) and event.state == "paused"):
            pass

    def _tried(self) -> float:
        while not isinstance(event := self._events.get(), Evaluated):
            pass
        return event.seconds

    def close(self) -> None:
        """Ends the session."""
        self._session.stop()
        self._session.join()


def _invented(project: Project) -> Dataset:
    facts, generator = project.facts, torch.Generator().manual_seed(0)

    def split(count: int) -> Split:
        images = torch.randint(0, 256, (count, *facts.shape), dtype=torch.uint8, generator=generator)
        return whole(images, torch.randint(0, len(facts.classes), (count,), generator=generator))

    validation = split(TRIED) if images_in(project, "validation") else None
    return Dataset(split(training_images(project)), validation, split(TRIED), facts)


if __name__ == "__main__":
    main()
