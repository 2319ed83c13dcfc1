"""Checkpoints: all that a run needs to go on bit for bit, each in a folder of its own, proven whole by its manifest."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

import msgspec
import numpy as np
from numpy.typing import NDArray

from engine.errors import NewerVersion, ProjectError
from engine.files import discard_folder, document_content, sync_folder, write_aside, write_synced
from engine.platform import HERE
from engine.project.training.watching import Watched
from engine.typed.document import written
from engine.typed.versions import Format

Arrays: TypeAlias = Mapping[str, NDArray[Any]]  # tensors by "address/name", without torch

KEPT = 3  # the newest; two to fall back on
MANIFEST_NAME, AVERAGE_NAME = "manifest.json", "average.safetensors"


class Scaled(msgspec.Struct, frozen=True):
    """By what the loss is multiplied in float16, and for how many steps it was so."""

    scale: float = 2.0**16
    steps: int = 0


class Position(msgspec.Struct, frozen=True):
    """Where a run stands: the logs hold everything else."""

    step: int  # done
    events: int  # bytes of the event log
    slow_start_ended: bool = True
    threads: int | None = None  # on the CPU, to go on with; an earlier program did not say
    watched: Watched = Watched()  # the figures of the epochs so far
    scaled: Scaled | None = None  # in float16
    rate_factor: float = 1.0  # by what the schedule is multiplied, as the rate was changed by hand
    version: Literal[1] = 1


class Manifest(msgspec.Struct, frozen=True):
    """SHA-256 of every other file of a checkpoint."""

    files: dict[str, str]
    version: Literal[1] = 1


POSITION = Format("state", Position)
MANIFEST = Format("manifest", Manifest)


@dataclass(frozen=True)
class Checkpoint:
    """A position with its arrays, by name: weights and buffers, the optimiser's state, averaged weights if any."""

    position: Position
    weights: Arrays
    optimiser: Arrays
    average: Arrays = field(default_factory=dict)


def copied(checkpoint: Checkpoint) -> Checkpoint:
    """The same with arrays of its own."""
    parts = (checkpoint.weights, checkpoint.optimiser, checkpoint.average)
    return Checkpoint(checkpoint.position, *({name: one.copy() for name, one in part.items()} for part in parts))


class Damaged(Exception):
    """A checkpoint that is not what was written; the message says why."""


class Checkpoints:
    """The checkpoints of one run."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def steps(self) -> list[int]:
        """Steps that have a checkpoint, rising; whether they are whole shows when they are loaded."""
        if not self._folder.is_dir():
            return []
        return sorted(int(path.name) for path in self._folder.iterdir() if path.name.isdecimal())

    def save(self, checkpoint: Checkpoint) -> None:
        """Writes aside, syncs, renames into place and lets old ones go; raises OSError and leaves the others."""
        aside = self._folder / f".aside-{secrets.token_hex(8)}"
        try:
            self._folder.mkdir(exist_ok=True)  # somebody may have taken it away, and the run goes on
            aside.mkdir()
            _fill(aside, checkpoint)
            _put(aside, self._at(checkpoint.position.step))
        except BaseException:
            discard_folder(aside)
            raise
        sync_folder(self._folder)
        self._discard(self.steps()[:-KEPT])

    def load(self, step: int) -> Checkpoint:
        """The checkpoint of a step; raises Damaged when it is not whole, and NewerVersion."""
        files = _proven(self._at(step))
        try:
            position = POSITION.read(files["state.json"])
            weights = unpacked(files["weights.safetensors"])
            optimiser = unpacked(files["optimiser.safetensors"])
            average = unpacked(files[AVERAGE_NAME]) if AVERAGE_NAME in files else {}
        except NewerVersion as error:
            raise error.in_file(self._at(step) / "state.json") from None
        except (KeyError, ProjectError, NotWhole) as error:
            raise Damaged(f"{step:06}: {error}") from None
        return Checkpoint(position, weights, optimiser, average)

    def newest(self, at_most: int | None = None) -> tuple[Checkpoint | None, tuple[str, ...]]:
        """The newest whole checkpoint of at most so many steps, and the names of damaged ones that are newer.

        Raises NewerVersion, as what another program wrote is not to be passed over and let go of.
        """
        skipped: list[str] = []
        for step in reversed(self.steps()):
            if at_most is not None and step > at_most:
                skipped.append(f"{step:06}: the log of steps ends before it")
                continue
            try:
                return self.load(step), tuple(skipped)
            except Damaged as damage:
                skipped.append(str(damage))
        return None, tuple(skipped)

    def discard_after(self, step: int) -> None:
        """Lets go of what lies after a step, and of anything a killed process left half written."""
        self._discard([other for other in self.steps() if other > step])
        for aside in self._folder.glob(".aside-*"):
            discard_folder(aside)

    def discard_before(self, step: int) -> None:
        """Lets go of those to fall back on."""
        self._discard([other for other in self.steps() if other < step])

    def _discard(self, steps: list[int]) -> None:
        for step in steps:
            discard_folder(self._at(step))

    def _at(self, step: int) -> Path:
        return self._folder / f"{step:06}"


class NotWhole(ValueError):
    """Bytes that hold no arrays."""


def unpacked(content: bytes) -> Arrays:
    """The arrays in safetensors; raises NotWhole. What reads them is loaded here: a window opens without it."""
    import safetensors.numpy

    try:
        arrays: Arrays = safetensors.numpy.load(content)
    except safetensors.SafetensorError as error:
        raise NotWhole(str(error)) from None
    return arrays


def packed(arrays: Arrays) -> bytes:
    """The arrays as safetensors."""
    import safetensors.numpy

    content: bytes = safetensors.numpy.save({name: np.asarray(array, order="C") for name, array in arrays.items()})
    return content


def _put(aside: Path, target: Path) -> None:
    """One of the same step is moved out of the way, not emptied where it is: it may be the only one."""
    former = aside.with_name(f"{aside.name}-former")
    if target.exists():
        HERE.rename(target, former)
    HERE.rename(aside, target)
    discard_folder(former)


def _fill(folder: Path, checkpoint: Checkpoint) -> None:
    files = {
        "weights.safetensors": packed(checkpoint.weights),
        "optimiser.safetensors": packed(checkpoint.optimiser),
        "state.json": written(checkpoint.position),
    }
    if checkpoint.average:
        files[AVERAGE_NAME] = packed(checkpoint.average)
    for name, content in files.items():
        write_synced(folder / name, content)
    manifest = Manifest({name: hashlib.sha256(content).hexdigest() for name, content in files.items()})
    write_aside(folder / MANIFEST_NAME, written(manifest))


def _proven(folder: Path) -> dict[str, bytes]:
    """The files of a checkpoint, each checked against the manifest; raises Damaged and NewerVersion."""
    try:
        manifest = MANIFEST.read(document_content(folder / MANIFEST_NAME))
        files = {name: (folder / name).read_bytes() for name in manifest.files}
    except NewerVersion as error:
        raise error.in_file(folder / MANIFEST_NAME) from None
    except (OSError, ProjectError, ValueError) as error:  # the last for a name with a zero byte
        raise Damaged(f"{folder.name}: its manifest or a file cannot be read ({error})") from None
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != manifest.files[name]:
            raise Damaged(f"{folder.name}: {name} is not what was written")
    return files
