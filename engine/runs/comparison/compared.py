"""Compared: runs beside the first of them, by what they were told, ran on and reached, and their tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from engine.errors import RunFolderError
from engine.runs.comparison.difference import RunDifference, run_difference
from engine.runs.comparison.difference_table import SettingRow, difference_table
from engine.runs.comparison.made import Made
from engine.runs.comparison.reached import Reached
from engine.runs.comparison.seed_groups import SeedGroup, member, seed_groups
from engine.runs.comparison.tested_images import OTHERS, newest_test, refuse_other_images
from engine.runs.kept.predictions import Predicted
from engine.runs.reader import RunReader

Tests: TypeAlias = list[tuple[int, Predicted]]


@dataclass(frozen=True)
class Compared:
    """Runs in their order: how each was made, in what it differs from the first, and all settings.

    `groups` are those that differ in their seeds alone, each beside the first group; none where each run is alone.
    """

    made: tuple[Made, ...] = ()
    differences: tuple[RunDifference, ...] = ()
    settings: tuple[SettingRow, ...] = ()
    groups: tuple[SeedGroup, ...] = ()


def compared(runs: Sequence[tuple[RunReader, Reached]]) -> Compared:
    """Of runs with their figures. Raises LayerscopeError, in words, where one cannot be read."""
    members = [member(reader, figures.accuracy, leaks=bool(figures.leak)) for reader, figures in runs]
    made = tuple(one.made for one in members)
    settings = difference_table(made, [reader.environment() for reader, _ in runs])
    return Compared(made, tuple(run_difference(made[0], one) for one in made), settings, seed_groups(members))


def same_tests(first: RunReader, other: RunReader, names: tuple[str, str] = ("", "")) -> Tests:
    """Step and predictions of the newest test of each, on the same images. Raises NotTested and RunFolderError."""
    refuse_other_images(first, other)
    tests = [newest_test(first, names[0]), newest_test(other, names[1])]
    if len(tests[0][1]) != len(tests[1][1]):
        raise RunFolderError(OTHERS)
    return tests
