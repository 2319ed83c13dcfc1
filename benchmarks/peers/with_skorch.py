"""skorch's NeuralNetClassifier with its default callbacks, which score and print each epoch."""

import numpy as np
import torch
from cases import EPOCHS
from gate import Gate
from skorch import NeuralNetClassifier
from skorch.callbacks import Callback
from skorch.dataset import Dataset
from skorch.helper import predefined_split
from torch_side import network, parameters


class Gated(Callback):
    """The gate at the end of each epoch."""

    def __init__(self, gate: Gate) -> None:
        self.gate = gate

    def on_epoch_end(self, net: NeuralNetClassifier, dataset_train: Dataset | None = None, **_: object) -> None:
        """After the scores of the epoch."""
        self.gate.epoch_done(len(dataset_train), net.history[-1, "valid_acc"])


def main() -> None:
    """Trains without end."""
    gate = Gate()
    with np.load(gate.images) as held:
        X, y, X_test, y_test = (held[name] for name in held.files)
    case = gate.case
    chosen = {} if case.momentum is None else {"optimizer__momentum": case.momentum}
    module = network(case)
    net = NeuralNetClassifier(
        module,
        criterion=torch.nn.CrossEntropyLoss,
        optimizer=torch.optim.Adam if case.momentum is None else torch.optim.SGD,
        lr=case.rate,
        batch_size=case.batch,
        max_epochs=EPOCHS,
        iterator_train__shuffle=True,
        train_split=predefined_split(Dataset(X_test, y_test)),
        callbacks=[Gated(gate)],
        **chosen,
    )
    gate.ready(parameters(module), torch.get_num_threads())
    net.fit(X, y)


main()
