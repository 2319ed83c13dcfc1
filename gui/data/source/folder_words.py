"""Folder words: what is said of a folder that was chosen for data sets."""

from __future__ import annotations

from engine.project.data.sources import AnySource
from engine.service.answers import Held
from engine.text import listed
from gui.appearance.numerals import numeral

KEPT = "The data folder stays as it was."


def not_there(held: Held, wanted: AnySource) -> str:
    """What a folder holds that does not hold what is needed."""
    needed = f"{wanted.title} is not there" if wanted.where else "no data set is there"
    among = f", among them {listed(held.sets)}" if held.sets else ""
    return f"This folder {_content(held)}{among}; {needed}. {held.instead} {KEPT}".replace("  ", " ")


def taken(held: Held) -> str:
    """What was found in a folder that is taken."""
    was = "was" if len(held.sets) == 1 else "were"
    return f"{listed(held.sets)} {was} found in {held.root}, the data folder from now on."


def _content(held: Held) -> str:
    counts = [_counted(held.folders, "folder"), _counted(held.files, "file")]
    return f"holds {' and '.join(filter(None, counts))}" if any(counts) else "is empty"


def _counted(count: int, what: str) -> str:
    return f"{numeral(count)} {what}{'s' if count > 1 else ''}" if count else ""
