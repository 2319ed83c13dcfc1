"""Devices: what there is to compute on, and how maps lie in its memory.

Imports torch where first needed only, so that a window may hold a Machine without it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.errors import DeviceError
from engine.machine.setup import MemoryFormat
from engine.platform import HERE

if TYPE_CHECKING:
    import torch


@dataclass(frozen=True)
class Machine:
    """What to train on: a device by name, and CPU threads.

    "auto" and None are for the engine to choose: the best device there is and as many threads as are fastest, or what a
    run that goes on ran on before.

    `background` lowers the priority of the thread that trains, so that a window beside it stays fluid. With
    `lower_precision` the tuner may try one; whether runs compute in it, their recipe says.
    """

    device: str = "auto"
    threads: int | None = None
    background: bool = False
    lower_precision: bool = False


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


def hardware(device: torch.device) -> str:
    """What the device is, as its maker calls it, e.g. "NVIDIA H200"; empty where the system does not say."""
    import torch

    return torch.cuda.get_device_name(device) if device.type == "cuda" else HERE.processor()


def usual_format(device: torch.device) -> MemoryFormat:
    """How maps lie in memory while training, where nobody tuned it: channels last on the CPU, contiguous elsewhere.

    Measured on one CPU thread, channels last was 1.04 times as fast for LeNet-5, 1.07 to 1.27 times for small ConvNets,
    1.38 times for ResNet-20, and as fast for networks without maps.
    """
    return "channels_last" if device.type == "cpu" else "contiguous_format"
