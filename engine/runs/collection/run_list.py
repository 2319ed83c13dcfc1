"""The list of runs: each as one line, from its small files alone. Needs no torch.

Weights are not read, and of a log its end alone, where no result says how the run did on the test images.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec
from msgspec import structs

from engine.errors import NewerVersion, ProjectError, RunFolderError
from engine.events import StoppedBy
from engine.files import document_content
from engine.project.project import PROJECT, Project, called
from engine.runs.collection.beginning import logged_moment, named_moment
from engine.runs.collection.label import Label, StepNote, label_in
from engine.runs.collection.last_words import LastWords, last_words
from engine.runs.collection.recipe import Recipe, recipe_of
from engine.runs.collection.unstarted import made_no_step
from engine.runs.family.learned_images import leak_of
from engine.runs.family.parent import PARENT, Parent
from engine.runs.family.typed_in import TypedIn, read_typed_in
from engine.runs.folder import (
    EVENTS_NAME,
    LABEL_NAME,
    PARENT_NAME,
    PROJECT_NAME,
    RESULT,
    RESULT_NAME,
    TYPED_IN_NAME,
    RunFolder,
    runs_root,
)
from engine.runs.kept.kept_steps import kept_steps
from engine.runs.lock.lock import live_holder
from engine.typed.document import BYTE_ORDER_MARK, learned

RunStatus: TypeAlias = Literal[
    "finished", "stopped", "interrupted", "failed", "training", "paused", "not finished", "newer version", "unreadable"
]
STATES: dict[StoppedBy, RunStatus] = {
    "budget": "finished",
    "patience": "finished",
    "time": "finished",
    "user": "stopped",
    "interrupt": "interrupted",
    "failure": "failed",
}
BY_HAND = "rate by hand"
THREADS = 8  # read side by side where the disk is slow, as most of the time is waiting; else they hold each other up
AT_A_TIME = 100  # runs that a thread takes up: handing over single ones would cost as much as reading them
SLOW = 0.001  # seconds for a run: a disk at hand takes a tenth of that


class RunSummary(msgspec.Struct, frozen=True):
    """A run in a list; `size` are its bytes on the disk, where somebody measured them.

    Accuracy and loss are those on the test images, after `tested_at` steps where it went on from there.
    """

    folder: Path
    name: str
    title: str
    step: int
    accuracy: float | None
    state: RunStatus
    images_per_second: float | None = None
    seconds: float | None = None
    epochs: int | None = None
    loss: float | None = None
    recipe: Recipe = Recipe()
    note: str = ""
    size: int | None = None
    tested_at: int | None = None
    tags: tuple[str, ...] = ()
    pinned: bool = False
    parent: Parent | None = None
    step_notes: tuple[StepNote, ...] = ()
    left_out: tuple[str, ...] = ()  # tags that its label has and a run cannot have
    logged: str = ""  # when it began, by its log, where the name of its folder does not say so
    typed_in: TypedIn = ()  # filters of its first weights that a person wrote by hand
    leak: str = ""  # that its accuracy counts images that it learned from, in words

    @property
    def began(self) -> str:
        """As names of runs have it, "2026-11-21_174510"; empty where nothing says so."""
        return named_moment(self.name) or self.logged

    @property
    def lives(self) -> bool:
        """Whether a process trains it."""
        return self.state in ("training", "paused")


@dataclass(frozen=True)
class RunListing:
    """The runs among others, newest first, and the folders of those that never made a step, which no list shows."""

    runs: list[RunSummary] = field(default_factory=list)
    unstarted: list[Path] = field(default_factory=list)


class _Head(msgspec.Struct, frozen=True):
    """What a list says of a project: everything else in the file is passed over, and its parts are read later."""

    version: int = 1
    title: str = Project().title
    network: msgspec.Raw = msgspec.Raw()
    data: msgspec.Raw = msgspec.Raw()
    training: msgspec.Raw = msgspec.Raw()


class _Outcome(msgspec.Struct, frozen=True):
    """What a list says of a result."""

    stopped_by: StoppedBy
    steps: int
    epochs: int | None = None
    seconds: float | None = None
    images_per_second: float | None = None
    test_loss: float | None = None
    test_accuracy: float | None = None
    rate_changes: int = 0
    version: int = 1


_HEAD, _OUTCOME = learned(_Head), learned(_Outcome)


Summaries: TypeAlias = list[RunSummary | Path | None]  # see _summary


def run_list(runs: Path | None = None) -> list[RunSummary]:
    """Every run, newest first, and of one second by the names of their folders, from the last.

    One that never ended, or is damaged, says so. Hidden folders are passed over.
    """
    return listing(runs).runs


def run_summary(folder: Path) -> RunSummary:
    """One run as the list has it. Raises RunFolderError where there is none, or none that made a step."""
    found = _summary(folder.parent, folder.name, {})
    if isinstance(found, RunSummary):
        return found
    why = "holds no run" if found is None else "is a run that never made a step"
    raise RunFolderError(f"“{folder}” {why}.", "“main.py runs” lists them.")


def listing(runs: Path | None = None, sizes: Mapping[str, int] | None = None) -> RunListing:
    """The same, and which folders hold a run without a step; `sizes` are bytes by the names of folders."""
    root, known = runs or runs_root(), sizes or {}
    names = _names(root)
    parts = [names[begin : begin + AT_A_TIME] for begin in range(0, len(names), AT_A_TIME)]
    found = RunListing()
    for part in _read(parts, lambda part: [_summary(root, name, known) for name in part]):
        found.runs.extend(run for run in part if isinstance(run, RunSummary))
        found.unstarted.extend(run for run in part if isinstance(run, Path))
    found.runs.sort(key=lambda run: (run.began, run.name), reverse=True)
    return found


def _read(parts: list[list[str]], read: Callable[[list[str]], Summaries]) -> Iterator[Summaries]:
    """Of each part what is read of it; how long the first takes says how the others are read."""
    begun = time.perf_counter()
    yield from map(read, parts[:1])
    if time.perf_counter() - begun < SLOW * AT_A_TIME:
        yield from map(read, parts[1:])
        return
    with ThreadPoolExecutor(THREADS, "run list") as pool:
        yield from pool.map(read, parts[1:])


def _names(root: Path) -> list[str]:
    try:
        return [name for name in os.listdir(root) if not name.startswith(".")]  # noqa: PTH208  # names alone
    except (FileNotFoundError, NotADirectoryError):
        return []


def _summary(root: Path, name: str, sizes: Mapping[str, int]) -> RunSummary | Path | None:
    """One run; its folder where it never made a step, None for what is none.

    Whatever is wrong with it is said in its state, and nothing is raised.
    """
    folder = root / name
    try:
        content = document_content(f"{folder}/{PROJECT_NAME}")
        head = _HEAD.decode(content.removeprefix(BYTE_ORDER_MARK))
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    except (OSError, ValueError, RecursionError):  # a decode error is a ValueError
        return RunSummary(folder, name, name, 0, None, "unreadable", size=sizes.get(name))
    return _readable(folder, name, head, sizes.get(name))


def _readable(folder: Path, name: str, head: _Head, size: int | None) -> RunSummary | Path:
    place = str(folder)
    outcome, state = _outcome(place)
    if state == "not finished" and live_holder(folder / "lock"):
        state = "training"
    elif head.version > PROJECT.version:
        state = "newer version"
    if _stands_at_first(outcome, state) and made_no_step(RunFolder(folder)):
        return folder
    label, left_out = _label(place)
    reached = outcome or _Outcome("user", _last_kept(place))
    run = RunSummary(
        folder,
        name,
        label.title or called(head.title),
        reached.steps,
        reached.test_accuracy,
        state,
        reached.images_per_second,
        reached.seconds,
        reached.epochs,
        reached.test_loss,
        _with_rate(recipe_of(head.network, head.data, head.training), by_hand=reached.rate_changes > 0),
        label.note,
        size,
        tags=label.tags,
        pinned=label.pinned,
        parent=_parent(place),
        typed_in=_typed_in(place),
        step_notes=label.at_steps,
        left_out=left_out,
        logged="" if named_moment(name) else logged_moment(f"{place}/{EVENTS_NAME}"),
    )
    if run.accuracy is not None and not (run.recipe.drawings or run.parent):
        return run
    said = last_words(f"{place}/{EVENTS_NAME}")
    return _with_leak(run if run.accuracy is not None else _as_last_tested(run, said), said)


def _with_leak(run: RunSummary, said: LastWords) -> RunSummary:
    """Only a run with own drawings, or one that goes on from another, can have learned from what it is tested on."""
    if said.tested is None:
        return run
    leak = leak_of(RunFolder(run.folder), said.tested.learned, drawings=run.recipe.drawings)
    return structs.replace(run, leak=leak)


def _with_rate(recipe: Recipe, *, by_hand: bool) -> Recipe:
    """Where somebody changed the learning rate, what the recipe says of it is not all."""
    if not by_hand:
        return recipe
    return structs.replace(recipe, settings=", ".join(filter(None, (recipe.settings, BY_HAND))))


def _as_last_tested(run: RunSummary, said: LastWords) -> RunSummary:
    """As its log has it: one that was stopped, or still goes on, may have been tested before."""
    state: RunStatus = "paused" if run.state == "training" and said.paused else run.state
    tested = said.tested
    if tested is None:
        return structs.replace(run, state=state)
    figures = {"accuracy": tested.accuracy, "loss": tested.loss, "tested_at": tested.step}
    return structs.replace(run, state=state, **figures)


def _stands_at_first(outcome: _Outcome | None, state: RunStatus) -> bool:
    """Whether it may be one that never made a step, by its result alone."""
    return state == "not finished" if outcome is None else outcome.steps == 0 and outcome.test_accuracy is None


def _outcome(place: str) -> tuple[_Outcome | None, RunStatus]:
    """What a run came to, None where nothing says so, and in which state that leaves it."""
    try:
        content = document_content(f"{place}/{RESULT_NAME}")
        found = _OUTCOME.decode(content.removeprefix(BYTE_ORDER_MARK))
        if found.version < RESULT.version:
            found = _OUTCOME.decode(msgspec.json.encode(RESULT.read(content)))
    except NewerVersion:
        return None, "newer version"
    except (OSError, ValueError, RecursionError, ProjectError):  # a decode error is a ValueError
        return None, "not finished"
    if found.version > RESULT.version:
        return None, "newer version"
    return found, STATES[found.stopped_by]


def _label(place: str) -> tuple[Label, tuple[str, ...]]:
    """What a person says of a run, and tags that it cannot have; nothing where that cannot be read."""
    path = f"{place}/{LABEL_NAME}"
    if not os.access(path, os.F_OK):  # the usual case, at a third of what opening it in vain costs
        return Label(), ()
    try:
        return label_in(document_content(path))
    except (OSError, ProjectError):
        return Label(), ()


def _parent(place: str) -> Parent | None:
    """Of a fork the run that it began from; None too where that cannot be read."""
    path = f"{place}/{PARENT_NAME}"
    if not os.access(path, os.F_OK):  # the usual case, as with labels
        return None
    try:
        return PARENT.read(document_content(path))
    except (OSError, ProjectError):
        return None


def _typed_in(place: str) -> TypedIn:
    path = f"{place}/{TYPED_IN_NAME}"
    return read_typed_in(Path(path)) if os.access(path, os.F_OK) else ()  # the usual case, as with labels


def _last_kept(place: str) -> int:
    """The last step whose weights can be read; 0 where there is none, or nobody can tell."""
    try:
        return max(kept_steps(place), default=0)
    except OSError:
        return 0
