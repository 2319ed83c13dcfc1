"""Remembered: with which setup a training was fastest, by what was trained and where, so that a seed repeats.

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
from engine.training.tuning.tuned import KnownSetup
from engine.typed.document import written
from engine.typed.versions import Format

MOST = 500  # that are kept; the oldest go


class KnownSetups(msgspec.Struct, frozen=True):
    """What was found, by what it was found for, the newest last."""

    known: dict[str, KnownSetup] = {}
    version: Literal[1] = 1


SETUPS = Format("setups", KnownSetups)

_unwritten: dict[str, KnownSetup] = {}  # where the disk does not take them; they last as long as the process


def setups_file() -> Path:
    """Where they are kept."""
    return state_folder() / "setups.json"


def found_for(project: Project, device: torch.device, *, beside_window: bool) -> str:
    """What it was found for: machine, PyTorch, network, images, batch, how it learns, whether a window stays fluid."""
    training = project.training
    learns = (type(training.optimiser).__name__, training.batch, bool(project.data.augmentation))
    on = (hardware(device), str(device), thread_counts(), torch.__version__, beside_window)
    plain = written(project.network) + msgspec.json.encode(tuple(map(str, (*on, *learns, project.facts.shape))))
    return hashlib.sha256(plain).hexdigest()[:32]


def remembered(key: str) -> KnownSetup | None:
    """What was found; None where nothing was tried."""
    return _unwritten.get(key) or _read().known.get(key)


def remember(key: str, found: KnownSetup) -> None:
    """Keeps it, where the disk allows in a file."""
    _unwritten.pop(key, None)
    others = [one for one in _read().known.items() if one[0] != key]
    if not _write(dict([*others[1 - MOST :], (key, found)])):
        _unwritten[key] = found


def forget(key: str) -> None:
    """From now on nothing is known of it."""
    _unwritten.pop(key, None)
    known = _read().known
    if key in known:
        _write({name: setup for name, setup in known.items() if name != key})


def _write(known: dict[str, KnownSetup]) -> bool:
    try:
        setups_file().parent.mkdir(parents=True, exist_ok=True)
        write_aside(setups_file(), written(KnownSetups(known)))
    except OSError:
        return False
    return True


def _read() -> KnownSetups:
    with suppress(LayerscopeError):  # of a newer program
        return SETUPS.read_file(setups_file()) or KnownSetups()
    return KnownSetups()
