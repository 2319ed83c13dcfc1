"""Threads: how many compute, and what torch keeps for each thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from engine.platform import HERE

if TYPE_CHECKING:
    import torch


def default_threads() -> int:
    """Physical cores that this process may use, less one that stays free for the window and the system."""
    import psutil

    cores = psutil.cpu_count(logical=False) or 1
    return max(1, min(cores, HERE.cores() or cores) - 1)


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
        HERE.step_back()
    if device.type == "cuda":
        torch.cuda.set_device(device)
    try:
        with torch.inference_mode(mode=False), torch.enable_grad(), torch.autocast(device.type, enabled=False):
            yield
    finally:
        torch.set_num_threads(before)
