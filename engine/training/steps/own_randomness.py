"""Own randomness: what only tries leaves the generator, from which dropout draws, as it was."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import torch


@contextmanager
def own_randomness(device: torch.device) -> Iterator[None]:
    """Whatever is drawn inside, others find the default generators as they were."""
    with torch.random.fork_rng([device] if device.type == "cuda" else []):
        yield
