"""Importing: a person's own images as a project that can be trained; they are decoded once, into a cache."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from os import PathLike
from pathlib import Path
from typing import get_args

from engine.data.importing.bringing_in import brought_in
from engine.data.importing.brought import Brought, Wish
from engine.data.importing.finding.passed_over import PassedOver
from engine.data.readers.read_parts import Progress
from engine.errors import InputError, Place
from engine.files import FULL, write_aside
from engine.library.arguments.numbers import whole
from engine.library.arguments.words import choice, listener, yes_or_no
from engine.library.finding import path_needed
from engine.platform import HERE
from engine.project.data.own_images import AnyOwnImages, Fit
from engine.project.project import Project, project_content, save_project
from engine.project.proposal import proposed
from engine.typed.document import changed

FITS: tuple[Fit, ...] = get_args(Fit)


@dataclass(frozen=True)
class Imported:
    """Images that were brought in: the project on them, which lies in the file `path`, and what was found.

    `source` says what they are and hold. `passed_over` names the first of the files that gave no image, each with the
    reason, `passed_over_count` counts all of them, and `hidden` what systems leave in folders. `remarks` are sentences
    that a person should read once. `before` is where another file of that name was put.
    """

    project: Project = field(repr=False)
    path: Path
    source: AnyOwnImages = field(repr=False)
    passed_over: tuple[PassedOver, ...] = field(repr=False)
    passed_over_count: int
    hidden: int = field(repr=False)
    remarks: tuple[str, ...] = field(repr=False)
    before: Path | None = None


def import_images(
    path: str | PathLike[str],
    out: str | PathLike[str],
    *,
    size: int | tuple[int, int] | None = None,
    colour: bool | None = None,
    fit: Fit = "crop",
    progress: Progress | None = None,
) -> Imported:
    """Brings a person's own images in, and writes a project on them, with a stack that fits, to the file `out`.

    `path` is a folder with a folder for each class, a table (file,label[,split]) or a NumPy archive (.npz). Each image
    gets `size` pixels, (height, width) or one number for both (default: the commonest, up to 64), in colour or in grey
    (default: in colour if any is); of another shape its edges are cut off (`fit` "crop"), it gets black edges ("pad")
    or it is stretched ("stretch"). `progress(images done, images)` is told how far it is.

    What is no image is passed over. Raises InputError in words: a DataError where nothing usable is left.
    """
    fit, colour = choice(fit, FITS, "way to fit"), None if colour is None else yes_or_no(colour, "colour")
    where, progress = path_needed(out), None if progress is None else listener(progress)
    refuse_place(where)
    return kept(brought_in(path_needed(path), _wish(size, colour, fit), progress), where)


def refuse_place(path: Path) -> None:
    """Raises InputError where no file can be written, before anything is read."""
    where, name = Place(str(path)), "Give the name of the project file to write."
    if path.is_dir():
        raise InputError("It is a folder.", name, where)
    if path.exists() and not path.is_file():
        raise InputError("It is no file that could be written over.", name, where)
    if not path.absolute().parent.is_dir():
        raise InputError("The folder that it is to be written to is not there.", "Make it first.", where)


def kept(brought: Brought, path: Path) -> Imported:
    """Writes a project on images that were brought in; raises InputError where it cannot be written.

    Another file of that name may hold somebody's work: it stays, under a name of its own.
    """
    project = proposed(brought.source, brought.mean, brought.deviation)
    try:
        before = _put_by(path, project_content(project))
        save_project(project, path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "Free some space, or choose another place." if error.errno in FULL else HERE.refused
        raise InputError(f"It cannot be written ({reason}).", hint, Place(str(path))) from None
    left = brought.passed_over, brought.passed_over_count
    return Imported(project, path, brought.source, *left, brought.hidden, brought.remarks, before)


def _put_by(path: Path, content: bytes) -> Path | None:
    """Copies what is there, and is not the same, beside it, and says where to; None where nothing is lost."""
    if not path.exists() or path.read_bytes() == content:
        return None
    numbered = (f" {number}" if number > 1 else "" for number in count(1))
    free = (path.with_name(f"{path.stem} before{number}{path.suffix}") for number in numbered)
    before = next(place for place in free if not place.exists())
    write_aside(before, path.read_bytes())
    return before


def _wish(size: object, colour: object, fit: object) -> Wish:
    """How they are to be read; raises ProjectError, in words, for what makes no sense."""
    one = None if size is None or isinstance(size, tuple | list) else whole(size, "size", 1)
    sides = size if one is None else (one, one)
    return changed(Wish(), size=sides, colour=colour, fit=fit)
