"""The label of a run: what a person calls it and remembers about it. The run itself never writes or needs it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from engine.errors import NewerVersion
from engine.files import write_aside
from engine.text import one_line
from engine.typed.document import changed, written
from engine.typed.versions import Format


class Label(msgspec.Struct, frozen=True):
    """Another title than that of the run's project, "" for that one, and a note."""

    title: Annotated[str, Meta(max_length=200, title="Name", description="What the run is called in lists.")] = ""
    note: Annotated[str, Meta(max_length=20_000, title="Note", description="What you want to remember about it.")] = ""
    version: Literal[1] = 1


LABEL = Format("label", Label)


def read_label(path: Path) -> Label:
    """What stands there; an empty one where there is none, or none that this program can read."""
    try:
        return LABEL.read_file(path) or Label()
    except NewerVersion:
        return Label()


def write_label(path: Path, *, title: str | None = None, note: str | None = None) -> Label:
    """Changes what is given; raises OSError, NewerVersion for a newer program's, and ProjectError for far too long."""
    label = LABEL.read_file(path) or Label()
    if title is not None:
        label = changed(label, title=one_line(title))
    if note is not None:
        label = changed(label, note=note.strip())
    write_aside(path, written(label))
    return label
