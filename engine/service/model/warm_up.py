"""Warming up: loads what training will need and takes one tiny step, so that Train starts at once."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.garbage import uncollected
from engine.service.answers import Compute

if TYPE_CHECKING:
    from engine.data.store import DataStore


def warm_up(store: DataStore) -> Compute:
    """Torch, one step of a training, and the bundled digits; raises EngineError where torch cannot be loaded.

    Collecting garbage would take a sixth of that time.
    """
    try:
        with uncollected():
            return _ready(store)
    except Exception as error:  # whatever a damaged installation makes of it
        raise EngineError(f"PyTorch could not be loaded ({error}).") from error


def _ready(store: DataStore) -> Compute:
    import numpy.ma  # noqa: F401  # else numpy's first percentile fetches it, on the window's thread
    import torch

    from engine.machine.devices import available, resolve
    from engine.machine.threads import default_threads
    from engine.project.data.data_settings import DataSettings

    threads = default_threads()
    torch.set_num_threads(threads)
    _step()
    store.get(DataSettings())
    gc.freeze()  # what the libraries brought stays for good: no collection need look through it
    return Compute(str(resolve()), threads, available())


def _step() -> None:
    import torch
    from torch import nn

    from engine.project.training.optimisers import Adam
    from engine.training.optimisers.optimiser import Stepper

    net = nn.Sequential(nn.Conv2d(1, 1, 3), nn.Flatten(), nn.Linear(4, 2))
    stepper = Stepper(Adam(), dict(net.named_parameters()))
    nn.functional.cross_entropy(net(torch.zeros(2, 1, 4, 4)), torch.zeros(2, dtype=torch.int64)).backward()  # type: ignore[no-untyped-call]  # torch's own
    stepper.step(0.001)
