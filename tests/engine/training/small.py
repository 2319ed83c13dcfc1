"""Small projects that train in a moment, and a listener that waits for what a session says."""

import threading
from pathlib import Path

import numpy as np

from engine.machine.devices import Machine
from engine.network import layers as kinds
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.data.data_settings import DataSettings
from engine.project.project import Project
from engine.project.training.budgets import Steps
from engine.project.training.optimisers import Sgd
from engine.project.training.training_settings import TrainingSettings
from engine.runs.checkpoints import Checkpoints
from engine.runs.folder import RunFolder
from engine.training.session.session import TrainingSession

ONE_THREAD = Machine("cpu", 1)
SECONDS = 60.0  # to wait for what must come

PLAIN = (kinds.Conv2d(2, (5, 5), (4, 4)), kinds.ReLU(), kinds.Flatten(), kinds.Linear())
EVERYTHING = (
    kinds.Conv2d(3, (5, 5), (4, 4)),
    kinds.BatchNorm(),
    kinds.ReLU(),
    kinds.Dropout2d(0.2),
    kinds.Flatten(),
    kinds.Dropout(0.3),
    kinds.Linear(),
)


def network(*ops):
    return Network(tuple(Node(f"n{index:05}", op) for index, op in enumerate(ops)))


def project(*ops, data=None, **training):
    """A project of these layers on the bundled digits: 8,000 images, so 16 steps an epoch at batch 500."""
    settings = {"optimiser": Sgd(0.05), "batch": 500, "budget": Steps(20), **training}
    return Project(network=network(*(ops or PLAIN)), data=data or DataSettings(), training=TrainingSettings(**settings))


class Listener:
    """A sink that keeps every event and lets a test wait for one."""

    def __init__(self):
        self.events = []
        self._heard = threading.Condition()

    def __call__(self, event):
        with self._heard:
            self.events.append(event)
            self._heard.notify_all()

    def of(self, kind):
        return [event for event in self.events if isinstance(event, kind)]

    def wait(self, happened):
        """Waits until `happened(event)` for some event and gives the first such."""
        with self._heard:
            assert self._heard.wait_for(lambda: any(map(happened, self.events)), SECONDS), self.events[-3:]
            return next(event for event in self.events if happened(event))


def session(what, runs: Path, folder=None, **options):
    listener = Listener()
    folder = folder or RunFolder.create(what, runs)
    options = {"machine": ONE_THREAD, **options}
    return TrainingSession(what, folder, listener, **options), listener


def train(what, runs: Path, folder=None, **options):
    """Trains to the end and gives the session and all it said."""
    made, listener = session(what, runs, folder, **options)
    made.start()
    assert made.join(SECONDS)
    return made, listener


def reached(step):
    """True for the StepsDone that tells of a step."""
    return lambda event: hasattr(event, "rate") and int(event.steps[-1]) >= step


def train_to(what, step, runs: Path, folder=None, **options):
    """Trains single steps up to one and stops there."""
    made, listener = session(what, runs, folder, **options)
    made.pause()
    made.start()
    begun = len(listener.events)
    listener.wait(lambda event: getattr(event, "state", "") == "paused")
    at = next(event.step for event in listener.events[begun:] if getattr(event, "state", "") == "paused")
    for _ in range(step - at):
        made.step()
    if step > at:
        listener.wait(reached(step))
    made.stop()
    assert made.join(SECONDS)
    return made, listener


def tensors(folder):
    """Weights and buffers of the newest checkpoint."""
    found, _ = Checkpoints(folder.checkpoints).newest()
    return found.weights


def equal(one, other):
    return set(one) == set(other) and all(np.array_equal(one[name], other[name]) for name in one)
