"""fastai's Learner over PyTorch's DataLoaders, as fastai's guide for those who come from PyTorch writes it."""

from functools import partial

import torch
from cases import EPOCHS
from fastai.callback.core import Callback
from fastai.callback.progress import ProgressCallback  # noqa: F401  # importing it makes it a default callback
from fastai.data.core import DataLoaders
from fastai.learner import Learner
from fastai.metrics import accuracy
from fastai.optimizer import SGD, Adam
from fastai.torch_core import default_device
from gate import Gate
from torch.utils.data import DataLoader
from torch_side import datasets, network, parameters


class Gated(Callback):
    """The gate at the end of each epoch, after the recorder and the progress bar."""

    order = 100

    def __init__(self, gate: Gate) -> None:
        self.gate = gate

    def after_epoch(self) -> None:
        """The last of the epoch's figures is its accuracy."""
        self.gate.epoch_done(len(self.dls.train.dataset), self.recorder.values[-1][-1])


def main() -> None:
    """Trains without end."""
    gate = Gate()
    default_device(use=False)
    case = gate.case
    training, testing = datasets(gate.images)
    train_loader = DataLoader(training, batch_size=case.batch, shuffle=True)
    test_loader = DataLoader(testing, batch_size=case.batch)
    learn = Learner(
        DataLoaders(train_loader, test_loader),
        network(case),
        loss_func=torch.nn.functional.cross_entropy,
        opt_func=Adam if case.momentum is None else partial(SGD, mom=case.momentum),
        metrics=accuracy,
        cbs=[Gated(gate)],
    )
    gate.ready(parameters(learn.model), torch.get_num_threads())
    learn.fit(EPOCHS, case.rate)


main()
