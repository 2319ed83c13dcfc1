"""A service as a window uses it, whose replies can be waited for, and projects that train in a moment."""

import queue
import threading
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from engine.events import Event, NotBegun, Reply, StateChanged
from engine.machine.devices import Machine
from engine.network.layers import Flatten, Linear
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.data.data_settings import DataSettings, ScaleToOne
from engine.project.data.sources import CIFAR_CLASSES, Cifar10, Mnist
from engine.project.project import Project
from engine.project.training.budgets import Steps
from engine.project.training.training_settings import TrainingSettings
from engine.service.answers import DrawingOf
from engine.service.service import Service
from tests.engine.data.sets import idx

SECONDS = 100.0  # to wait for what must come; beside busy processes the imports alone may take half a minute
SMALL = Network((Node("n00001", Flatten()), Node("n00002", Linear("classes"))))
ONE_THREAD = Machine("cpu", 1)
CIFAR = DataSettings(source=Cifar10(), normalisation=ScaleToOne())
MNIST = DataSettings(source=Mnist(), normalisation=ScaleToOne())


class Door:
    """A service whose replies can be waited for; all events are kept, in their order."""

    def __init__(self, folder: Path) -> None:
        self._queue: queue.Queue[Event] = queue.Queue()
        self.replies: dict[int, Reply] = {}
        self.events: list[Event] = []  # but for replies
        self.service = Service(self._take, folder / "data", folder / "runs")
        self.on_event: Callable[[Event], None] = lambda _: None  # called on the engine's own thread

    def _take(self, event: Event) -> None:
        self.on_event(event)
        self._queue.put(event)

    def ask(self, question: Any) -> Any:
        """The answer; raises its error."""
        return self.answer(self.service.ask(question))

    def answer(self, request: int) -> Any:
        self._wait(lambda: request in self.replies)
        reply = self.replies[request]
        if reply.error is not None:
            raise reply.error
        return reply.result

    def until(self, wanted: Callable[[Event], bool]) -> Event:
        """Waits for an event, also one that has come, and gives the first such."""
        self._wait(lambda: any(map(wanted, self.events)))
        return next(filter(wanted, self.events))

    def ended(self, run: str) -> Event:
        """Waits for the end of a run, and of its threads, and gives the event that tells of it."""
        event = self.until(lambda event: is_end(event, run))
        assert self.service.wait(SECONDS)
        return event

    def train(self, project: Project, **options: Any) -> str:
        """Trains to the end; the run's id."""
        run = self.service.train(project, ONE_THREAD, **options)
        assert self.ended(run).state == "finished"
        return run

    def look(self) -> None:
        """Takes in what has come."""
        while not self._queue.empty():
            self._sort(self._queue.get())

    def _wait(self, happened: Callable[[], bool]) -> None:
        self.look()
        while not happened():
            self._sort(self._queue.get(timeout=SECONDS))

    def _sort(self, event: Event) -> None:
        if isinstance(event, Reply):
            assert event.request not in self.replies, "answered twice"
            self.replies[event.request] = event
        else:
            self.events.append(event)


def is_end(event: Event, run: str) -> bool:
    return is_state("finished", run)(event) or is_state("failed", run)(event) or is_not_begun(run)(event)


def is_state(state: str, run: str = "") -> Callable[[Event], bool]:
    return lambda event: isinstance(event, StateChanged) and event.state == state and event.run.endswith(run)


def is_not_begun(run: str) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, NotBegun) and event.run == run


def small(steps: int = 40, data: DataSettings | None = None, **training: Any) -> Project:
    settings = {"batch": 64, "budget": Steps(steps), **training}
    return Project(title="Small", network=SMALL, data=data or DataSettings(), training=TrainingSettings(**settings))


def a_one() -> DrawingOf:
    pixels = np.zeros((280, 280), np.uint8)
    pixels[40:240, 128:152] = 255
    return DrawingOf(1, pixels)


def put_mnist(root: Path, value: int, count: int = 20) -> Path:
    """MNIST of a few images that are one grey."""
    raw = root / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for part in ("train", "t10k"):
        images, labels = np.full((count, 28, 28), value, np.uint8), np.arange(count, dtype=np.uint8) % 10
        (raw / f"{part}-images-idx3-ubyte").write_bytes(idx(images))
        (raw / f"{part}-labels-idx1-ubyte").write_bytes(idx(labels))
    return root


def put_cifar(root: Path) -> Path:
    """CIFAR-10 as pictures, which tells progress."""
    for part in ("train", "test"):
        for name in CIFAR_CLASSES:
            folder = root / "cifar10-jpeg" / part / name
            folder.mkdir(parents=True)
            for image in "ab":
                Image.new("RGB", (32, 32)).save(folder / f"{image}.jpg")
    return root


class Slow:
    """A reader that waits until it is let go, or is told to stop; what it reads is counted."""

    def __init__(self, read: Callable[..., Any]) -> None:
        self._read = read
        self.begun, self.go = threading.Semaphore(0), threading.Event()
        self.sources: list[str] = []
        self.stopped, self.ended = 0, threading.Event()
        self.error: Exception | None = None

    def __call__(self, source: Any, root: Path, progress: Any, stop: Any, budget: Any) -> Any:
        from engine.errors import Stopped

        self.sources.append(source.name)
        if isinstance(source, Cifar10 | Mnist):
            self.begun.release()
            while not self.go.wait(0.005):
                if stop is not None and stop():
                    self.stopped += 1
                    self.ended.set()
                    raise Stopped
        if self.error is not None:
            raise self.error
        return self._read(source, root, progress, stop, budget)

    def wait(self) -> None:
        """Until somebody reads."""
        assert self.begun.acquire(timeout=SECONDS)


@contextmanager
def opened(folder: Path):
    door = Door(folder)
    try:
        yield door
    finally:
        assert door.service.close(SECONDS)


class Held:
    """Keeps the thread of the moments busy."""

    def __init__(self, door: Door) -> None:
        self._go = threading.Event()
        door.service._moments.submit(lambda: self._go.wait(SECONDS))

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        self._go.set()
