"""Needs: what a training will take of the machine, and what there is; free of torch."""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterable

from engine.data.memory_budget import budget_of
from engine.machine.memory import RESERVE, free_memory, needed_bytes
from engine.machine.threads import thread_counts
from engine.platform import HERE
from engine.processes import Process, lives
from engine.project.project import Project, analysed
from engine.project.training.optimiser_states import kept_beside
from engine.queue.capacity import Load, Room
from engine.training.estimate.memory import image_bytes

PROCESS_BYTES = 400_000_000  # of a process that trains, before it has a network or images; 370 MB were measured


def load_of(project: Project, device: str, image_memory: str = "") -> Load:
    """What the training of a project will take, but for its threads. Raises InputError for a bad `image_memory`."""
    training = project.training
    network = needed_bytes(analysed(project), training.batch, kept_beside(training))
    on_gpu = device not in ("auto", "cpu") or (device == "auto" and seems_to_have_gpu())
    return Load(PROCESS_BYTES + network + image_bytes(project, budget_of(image_memory or None)), on_gpu=on_gpu)


def seems_to_have_gpu() -> bool:
    """Whether a run that takes what there is most likely takes a GPU: torch, which knows, takes seconds to ask."""
    if HERE.gpu == "mps":
        return platform.machine() == "arm64"
    return shutil.which("nvidia-smi") is not None


def room_here(processes: Iterable[Process]) -> Room:
    """What this machine has for a queue whose runs these processes train."""
    return Room(thread_counts()[-1], int(free_memory() * RESERVE) + sum(map(_held, processes)))


def _held(process: Process) -> int:
    """Bytes that a process has; 0 for one that is gone, or another machine's."""
    import psutil

    try:
        return int(psutil.Process(process.pid).memory_info().rss) if process.here and lives(process) else 0
    except psutil.Error:
        return 0
