"""Renaming: what the classes of a person's own images are called, apart from their folders or their table."""

from __future__ import annotations

from collections import Counter

import msgspec

from engine.errors import ProjectError
from engine.project.data.data_settings import DataSettings
from engine.project.data.own_images import MAX_NAME, AnyOwnImages, ClassRename, OwnImages
from engine.project.data.sources import AnySource
from engine.text import one_line
from engine.typed.document import changed


def renamed(source: AnyOwnImages, label: int, name: str) -> AnyOwnImages:
    """The source with a class called otherwise; with the name that it was found with, as it was found.

    Raises ProjectError, in words, for a name that is empty, too long, or that of another class.
    """
    found = source.labelled[label]
    name = found if name == found else one_line(name)
    _refuse(name, found, (*source.names[:label], *source.names[label + 1 :]))
    called = {**{one.found: one.name for one in source.renamed}, found: name}
    names = tuple(ClassRename(one, called[one]) for one in source.classes if called.get(one, one) != one)
    return changed(source, renamed=names)


def _refuse(name: str, found: str, others: tuple[str, ...]) -> None:
    if not name:
        raise ProjectError("A class needs a name.", "Type one.")
    if len(name) > MAX_NAME and name != found:
        raise ProjectError(f"A name has at most {MAX_NAME} characters, not {len(name):,}.", "Type a shorter one.")
    if name in others:
        raise ProjectError(f"Another class is called “{name}”.", "Each needs a name of its own.")


def unnamed(source: AnySource) -> AnySource:
    """The source with its classes called as they were found: what is read depends on that alone."""
    if isinstance(source, OwnImages) and source.renamed:
        return msgspec.structs.replace(source, renamed=())  # as good as the one that it comes from
    return source


def same_but_for_names(one: DataSettings, other: DataSettings) -> bool:
    """Whether two settings lead to the same images with the same labels, whatever the classes are called."""
    return one == other or changed(one, source=unnamed(one.source)) == changed(other, source=unnamed(other.source))


def wrong_names(source: AnySource) -> str:
    """What is wrong with the names in a source that was written by hand, in words; empty where nothing is."""
    if not isinstance(source, OwnImages) or not source.renamed:
        return ""
    if strange := next((one.found for one in source.renamed if one.found not in source.classes), ""):
        return f"There is no class “{strange}” that could be called otherwise."
    if any(not one_line(name) for name in source.names):
        return "A class has an empty name."
    name, times = Counter(source.names).most_common(1)[0]
    return f"Two classes are called “{name}”." if times > 1 else ""
