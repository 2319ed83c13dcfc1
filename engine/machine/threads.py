"""Threads: how many compute, and what torch keeps for each thread."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.platform import HERE

if TYPE_CHECKING:
    import torch


def default_threads() -> int:
    """One less than the most there may be: a core stays free for the window and the system."""
    return max(1, thread_counts()[-1] - 1)


def thread_counts() -> tuple[int, ...]:
    """How many threads may compute: 1, 2, 4 and so on up to the physical cores that this process may use, those too.

    OMP_NUM_THREADS, which torch and the matrix libraries heed, is the most where it is set.
    """
    import psutil

    cores = psutil.cpu_count(logical=False) or 1
    most = min(cores, HERE.cores() or cores, _wanted() or cores)
    return (*(2**power for power in range(most.bit_length()) if 2**power < most), most)


def _wanted() -> int | None:
    """What OMP_NUM_THREADS says; None where it says nothing that is a number of threads."""
    said = os.environ.get("OMP_NUM_THREADS", "").split(",")[0].strip()
    return int(said) if said.isdecimal() and int(said) else None


@contextmanager
def thread_settings(device: torch.device, threads: int, *, background: bool = False) -> Iterator[None]:
    """Sets what belongs to each thread in torch: thread count, grad mode, inference mode, autocast, CUDA device.

    The thread count is handed down to threads started later, so the old one is put back at the end. A thread that
    computes beside a training must ask for the same count: the matrix library shares one count among all threads.
    Memory that one step frees is kept for the next, and given back at the end.
    """
    import torch

    before = torch.get_num_threads()
    torch.set_num_threads(threads)
    HERE.keep_freed_memory()
    if background:
        HERE.step_back()
    if device.type == "cuda":
        torch.cuda.set_device(device)
    try:
        with torch.inference_mode(mode=False), torch.enable_grad(), torch.autocast(device.type, enabled=False):
            yield
    finally:
        torch.set_num_threads(before)
        HERE.give_memory_back()
