"""Warming up: loads what training will need and takes one tiny step, so that Train starts at once."""

from __future__ import annotations

import gc

import torch
from torch import nn

from engine.data.store import DataStore
from engine.machine.devices import available, resolve
from engine.machine.threads import default_threads
from engine.project.data_settings import DataSettings
from engine.service.answers import Compute


def warm_up(store: DataStore) -> Compute:
    """Imports, the first optimiser object (which costs seconds) and the bundled digits."""
    threads = default_threads()
    torch.set_num_threads(threads)
    net = nn.Sequential(nn.Conv2d(1, 1, 3), nn.Flatten(), nn.Linear(4, 2))
    optimiser = torch.optim.Adam(net.parameters(), fused=True)
    nn.functional.cross_entropy(net(torch.zeros(2, 1, 4, 4)), torch.zeros(2, dtype=torch.int64)).backward()  # type: ignore[no-untyped-call]  # torch's own
    optimiser.step()
    store.get(DataSettings())
    gc.freeze()  # what the libraries brought stays for good: no collection need look through it
    return Compute(str(resolve()), threads, available())
