"""Comparing: runs beside the first of them, by what they were told, what they reached, and image by image."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from engine.errors import InputError, RunFolderError
from engine.library.finding import RunLike, open_run
from engine.runs.collection.run_list import RunSummary, run_summary
from engine.runs.comparison.agreement import Agreement, agreement
from engine.runs.comparison.compared import compared, same_tests
from engine.runs.comparison.difference import RunDifference
from engine.runs.comparison.difference_table import SettingRow
from engine.runs.comparison.reached import Reached, reached
from engine.runs.comparison.seed_groups import SeedGroup
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
    """Runs in the order they were named in, and all but the first of them beside the first.

    `reached` are their figures, `settings` all that they were told and ran on. `groups` are those that differ in their
    seeds alone, each beside the first group; none where each run is alone.
    """

    runs: tuple[RunSummary, ...]
    others: tuple[BesideFirst, ...]
    reached: tuple[Reached, ...] = ()
    settings: tuple[SettingRow, ...] = ()
    groups: tuple[SeedGroup, ...] = ()


def compare(*runs: RunLike) -> Comparison:
    """Two runs or more, each by path, id or as a Run; needs no torch and no images.

    Raises InputError, in words, for fewer, for one that is named twice, and for what is no run.
    """
    readers = [RunReader(open_run(run).path.resolve()) for run in runs]
    _refuse([reader.folder.path for reader in readers])
    summaries = tuple(run_summary(reader.folder.path) for reader in readers)
    figures = tuple(reached(reader, one) for reader, one in zip(readers, summaries, strict=True))
    found = compared(list(zip(readers, figures, strict=True)))
    beside = zip(readers[1:], found.differences[1:], strict=True)
    others = tuple(_beside(readers[0], other, difference) for other, difference in beside)
    return Comparison(summaries, others, figures, found.settings, found.groups)


def _refuse(paths: list[Path]) -> None:
    if len(paths) < LEAST:
        raise InputError("It takes two runs to compare.", "Name another.")
    if twice := next((path for path in paths if paths.count(path) > 1), None):
        raise InputError(f"The run “{twice.name}” is named twice.", "Name each once.")


def _beside(first: RunReader, other: RunReader, difference: RunDifference) -> BesideFirst:
    try:
        (_, ours), (_, theirs) = same_tests(first, other)
    except RunFolderError as why:
        return BesideFirst(other.folder.path, difference, None, why.what)
    return BesideFirst(other.folder.path, difference, agreement(ours, theirs))
