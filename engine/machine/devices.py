"""Devices: what there is to compute on, threads, and whether a network fits into memory before it is built.

Imports torch and psutil where first needed only, so that a window may hold a Machine without them.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from engine.errors import DeviceError
from engine.machine.cgroup import left_in_container

if TYPE_CHECKING:
    import torch

BYTES = 4  # of a float32
RESERVE = 0.9  # share of the free memory that a network may take


@dataclass(frozen=True)
class Machine:
    """What to train on: a device by name, and CPU threads (None: all cores but one).

    `background` lowers the priority of the thread that trains, so that a window beside it stays fluid.
    """

    device: str = "auto"
    threads: int | None = None
    background: bool = False


def resolve(name: str = "auto") -> torch.device:
    """The device of a name: "auto", "cpu", "cuda", "cuda:1" or "mps"; raises DeviceError, in words."""
    import torch

    there = available()
    if name == "auto":
        return torch.device(there[min(1, len(there) - 1)])
    wanted = "cuda:0" if name == "cuda" else name
    if wanted not in there:
        raise DeviceError(f"There is no device “{name}” here.", f"There is: {', '.join(there)}.")
    return torch.device(wanted)


def available() -> tuple[str, ...]:
    """The devices of this machine: "cpu", then "cuda:0" and so on, or "mps"."""
    import torch

    if torch.cuda.is_available():
        return ("cpu", *(f"cuda:{index}" for index in range(torch.cuda.device_count())))
    return ("cpu", "mps") if torch.backends.mps.is_available() else ("cpu",)


def described(device: torch.device) -> str:
    """The device as a person knows it, e.g. "cuda:0 (NVIDIA H200)"."""
    import torch

    return f"{device} ({torch.cuda.get_device_name(device)})" if device.type == "cuda" else str(device)


def memory_format(device: torch.device) -> torch.memory_format:
    """How maps lie in memory while training: channels last on the CPU, contiguous elsewhere.

    Measured on one CPU thread, channels last was 1.04 times as fast for LeNet-5, 1.07 to 1.27 times for small ConvNets,
    1.38 times for ResNet-20, and as fast for networks without maps.
    """
    import torch

    return torch.channels_last if device.type == "cpu" else torch.contiguous_format


def default_threads() -> int:
    """Physical cores that this process may use, less one that stays free for the window and the system."""
    import psutil

    cores = psutil.cpu_count(logical=False) or 1
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else cores
    return max(1, min(cores, usable) - 1)


@contextmanager
def thread_settings(device: torch.device, threads: int, *, background: bool = False) -> Iterator[None]:
    """Sets what belongs to each thread in torch: thread count, grad mode, inference mode, autocast, CUDA device.

    The thread count is handed down to threads started later, so the old one is put back at the end. A thread that
    computes beside a training must ask for the same count: the matrix library shares one count among all threads.
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    if background:
        _step_back()
    if device.type == "cuda":
        torch.cuda.set_device(device)
    try:
        with torch.inference_mode(mode=False), torch.enable_grad(), torch.autocast(device.type, enabled=False):
            yield
    finally:
        torch.set_num_threads(before)


def _step_back() -> None:
    """On Linux the priority of a single thread can be lowered; it ends with the thread."""
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)


# --- memory ---


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
