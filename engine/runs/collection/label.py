"""The label of a run: what a person calls it and remembers about it. The run itself never writes or needs it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import Meta, structs

from engine.errors import NewerVersion, ProjectError
from engine.files import document_content, write_aside
from engine.text import listed, one_line
from engine.typed.document import changed, untyped, written
from engine.typed.versions import Format, Plain
from engine.typed.wording import short

MOST_TAGS, LONGEST_TAG = 12, 40
MOST_STEP_NOTES, LONGEST_STEP_NOTE = 1_000, 500

Tag = Annotated[str, Meta(min_length=1, max_length=LONGEST_TAG)]


class StepNote(msgspec.Struct, frozen=True):
    """What a person wrote at a step of a run."""

    title: ClassVar[str] = "Note at a step"
    step: Annotated[int, Meta(ge=0, title="Step")]
    text: Annotated[str, Meta(max_length=LONGEST_STEP_NOTE, title="Note", description="What happened at this step.")]


class Label(msgspec.Struct, frozen=True):
    """Another title than that of the run's project, "" for that one, a note, tags, and whether it stays on top.

    Notes at steps are sorted by these, one at most at each.
    """

    title: Annotated[str, Meta(max_length=200, title="Name", description="What the run is called in lists.")] = ""
    note: Annotated[str, Meta(max_length=20_000, title="Note", description="What you want to remember about it.")] = ""
    tags: Annotated[
        tuple[Tag, ...],
        Meta(max_length=MOST_TAGS, title="Tags", description="Words to find it by, with commas between them."),
    ] = ()
    pinned: Annotated[bool, Meta(title="On top", description="Whether it stands above all others in lists.")] = False
    at_steps: Annotated[tuple[StepNote, ...], Meta(max_length=MOST_STEP_NOTES, title="Notes at steps")] = ()
    version: Literal[3] = 3


def _with_tags(label: Plain) -> Plain:
    """Before, nothing had tags or was pinned; a program that knows no tags must not write over them."""
    return dict(label)


def _with_step_notes(label: Plain) -> Plain:
    """Before, nothing was noted at steps."""
    return dict(label)


LABEL = Format("label", Label, (_with_tags, _with_step_notes))


def label_in(text: bytes) -> tuple[Label, tuple[str, ...]]:
    """The label in JSON text, and the tags that it was given and cannot have. Raises NewerVersion and ProjectError."""
    label, left_out = _parted(text)
    return label, tuple(one_line(str(tag)) for tag in left_out)


def _parted(text: bytes) -> tuple[Label, list[Any]]:
    """The same, with those tags as they stand there."""
    raw = untyped(text)
    tags = raw.get("tags") if isinstance(raw, dict) else None
    if not (isinstance(raw, dict) and isinstance(tags, list)):
        return LABEL.converted(raw), []
    fitting = [tag for tag in tags if isinstance(tag, str) and 0 < len(tag) <= LONGEST_TAG][:MOST_TAGS]
    return LABEL.converted({**raw, "tags": fitting}), [tag for tag in tags if tag not in fitting]


def left_out_in_words(tags: Sequence[str]) -> str:
    """That these are not among a run's tags, and why; empty where there are none."""
    named = listed([f"“{short(tag)}”" for tag in tags])
    return f"Left out of its tags: {named}. {tags_problem(('x' * (LONGEST_TAG + 1),))}" if tags else ""


def read_label(path: Path) -> Label:
    """What stands there, each name and note in a line; an empty one where there is none that this program can read."""
    try:
        found, _ = _known(path)
    except NewerVersion:
        return Label()
    notes = tuple(structs.replace(one, text=one_line(one.text)) for one in found.at_steps)
    return structs.replace(found, title=one_line(found.title), at_steps=notes)


def plain_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Tags without what a person typed around them, each once."""
    return tuple(dict.fromkeys(filter(None, map(one_line, tags))))


def tags_problem(tags: Iterable[str]) -> str:
    """Why these cannot be the tags of a run, in words; empty where they can."""
    plain = plain_tags(tags)
    fits = len(plain) <= MOST_TAGS and all(len(tag) <= LONGEST_TAG for tag in plain)
    return "" if fits else f"At most {MOST_TAGS} tags, each of at most {LONGEST_TAG} letters."


@dataclass(frozen=True)
class LabelChange:
    """What is to stand in a label from now on; None leaves it as it is."""

    title: str | None = None
    note: str | None = None
    tags: tuple[str, ...] | None = None
    pinned: bool | None = None


def write_label(path: Path, change: LabelChange) -> Label:
    """Changes a label; raises OSError, NewerVersion for a newer program's, and ProjectError for far too long.

    Tags that it cannot have stay in the file until it is given others.
    """
    label, left_out = _known(path)
    return _written(path, changed(label, **_in_order(change)), left_out if change.tags is None else ())


def write_step_note(path: Path, note: StepNote) -> Label:
    """Puts a note at its step, in place of what stands there; one without words takes that away. Raises as above."""
    label, left_out = _known(path)
    others = [one for one in label.at_steps if one.step != note.step]
    text = one_line(note.text)
    noted = [*others, StepNote(note.step, text)] if text else others
    return _written(path, changed(label, at_steps=tuple(sorted(noted, key=lambda one: one.step))), left_out)


def _known(path: Path) -> tuple[Label, list[Any]]:
    """Empty where there is none, or none that can be read, and tags that it cannot have; raises NewerVersion."""
    try:
        return _parted(document_content(path))
    except NewerVersion as error:
        raise error.in_file(path) from None
    except (OSError, ProjectError):
        return Label(), []


def _written(path: Path, label: Label, left_out: Sequence[Any] = ()) -> Label:
    told = {**msgspec.to_builtins(label), "tags": [*label.tags, *left_out]}
    write_aside(path, written(told))
    return label


def _in_order(change: LabelChange) -> dict[str, Any]:
    """What is given, without what a person typed around it; each tag once."""
    tags = None if change.tags is None else plain_tags(change.tags)
    title = None if change.title is None else one_line(change.title)
    note = None if change.note is None else change.note.strip()
    given = {"title": title, "note": note, "tags": tags, "pinned": change.pinned}
    return {name: value for name, value in given.items() if value is not None}
