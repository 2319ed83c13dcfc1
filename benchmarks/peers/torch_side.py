"""What the programs on torch share: the network, the images as tensors, the optimiser of a case."""

import sys
from pathlib import Path

import numpy as np
import torch
from cases import Case
from torch import nn
from torch.utils.data import TensorDataset

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import networks


def network(case: Case) -> nn.Module:
    """The network of a case."""
    return getattr(networks, case.network)()


def parameters(module: nn.Module) -> int:
    """How many numbers it learns."""
    return sum(one.numel() for one in module.parameters())


def optimiser(case: Case, module: nn.Module) -> torch.optim.Optimizer:
    """torch's own, as it makes it by default."""
    if case.momentum is None:
        return torch.optim.Adam(module.parameters(), lr=case.rate)
    return torch.optim.SGD(module.parameters(), lr=case.rate, momentum=case.momentum)


def datasets(images: Path) -> tuple[TensorDataset, TensorDataset]:
    """Training and test images, normalised, in memory."""
    with np.load(images) as held:
        train, train_labels, test, test_labels = (torch.from_numpy(held[name]) for name in held.files)
    return TensorDataset(train, train_labels), TensorDataset(test, test_labels)
