"""Comparing: runs beside the first of them, by what they were told, what they reached, and image by image."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.errors import InputError, RunFolderError
from engine.library.finding import RunLike, open_run
from engine.project.data.corrections import AnyCorrection
from engine.project.data.own_images import OwnImages
from engine.runs.collection.run_list import RunSummary, run_summary
from engine.runs.comparison.agreement import Agreement, agreement
from engine.runs.comparison.difference import RunDifference, run_difference
from engine.runs.kept.predictions import Predicted
from engine.runs.reader import RunReader

LEAST = 2


@dataclass(frozen=True)
class BesideFirst:
    """A run beside the first: in what it differs, and how they did on the same test images.

    `agreement` is None where that cannot be told; `remark` then says why.
    """

    run: Path
    difference: RunDifference
    agreement: Agreement | None
    remark: str = ""


@dataclass(frozen=True)
class Comparison:
    """Runs in the order they were named in, and all but the first of them beside the first."""

    runs: tuple[RunSummary, ...]
    others: tuple[BesideFirst, ...]


def compare(*runs: RunLike) -> Comparison:
    """Two runs or more, each by path, id or as a Run; needs no torch and no images.

    Raises InputError, in words, for fewer, for one that is named twice, and for what is no run.
    """
    readers = [RunReader(open_run(run).path.resolve()) for run in runs]
    _refuse([reader.folder.path for reader in readers])
    summaries = tuple(run_summary(reader.folder.path) for reader in readers)
    return Comparison(summaries, tuple(_beside(readers[0], other) for other in readers[1:]))


def _refuse(paths: list[Path]) -> None:
    if len(paths) < LEAST:
        raise InputError("It takes two runs to compare.", "Name another.")
    if twice := next((path for path in paths if paths.count(path) > 1), None):
        raise InputError(f"The run “{twice.name}” is named twice.", "Name each once.")


def _beside(first: RunReader, other: RunReader) -> BesideFirst:
    difference = run_difference(first.folder.latest_project(), other.folder.latest_project())
    try:
        _refuse_other_images(first, other)
        found = agreement(_newest(first), _newest(other))
    except (RunFolderError, ValueError) as why:
        remark = why.what if isinstance(why, RunFolderError) else "Their test images are not the same."
        return BesideFirst(other.folder.path, difference, None, remark)
    return BesideFirst(other.folder.path, difference, found)


def _refuse_other_images(first: RunReader, other: RunReader) -> None:
    """Raises RunFolderError where the two are not known to have been tested on the same images."""
    checksums = [found.data.checksum if (found := reader.environment()) else "" for reader in (first, other)]
    if not all(checksums):
        raise RunFolderError("Which images they were tested on is not known.")
    if checksums[0] != checksums[1] or _corrections(first) != _corrections(other):
        raise RunFolderError("They were tested on other images.")


def _corrections(reader: RunReader) -> Sequence[AnyCorrection]:
    """What was put right of own images, which the checksum of all of them does not tell."""
    source = reader.project().data.source
    return source.corrections if isinstance(source, OwnImages) else ()


def _newest(reader: RunReader) -> Predicted:
    """What the newest test found for each image. Raises RunFolderError, in words, where none is kept."""
    try:
        return reader.predictions("test")
    except RunFolderError as why:
        raise RunFolderError(f"{reader.id}: {why.what}") from None
