"""Families: how listed runs belong together as forks: the ancestors of one, its siblings and its own forks.

What files say of parents may come from anywhere: a run whose parent is itself, a circle, or one that is not listed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from engine.runs.collection.run_list import RunSummary

MOST_ANCESTORS, MOST_OF_ONE = 24, 50  # that are shown of a line, and of the forks of one run


@dataclass(frozen=True)
class Relative:
    """A row of a family, `depth` deep: a run, or in its place the folder of one that is not listed.

    `step` is that of its parent at which it was forked. Where `more` is given it stands for so many further ones.
    """

    depth: int
    folder: Path
    title: str
    run: RunSummary | None = None
    step: int | None = None
    more: int = 0


class Families:
    """All that the listed runs say of their parents, looked through once."""

    def __init__(self, runs: Sequence[RunSummary] = ()) -> None:
        self._listed = {str(run.folder): run for run in runs}
        self._forks: dict[str, list[RunSummary]] = {}
        for run in runs:
            if run.parent is not None:
                self._forks.setdefault(self._parent_place(run), []).append(run)

    def __bool__(self) -> bool:
        """Whether any of them is a fork."""
        return bool(self._forks)

    def of(self, run: RunSummary) -> tuple[Relative, ...]:
        """Its family from the eldest on, each before its forks; () where it has none."""
        line = self._line(run)
        if len(line) == 1 and str(run.folder) not in self._forks:
            return ()
        return tuple(self._rows(line))

    def _line(self, run: RunSummary) -> list[str]:
        """The places of its ancestors and its own, the eldest first; a circle ends where it closes."""
        line = [str(run.folder)]
        while len(line) <= MOST_ANCESTORS:
            one = self._listed.get(line[0])
            if one is None or one.parent is None or (place := self._parent_place(one)) in line:
                break
            line.insert(0, place)
        return line

    def _rows(self, line: list[str]) -> Iterator[Relative]:
        for depth, place in enumerate(line[:-1]):
            yield self._relative(place, depth, line[depth + 1])
        depth, last = len(line) - 1, line[-1]
        forks = self._forks.get(line[-2], []) if depth else [self._listed[last]]
        siblings = [run for run in forks if str(run.folder) not in line[:-1]]  # in a circle some are ancestors too
        yield from self._told(siblings, depth, line)

    def _told(self, runs: list[RunSummary], depth: int, line: list[str]) -> Iterator[Relative]:
        """The forks of one run; below the one that is asked about its own."""
        me = line[-1]
        shown = _with(runs, me)
        for run in shown:
            yield Relative(depth, run.folder, run.title, run, _step(run))
            if str(run.folder) == me:
                yield from self._children(me, depth + 1, line)
        if more := len(runs) - len(shown):
            yield Relative(depth, Path(), "", more=more)

    def _children(self, place: str, depth: int, line: list[str]) -> Iterator[Relative]:
        forks = [run for run in self._forks.get(place, []) if str(run.folder) not in line]
        for run in forks[:MOST_OF_ONE]:
            yield Relative(depth, run.folder, run.title, run, _step(run))
        if more := len(forks) - len(forks[:MOST_OF_ONE]):
            yield Relative(depth, Path(), "", more=more)

    def _relative(self, place: str, depth: int, child: str) -> Relative:
        """An ancestor; of one that is not listed its fork knows what it was called."""
        if (run := self._listed.get(place)) is not None:
            return Relative(depth, run.folder, run.title, run, _step(run))
        parent = self._listed[child].parent
        title = parent.title if parent is not None else ""
        return Relative(depth, Path(place), title or Path(place).name)

    def _parent_place(self, run: RunSummary) -> str:
        """Where its parent was; or beside it, where both were moved."""
        if run.parent is None:
            return ""
        place = run.parent.run
        if place in self._listed:
            return place
        beside = os.path.join(os.path.dirname(str(run.folder)), os.path.basename(place))  # noqa: PTH118, PTH119, PTH120  # thousands
        return beside if beside in self._listed else place


def _step(run: RunSummary) -> int | None:
    return None if run.parent is None else run.parent.step


def _with(runs: list[RunSummary], me: str) -> list[RunSummary]:
    """The first of them, and in any case this one."""
    first = runs[:MOST_OF_ONE]
    return (
        first
        if any(str(run.folder) == me for run in first)
        else [
            *first[:-1],
            *(run for run in runs[len(first) - 1 :] if str(run.folder) == me),
        ]
    )
