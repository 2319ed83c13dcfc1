"""Layerscope as `main.py train` runs it: its session, threads chosen by itself, its lines on standard error."""

import sys
from pathlib import Path
from queue import SimpleQueue

from cases import EPOCHS, Case
from gate import Gate

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from engine.analysis.analysis import analyse
from engine.command.telling.progress import ProgressTold
from engine.data.facts import looked_up
from engine.events import Evaluated, Event, StateChanged
from engine.library.training.resuming import budget_steps
from engine.machine.devices import Machine
from engine.project.data.data_settings import Constants, DataSettings
from engine.project.data.sources import Cifar10, Mnist
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Epochs
from engine.project.training.optimisers import Adam, Sgd
from engine.project.training.training_settings import TrainingSettings
from engine.runs.folder import RunFolder
from engine.training.session.session import TrainingSession
from engine.typed.document import changed


def project(case: Case, root: Path) -> Project:
    """The recipe with the training of the case and its images, which lie under `root`."""
    recipe = read_recipe(case.recipe)
    optimiser = Adam(case.rate) if case.momentum is None else Sgd(case.rate, case.momentum)
    training = TrainingSettings(optimiser=optimiser, batch=case.batch, budget=Epochs(EPOCHS))
    coloured = DataSettings(source=Cifar10(), normalisation=Constants((0.1307,) * 3, (0.3081,) * 3))
    data = coloured if case.images == "coloured" else DataSettings(source=Mnist())
    return looked_up(changed(recipe, training=training, data=data), root)


class Heard:
    """A sink: events go to the queue, and the training waits in the gate after the test of each epoch."""

    def __init__(self, gate: Gate, images: int) -> None:
        self.events: SimpleQueue[Event] = SimpleQueue()
        self.session: TrainingSession | None = None
        self._gate, self._images = gate, images

    def __call__(self, event: Event) -> None:
        """On the training thread."""
        self.events.put(event)
        if isinstance(event, Evaluated) and self.session is not None:
            self._gate.threads = self.session.threads
            self._gate.epoch_done(self._images, event.accuracy)


def main() -> None:
    """Trains without end."""
    gate = Gate()
    root = gate.images.parent
    wanted = project(gate.case, root)
    heard = Heard(gate, wanted.facts.train_images)
    folder = RunFolder.create(wanted, gate.scratch)
    heard.session = TrainingSession(wanted, folder, heard, Machine("cpu"), root)
    told = ProgressTold(budget_steps(wanted), wanted.training.budget)
    gate.ready(analyse(wanted.network, wanted.facts.shape, len(wanted.facts.classes)).parameters)
    heard.session.start()
    while not (isinstance(event := heard.events.get(), StateChanged) and event.state in ("finished", "failed")):
        told(event)
    raise heard.session.error or RuntimeError("the run ended")


main()
