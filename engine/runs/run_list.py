"""The list of runs: each as one line, from its small files alone; neither weights nor logs are read. Needs no torch."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import msgspec

from engine.errors import NewerVersion, ProjectError
from engine.files import document_content
from engine.project.project import Project
from engine.runs.folder import RESULT, Result, runs_root
from engine.typed.document import BYTE_ORDER_MARK, learned

STATES = {"budget": "finished", "user": "stopped", "interrupt": "interrupted", "failure": "failed"}
THREADS = 8  # read side by side: most of the time on a slow disk is waiting
AT_A_TIME = 100  # runs that a thread takes up: handing over single ones would cost as much as reading them


@dataclass(frozen=True)
class RunSummary:
    """A run in a list."""

    folder: Path
    name: str
    title: str
    step: int
    accuracy: float | None
    state: str
    images_per_second: float | None = None
    seconds: float | None = None


class _Head(msgspec.Struct, frozen=True):
    """What a list says of a project: everything else in the file is passed over."""

    title: str = Project().title


_HEAD = learned(_Head)


def run_list(runs: Path | None = None) -> list[RunSummary]:
    """Every run, newest first; one that never ended, or is damaged, says so. Hidden folders are passed over."""
    root = runs or runs_root()
    names = sorted(_names(root), reverse=True)
    parts = [names[begin : begin + AT_A_TIME] for begin in range(0, len(names), AT_A_TIME)]
    with ThreadPoolExecutor(THREADS, "run list") as pool:
        found = pool.map(lambda part: [_summary(root, name) for name in part], parts)
        return [run for part in found for run in part if run is not None]


def _names(root: Path) -> list[str]:
    try:
        return [name for name in os.listdir(root) if not name.startswith(".")]  # noqa: PTH208  # names alone
    except (FileNotFoundError, NotADirectoryError):
        return []


def _summary(root: Path, name: str) -> RunSummary | None:
    """One run; None for what is none. Whatever is wrong with it is said in its state, and nothing is raised."""
    folder = root / name
    place = str(folder)
    try:
        title = _HEAD.decode(document_content(f"{place}/project.json").removeprefix(BYTE_ORDER_MARK)).title
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except (OSError, ValueError, RecursionError):  # a decode error is a ValueError
        return RunSummary(folder, name, name, 0, None, "unreadable")
    try:
        result, otherwise = _result(place), "not finished"
    except NewerVersion:
        result, otherwise = None, "newer version"
    if result is None:
        return RunSummary(folder, name, title, max(_kept_steps(place), default=0), None, otherwise)
    state, speed = STATES[result.stopped_by], result.images_per_second
    return RunSummary(folder, name, title, result.steps, result.test_accuracy, state, speed, result.seconds)


def _result(place: str) -> Result | None:
    """What a run came to, None for none that can be read; raises NewerVersion."""
    try:
        return RESULT.read(document_content(f"{place}/result.json"))
    except NewerVersion:
        raise
    except (OSError, ProjectError):
        return None


def _kept_steps(place: str) -> Iterator[int]:
    """Steps whose weights can be read, by the names of snapshots and checkpoints alone."""
    for name in _listed(f"{place}/snapshots"):
        step, ending = os.path.splitext(name)  # noqa: PTH122  # thousands of names: no path of each
        if ending == ".safetensors" and step.isdecimal():
            yield int(step)
    yield from (int(name) for name in _listed(f"{place}/checkpoints") if name.isdecimal())


def _listed(place: str) -> Iterable[str]:
    try:
        return os.listdir(place)  # noqa: PTH208  # names alone
    except OSError:
        return ()
