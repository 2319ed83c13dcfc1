"""Remembered: how many threads were fastest, by what was trained and where, so that a seed repeats.

The file is of use for the next start alone: where it is lost or damaged, threads are measured anew.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Literal

import msgspec
import torch

from engine.errors import LayerscopeError
from engine.files import write_aside
from engine.machine.devices import hardware
from engine.machine.threads import thread_counts
from engine.platform import state_folder
from engine.project.project import Project
from engine.typed.document import written
from engine.typed.versions import Format

MOST = 500  # choices; the oldest go


class Choices(msgspec.Struct, frozen=True):
    """Threads by what they were measured for, the newest last."""

    threads: dict[str, int] = {}
    version: Literal[1] = 1


CHOICES = Format("measured threads", Choices)


def choices_file() -> Path:
    """Where they are kept."""
    return state_folder() / "threads.json"


def measured_for(project: Project, shape: tuple[int, ...], device: torch.device, *, beside_window: bool) -> str:
    """What a choice holds for: machine, PyTorch, network, images, batch, and whether a window is to stay fluid."""
    said = (hardware(device), thread_counts(), torch.__version__, shape, project.training.batch, beside_window)
    plain = written(project.network) + msgspec.json.encode(tuple(map(str, said)))
    return hashlib.sha256(plain).hexdigest()[:32]


def remembered(key: str) -> int | None:
    """The threads that were fastest; None where that was never measured."""
    return _read().threads.get(key)


def remember(key: str, threads: int) -> None:
    """Keeps it, where the disk allows."""
    others = [(known, count) for known, count in _read().threads.items() if known != key]
    with suppress(OSError):
        choices_file().parent.mkdir(parents=True, exist_ok=True)
        write_aside(choices_file(), written(Choices(dict([*others[1 - MOST :], (key, threads)]))))


def _read() -> Choices:
    with suppress(LayerscopeError):  # of a newer program
        return CHOICES.read_file(choices_file()) or Choices()
    return Choices()
