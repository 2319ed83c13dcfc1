"""Error words: what an error of the engine says to a person, with numbers as the person writes them.

Whoever shows an error takes its words from here; a test holds all rooms to that.
"""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from engine.errors import LayerscopeError, RunGone
from engine.events import Failed
from gui.appearance.numerals import in_figures

Told: TypeAlias = LayerscopeError | Failed


def what(error: Told) -> str:
    """What is wrong, as a sentence: where the label beside it says of what, the error's own begins with "must be"."""
    said = in_figures(error.what)
    return said[:1].upper() + said[1:]


def hint(error: Told) -> str:
    """What to do; empty where nothing is to be said."""
    return in_figures(error.hint)


def in_words(error: Told) -> str:
    """Both in one line."""
    return f"{what(error)} {hint(error)}".strip()


def of_run(error: LayerscopeError, gone: str) -> str:
    """The same where it is plain which run is meant: that it is `gone`, without its long path."""
    return gone if isinstance(error, RunGone) else in_words(error)


def named(error: Exception, run: str) -> Exception:
    """The same; of a run that is gone by what a person calls it, without its long path and with what helps."""
    if not isinstance(error, RunGone):
        return error
    return RunGone(f"The run “{run}” is no longer where it was kept.", "Bring its folder back, and try again.")


def with_place(error: LayerscopeError) -> str:
    """What is wrong and where, for a line that stands far from it."""
    place = str(error.where)
    return f"{place}: {in_figures(error.what)}" if place else what(error)


def with_file(error: LayerscopeError) -> str:
    """What is wrong, with the name of the file alone, where its whole path has no room."""
    file = error.where.file
    return f"{Path(file).name}: {in_figures(error.what)}" if file else with_place(error)
