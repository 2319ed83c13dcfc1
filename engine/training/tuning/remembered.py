"""Remembered: with which setup a training was fastest, by what was trained and where, so that a seed repeats.

The file is of use for the next start alone: where it is lost or damaged, threads are measured anew.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar

import msgspec
import torch
from msgspec.structs import replace

from engine.errors import NewerVersion
from engine.files import write_aside
from engine.machine.devices import hardware
from engine.machine.setup import Precision
from engine.machine.threads import thread_counts
from engine.network.unnamed import unnamed
from engine.platform import state_folder
from engine.project.project import Project, analysed
from engine.runs.lock.lock_guard import guarded
from engine.training.tuning.tuned import KnownSetup
from engine.typed.document import written
from engine.typed.versions import Format, Plain

T = TypeVar("T")

Stamp: TypeAlias = tuple[int, int, int]  # of a file: which it is, when it was written, how long it is

MOST = 500  # that are kept; the oldest go


class KnownSetups(msgspec.Struct, frozen=True):
    """What was found, by what it was found for, the newest last, and for what a lower precision was proven to work."""

    known: dict[str, KnownSetup] = {}
    proven: tuple[str, ...] = ()
    version: Literal[2] = 2


def without_lower_precision(plain: Plain) -> Plain:
    """Version 2 keeps the best in full precision beside a lower one: where that was all, it is found anew."""
    known = {key: one for key, one in plain.get("known", {}).items() if "bfloat16" not in one["setup"].values()}
    return {**plain, "known": known}


SETUPS = Format("setups", KnownSetups, (without_lower_precision,))

_unwritten: dict[str, KnownSetup | None] = {}  # where the disk takes nothing: found or forgotten by this process
_last_read: tuple[Stamp, KnownSetups] | None = None  # asked at each edit, and seldom another


def setups_file() -> Path:
    """Where they are kept."""
    return state_folder() / "setups.json"


def found_for(project: Project, device: torch.device, *, beside_window: bool) -> str:
    """What it was found for: machine, PyTorch, network, images, batch, how it learns, whether a window stays fluid."""
    training = project.training
    learns = (type(training.optimiser).__name__, training.batch, bool(project.data.augmentation))
    on = (hardware(device), str(device), thread_counts(), torch.__version__, beside_window)
    return _key(unnamed(project.network), *on, *learns, project.facts.shape)


def proven_for(project: Project, device: torch.device, precision: Precision) -> str:
    """What a precision was proven for: machine, PyTorch, and the kinds of layers that compute in it."""
    kinds = sorted({type(one.node.op).__name__ for one in analysed(project).instances.values()})
    return _key(b"", hardware(device), device, torch.__version__, precision, *kinds)


def remembered(key: str) -> KnownSetup | None:
    """What was found; None where nothing was tried."""
    found = _unwritten[key] if key in _unwritten else _read().known.get(key)
    return found if found and 0 < found.setup.threads <= thread_counts()[-1] else None


def remember(key: str, found: KnownSetup) -> None:
    """Keeps it, where the disk allows in a file."""
    _keep(key, found)


def forget(key: str) -> None:
    """From now on nothing is known of it."""
    _keep(key, None)


def _keep(key: str, found: KnownSetup | None) -> None:
    def kept(before: KnownSetups) -> KnownSetups:
        known = {name: setup for name, setup in before.known.items() if name != key}
        return replace(before, known=_newest({**known, key: found} if found else known))

    _unwritten.pop(key, None)
    if not _change(kept):
        _unwritten[key] = found


def is_proven(key: str) -> bool:
    """Whether another process has lived through it before."""
    return key in _read().proven


def remember_proof(key: str) -> None:
    """From now on it needs no other process, where the disk allows."""
    _change(lambda before: replace(before, proven=tuple(_newest({**dict.fromkeys(before.proven), key: None}))))


def _newest(kept: dict[str, T]) -> dict[str, T]:
    return dict(list(kept.items())[-MOST:])


def _key(document: bytes, *of: object) -> str:
    plain = document + msgspec.json.encode(tuple(map(str, of)))
    return hashlib.sha256(plain).hexdigest()[:32]


def _change(change: Callable[[KnownSetups], KnownSetups]) -> bool:
    """Of the file, with no other process between reading and writing; whether that could be done."""
    file = setups_file()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with guarded(file):
            write_aside(file, written(change(SETUPS.read_file(file) or KnownSetups())))
    except (OSError, NewerVersion):  # a newer program's is left to it
        return False
    return True


def _read() -> KnownSetups:
    global _last_read  # noqa: PLW0603  # one file a process
    stamp = _stamp(setups_file())
    if stamp is None:
        return KnownSetups()
    if _last_read is None or _last_read[0] != stamp:
        _last_read = stamp, _in_file()
    return _last_read[1]


def _in_file() -> KnownSetups:
    with suppress(NewerVersion):
        return SETUPS.read_file(setups_file()) or KnownSetups()
    return KnownSetups()


def _stamp(file: Path) -> Stamp | None:
    with suppress(OSError):
        about = file.stat()
        return about.st_ino, about.st_mtime_ns, about.st_size
    return None
