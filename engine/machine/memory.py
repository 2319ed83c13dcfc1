"""Memory: whether a network fits before it is built."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from engine.errors import DeviceError
from engine.machine.cgroup import left_in_container

if TYPE_CHECKING:
    import torch

BYTES = 4  # of a float32
RESERVE = 0.9  # share of the free memory that a network may take
SHARE_TOLD = 0.05  # of what is needed, from which on the images are told apart


class Sizes(Protocol):
    """What the memory of a training depends on, as an analysis of a network gives it."""

    @property
    def parameters(self) -> int:
        """Weights and biases."""

    @property
    def activations(self) -> int:
        """Values of all layers' outputs for one image."""


@dataclass(frozen=True)
class Feeding:
    """What a training's images take on its device, in bytes: all along, and for each image of a batch."""

    held: int = 0
    per_image: int = 0


NO_IMAGES = Feeding()


def needed_bytes(sizes: Sizes, batch: int, states: int = 2, feeding: Feeding = NO_IMAGES) -> int:
    """Memory of a training step: weights, gradients, optimiser `states` and a copy to show; activations twice; images.

    Each activation is kept for the way back, where a gradient of its size meets it.
    """
    of_network = BYTES * (sizes.parameters * (3 + states) + 2 * sizes.activations * batch)
    return of_network + feeding.held + feeding.per_image * batch


def check_memory(sizes: Sizes, batch: int, states: int, free: int, feeding: Feeding = NO_IMAGES) -> None:
    """Raises DeviceError, with the largest batch that fits, when a training would not fit into `free` bytes.

    On the CPU running out of memory ends the process without a word; so it is asked before anything is built.
    """
    needed, room = needed_bytes(sizes, batch, states, feeding), int(free * RESERVE)
    if needed <= room:
        return
    images = f", {spoken(feeding.held)} of it for the images" if feeding.held >= SHARE_TOLD * needed else ""
    raise DeviceError(
        f"Training needs about {spoken(needed)} of memory with a batch of {batch:,}{images}; {spoken(free)} are free.",
        _way_out(sizes, states, room, feeding),
    )


def _way_out(sizes: Sizes, states: int, room: int, feeding: Feeding) -> str:
    fixed = needed_bytes(sizes, 0, states, feeding)
    largest = max(0, (room - fixed) // max(1, needed_bytes(sizes, 1, states, feeding) - fixed))
    if largest:
        return f"A batch of at most {largest:,} fits."
    if needed_bytes(sizes, 1, states, feeding) - feeding.held <= room:
        return "The images do not fit beside the network: train on the CPU, or on fewer images."
    return "Even single images do not fit: make it smaller."


def free_bytes(device: torch.device) -> int:
    """Memory that is free on the device now."""
    import torch

    return int(torch.cuda.mem_get_info(device)[0]) if device.type == "cuda" else free_memory()


def free_memory() -> int:
    """Bytes of main memory that are free now, for this process."""
    import psutil

    free = int(psutil.virtual_memory().available)
    left = left_in_container()
    return free if left is None else min(free, left)


def spoken(count: int) -> str:
    """So many bytes in words: 1.2 GB."""
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{count / 1e6:,.0f} MB"
