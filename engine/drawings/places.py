"""Places of own drawings: a folder for each set of classes, and in it one for each class.

Folders are called after classes as far as every system takes it, and which is which follows from the names of the
classes alone, so nothing has to be written down. The order of classes does not matter either: whoever trains on digits
in another order finds the same drawings.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from engine.names import name_from
from engine.platform import data_folder
from engine.project.data.facts import Classes
from engine.project.data.own_images import OWN_KINDS
from engine.project.project import Project

TESTED = ".tested.png"  # so ends the file of an image that networks are tried on: none is trained with it
LONGEST = 40  # characters of a folder's name, but for what tells it apart
TOLD_APART = 6  # characters that do


def drawings_root() -> Path:
    """Where all sets of own drawings lie."""
    return data_folder() / "own drawings"


def classes_of(project: Project) -> Classes:
    """The classes of a project by label; those of own images as they were found, whatever they are called since."""
    source = project.data.source
    return source.labelled if isinstance(source, OWN_KINDS) else project.facts.classes


def set_name(classes: Sequence[str]) -> str:
    """The name of the folder for drawings of these classes, in whatever order they come."""
    ordered = sorted(classes)
    return f"{_short(' '.join(ordered))}-{_mark(*ordered)}"


def class_folders(classes: Sequence[str]) -> tuple[str, ...]:
    """The name of the folder for each class: its own, where every system takes it and no other is called so."""
    plain = [_short(name) for name in classes]
    times = Counter(plain)
    return tuple(
        short if short == name and times[short] == 1 else f"{short}-{_mark(name)}"
        for name, short in zip(classes, plain, strict=True)
    )


def _short(name: str) -> str:
    return name_from(name, "class")[:LONGEST].strip("-")


def _mark(*names: str) -> str:
    return hashlib.sha256("\0".join(names).encode()).hexdigest()[:TOLD_APART]
