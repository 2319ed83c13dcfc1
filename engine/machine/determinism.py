"""Determinism: what torch is asked for so that the same run gives the same figures, and what of that holds.

Its switches are of the whole process: they are changed only while nothing trains, and put back at the end.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import torch

Switches: TypeAlias = dict[str, bool | str]

CUBLAS, WORKSPACE = "CUBLAS_WORKSPACE_CONFIG", ":4096:8"  # CUDA's matrix library reads it when it is first used
PROMISES = {
    "cpu": "bit-exact on this machine, with these versions, threads and memory format",
    "cuda": "deterministic algorithms asked for; operations that have none are named in events.jsonl",
}
NO_PROMISE = "not promised"
NOT_WANTED = "not asked for, by the recipe"
# What torch says of an operation that has no deterministic form, and of CUDA's matrix library without its setting.
WITHOUT = re.compile(r"(\S+) does not have a deterministic implementation|this operation is not deterministic.*CuBLAS")


def promise(device: torch.device, *, wanted: bool = True) -> str:
    """What a person may rely on when a run is trained twice on this kind of device; `wanted`: asked for on a GPU."""
    return PROMISES.get(device.type, NO_PROMISE) if wanted or device.type == "cpu" else NOT_WANTED


@contextmanager
def deterministic(device: torch.device, torch: Any = None, *, wanted: bool = True) -> Iterator[Switches]:
    """Asks torch for all that it offers for the same figures each time, and gives its switches as they are then.

    On the CPU nothing needs to be asked for. On a GPU of CUDA float32 is computed as such, without TF32; where no more
    is wanted, cuDNN may choose what is fastest. `torch` stands in for the module.
    """
    torch = torch or _torch()
    if device.type != "cuda":
        yield {}
        return
    if wanted:
        os.environ.setdefault(CUBLAS, WORKSPACE)
    before = _flags(torch, wanted=wanted), torch.are_deterministic_algorithms_enabled()
    warn_only = torch.is_deterministic_algorithms_warn_only_enabled()
    try:
        for owner, name, _, value in before[0]:
            setattr(owner, name, value)
        torch.use_deterministic_algorithms(wanted, warn_only=True)
        warnings.filterwarnings("ignore", message=f".*({WITHOUT.pattern})")  # `overheard` hears them all the same
        yield _held(torch)
    finally:
        for owner, name, value, _ in before[0]:
            setattr(owner, name, value)
        torch.use_deterministic_algorithms(before[1], warn_only=warn_only)


def _torch() -> Any:
    import torch

    return torch


def _flags(torch: Any, *, wanted: bool) -> list[tuple[Any, str, Any, Any]]:
    """Owner, name, value now and value wanted of each switch that is an attribute."""
    backends = torch.backends
    switches = (
        (backends.cudnn, "deterministic", wanted),
        (backends.cudnn, "benchmark", not wanted),  # it chooses by time, so now and then another algorithm
        (backends.cudnn.conv, "fp32_precision", "ieee"),
        (backends.cudnn.rnn, "fp32_precision", "ieee"),
        (backends.cuda.matmul, "fp32_precision", "ieee"),
        (torch.utils.deterministic, "fill_uninitialized_memory", False),  # it costs time, and nothing here reads such
    )
    return [(owner, name, getattr(owner, name), value) for owner, name, value in switches]


def _held(torch: Any) -> Switches:
    """The switches as torch has them now."""
    backends = torch.backends
    return {
        "deterministic_algorithms": bool(torch.are_deterministic_algorithms_enabled()),
        "cudnn_deterministic": bool(backends.cudnn.deterministic),
        "cudnn_benchmark": bool(backends.cudnn.benchmark),
        "convolution_precision": str(backends.cudnn.conv.fp32_precision),
        "matrix_precision": str(backends.cuda.matmul.fp32_precision),
        "cublas_workspace": os.environ.get(CUBLAS, ""),
    }


@contextmanager
def overheard() -> Iterator[set[str]]:
    """Gathers, once it is left, the operations done inside that have no deterministic form, by torch's names.

    There are none where nothing was asked for. Warnings are of the whole process: what others say meanwhile is passed
    on.
    """
    operations: set[str] = set()
    if not _torch().are_deterministic_algorithms_enabled():
        yield operations
        return
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        yield operations
    for warning in heard:
        if found := WITHOUT.search(str(warning.message)):
            operations.add(found[1] or "cuBLAS")
        else:
            warnings.warn_explicit(warning.message, warning.category, warning.filename, warning.lineno)
