"""The legs of a run on disk: legs/2.json for the first time it trained on, and so forth. None is ever rewritten."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import msgspec

from engine.errors import NewerVersion, ProjectError, RunFolderError
from engine.files import document_content, write_aside
from engine.project.project import PROJECT, Project, with_facts
from engine.project.training.legs import Leg, Rule
from engine.runs.environment import ENVIRONMENT, Environment
from engine.typed.document import written
from engine.typed.versions import Format, Plain


class LegFile(msgspec.Struct, frozen=True):
    """A leg, as `engine.project.training.legs` has it, and what it ran on."""

    project: Project
    first_step: int
    total: int
    rule: Rule
    environment: Environment
    version: Literal[2] = 2


def _of_full_height(raw: Plain) -> Plain:
    """Version 2: a schedule that goes on may be lower throughout; in files of before none is."""
    return raw


LEG = Format("leg", LegFile, (_of_full_height,), parts={"project": PROJECT, "environment": ENVIRONMENT})


def read_legs(folder: Path) -> tuple[Leg, ...]:
    """Those after the first, in their order; raises RunFolderError for one that cannot be read, and NewerVersion."""
    return tuple(_leg(folder / f"{number}.json") for number in _numbers(folder))


def last_environment(folder: Path) -> Environment | None:
    """What the last of them was begun on; None where there is none. Raises RunFolderError as `read_legs` does."""
    numbers = _numbers(folder)
    return _file(folder / f"{numbers[-1]}.json").environment if numbers else None


def _numbers(folder: Path) -> list[int]:
    return sorted(int(path.stem) for path in folder.glob("*.json") if path.stem.isdecimal())


def _leg(path: Path) -> Leg:
    file = _file(path)
    return Leg(file.project, file.first_step, file.total, file.rule)


def _file(path: Path) -> LegFile:
    try:
        return LEG.read(document_content(path))
    except NewerVersion as error:
        raise error.in_file(path) from None
    except (OSError, ProjectError):
        raise RunFolderError(f"“{path}” cannot be read, so the run cannot go on.", "Train it afresh.") from None


def add_leg(folder: Path, leg: Leg, environment: Environment) -> None:
    """Writes the next leg; raises OSError."""
    folder.mkdir(exist_ok=True)
    number = max(_numbers(folder), default=1) + 1
    file = LegFile(with_facts(leg.project, None), leg.first_step, leg.total, leg.rule, environment)
    write_aside(folder / f"{number}.json", written(file))
