"""Beside: a run that is drawn beside others, with what tells it from the first. No Qt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gui.chart.plot.curves import RunCurves

COLOURS = 5  # that a theme has for them


@dataclass(frozen=True)
class Standing:
    """How a run stands beside the first of those compared."""

    difference: str = ""  # what it has that the first has not, in a sentence
    group: int | None = None  # the same of all that differ in their seeds alone; 0 is the first run's
    other_images: str = ""  # that no figure can be held against the first's
    other_validation: str = ""  # that those on validation images cannot
    other_loss: str = ""  # that training losses cannot
    other_evaluated_loss: str = ""  # nor those of validation and test
    unread: int = 0  # steps of which its log tells no figures, as it is damaged there


ALONE = Standing()


@dataclass(frozen=True)
class Beside:
    """Its curves, the number of its colour and dashes, and how it stands."""

    curves: RunCurves
    slot: int = 0
    standing: Standing = ALONE


class BesideRuns:
    """The runs beside the shown one, each with the lowest free number, which it keeps as long as it is there."""

    def __init__(self) -> None:
        self._runs: dict[str, Beside] = {}

    def __iter__(self) -> Iterator[Beside]:
        return iter(self._runs.values())

    def __len__(self) -> int:
        return len(self._runs)

    def put(self, curves: RunCurves, standing: Standing) -> None:
        """One more, or another state of one that is there."""
        known = self._runs.get(curves.run_id)
        self._runs[curves.run_id] = Beside(curves, self._free() if known is None else known.slot, standing)

    def remove(self, run_id: str) -> None:
        """It is not to be drawn any more."""
        self._runs.pop(run_id, None)

    def _free(self) -> int:
        taken = {one.slot for one in self}
        return next(number for number in range(len(taken) + 1) if number not in taken)
