"""Remembered: with which setup a training was fastest, by what was trained and where, so that a seed repeats."""

from __future__ import annotations

import hashlib
from typing import Literal

import msgspec
import torch
from msgspec.structs import replace

from engine.machine.devices import hardware
from engine.machine.kept_file import KeptFile, with_newest
from engine.machine.setup import Precision
from engine.machine.threads import thread_counts
from engine.network.unnamed import unnamed
from engine.project.project import Project, analysed
from engine.training.tuning.tuned import KnownSetup
from engine.typed.versions import Format, Plain

MOST = 500  # that are kept


class KnownSetups(msgspec.Struct, frozen=True):
    """What was found, by what it was found for, the newest last, and for what a lower precision was proven to work."""

    known: dict[str, KnownSetup] = {}
    proven: tuple[str, ...] = ()
    version: Literal[3] = 3


def without_lower_precision(plain: Plain) -> Plain:
    """Version 2 keeps the best in full precision beside a lower one: where that was all, it is found anew."""
    known = {key: one for key, one in plain.get("known", {}).items() if "bfloat16" not in one["setup"].values()}
    return {**plain, "known": known}


def with_another_precision(plain: Plain) -> Plain:
    """Version 3 may name float16; what was known before never does."""
    return plain


SETUPS = Format("setups", KnownSetups, (without_lower_precision, with_another_precision))
KEPT = KeptFile("setups.json", SETUPS, KnownSetups())

_unwritten: dict[str, KnownSetup | None] = {}  # where the disk takes nothing: found or forgotten by this process


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
    found = _unwritten[key] if key in _unwritten else KEPT.read().known.get(key)
    return found if found and 0 < found.setup.threads <= thread_counts()[-1] else None


def remember(key: str, found: KnownSetup) -> None:
    """Keeps it, where the disk allows in a file."""
    _keep(key, found)


def forget(key: str) -> None:
    """From now on nothing is known of it."""
    _keep(key, None)


def _keep(key: str, found: KnownSetup | None) -> None:
    def kept(before: KnownSetups) -> KnownSetups:
        if found is None:
            return replace(before, known={name: setup for name, setup in before.known.items() if name != key})
        return replace(before, known=with_newest(before.known, key, found, MOST))

    _unwritten.pop(key, None)
    if not KEPT.change(kept):
        _unwritten[key] = found


def is_proven(key: str) -> bool:
    """Whether another process has lived through it before."""
    return key in KEPT.read().proven


def remember_proof(key: str) -> None:
    """From now on it needs no other process, where the disk allows."""
    KEPT.change(
        lambda before: replace(before, proven=tuple(with_newest(dict.fromkeys(before.proven), key, None, MOST)))
    )


def _key(document: bytes, *of: object) -> str:
    plain = document + msgspec.json.encode(tuple(map(str, of)))
    return hashlib.sha256(plain).hexdigest()[:32]
