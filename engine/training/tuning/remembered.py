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
from msgspec.structs import replace

from engine.errors import LayerscopeError
from engine.files import write_aside
from engine.machine.devices import hardware
from engine.machine.setup import Precision
from engine.machine.threads import thread_counts
from engine.platform import state_folder
from engine.project.project import Project, analysed
from engine.training.tuning.tuned import KnownSetup
from engine.typed.document import written
from engine.typed.versions import Format

MOST = 500  # that are kept; the oldest go


class KnownSetups(msgspec.Struct, frozen=True):
    """What was found, by what it was found for, the newest last, and for what a lower precision was proven to work."""

    known: dict[str, KnownSetup] = {}
    proven: tuple[str, ...] = ()
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
    return _key(written(project.network), *on, *learns, project.facts.shape)


def proven_for(project: Project, device: torch.device, precision: Precision) -> str:
    """What a precision was proven for: machine, PyTorch, and the kinds of layers that compute in it."""
    kinds = sorted({type(one.node.op).__name__ for one in analysed(project).instances.values()})
    return _key(b"", hardware(device), device, torch.__version__, precision, *kinds)


def remembered(key: str) -> KnownSetup | None:
    """What was found; None where nothing was tried."""
    return _unwritten.get(key) or _read().known.get(key)


def remember(key: str, found: KnownSetup) -> None:
    """Keeps it, where the disk allows in a file."""
    _unwritten.pop(key, None)
    before = _read()
    others = [one for one in before.known.items() if one[0] != key]
    if not _write(replace(before, known=dict([*others[1 - MOST :], (key, found)]))):
        _unwritten[key] = found


def forget(key: str) -> None:
    """From now on nothing is known of it."""
    _unwritten.pop(key, None)
    before = _read()
    if key in before.known:
        _write(replace(before, known={name: setup for name, setup in before.known.items() if name != key}))


def is_proven(key: str) -> bool:
    """Whether another process has lived through it before."""
    return key in _read().proven


def remember_proof(key: str) -> None:
    """From now on it needs no other process, where the disk allows."""
    before = _read()
    others = tuple(one for one in before.proven if one != key)
    _write(replace(before, proven=(*others[1 - MOST :], key)))


def _key(document: bytes, *of: object) -> str:
    plain = document + msgspec.json.encode(tuple(map(str, of)))
    return hashlib.sha256(plain).hexdigest()[:32]


def _write(known: KnownSetups) -> bool:
    try:
        setups_file().parent.mkdir(parents=True, exist_ok=True)
        write_aside(setups_file(), written(known))
    except OSError:
        return False
    return True


def _read() -> KnownSetups:
    with suppress(LayerscopeError):  # of a newer program
        return SETUPS.read_file(setups_file()) or KnownSetups()
    return KnownSetups()
