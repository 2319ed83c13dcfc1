"""Memory: whether a network fits before it is built."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from engine.errors import DeviceError
from engine.machine.cgroup import left_in_container

if TYPE_CHECKING:
    import torch

BYTES = 4  # of a float32
RESERVE = 0.9  # share of the free memory that a network may take


class Sizes(Protocol):
    """What the memory of a training depends on, as an analysis of a network gives it."""

    @property
    def parameters(self) -> int:
        """Weights and biases."""

    @property
    def activations(self) -> int:
        """Values of all layers' outputs for one image."""


def needed_bytes(sizes: Sizes, batch: int, states: int = 2) -> int:
    """Memory of a training step: weights, gradients, optimiser `states` and a copy to show; activations twice.

    Each activation is kept for the way back, where a gradient of its size meets it.
    """
    return BYTES * (sizes.parameters * (3 + states) + 2 * sizes.activations * batch)


def check_memory(sizes: Sizes, batch: int, states: int, free: int) -> None:
    """Raises DeviceError, with the largest batch that fits, when a training would not fit into `free` bytes.

    On the CPU running out of memory ends the process without a word; so it is asked before anything is built.
    """
    needed, room = needed_bytes(sizes, batch, states), int(free * RESERVE)
    if needed <= room:
        return
    fixed = needed_bytes(sizes, 0, states)
    largest = max(0, (room - fixed) // max(1, needed_bytes(sizes, 1, states) - fixed))
    raise DeviceError(
        f"Training needs about {_spoken(needed)} of memory with a batch of {batch:,}; {_spoken(free)} are free.",
        f"A batch of at most {largest:,} fits." if largest else "Even single images do not fit: make it smaller.",
    )


def free_bytes(device: torch.device) -> int:
    """Memory that is free on the device now."""
    import torch

    if device.type == "cuda":
        return int(torch.cuda.mem_get_info(device)[0])
    import psutil

    free = int(psutil.virtual_memory().available)
    left = left_in_container()
    return free if left is None else min(free, left)


def _spoken(count: int) -> str:
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{count / 1e6:,.0f} MB"
