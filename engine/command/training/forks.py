"""What the command line says of forks."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from engine.command.arguments import say
from engine.errors import LayerscopeError
from engine.library.run import Run
from engine.runs.family.parent import Parent, lies_at


def parent_figures(parent: Parent | None) -> dict[str, Any] | None:
    """The run that a fork began from, as JSON has it; None of one that began by itself."""
    return None if parent is None else {"run": parent.run, "step": parent.step}


def parent_of(run: Run) -> Parent | None:
    """The parent of a fork, as far as it can be read."""
    with suppress(LayerscopeError):
        return run.parent
    return None


def say_if_orphaned(run: Run) -> None:
    """That the parent of a fork is gone, which keeps it from nothing."""
    parent = parent_of(run)
    if parent is not None and lies_at(parent, run.path) is None:
        say(f"The run that this one was forked from at step {parent.step:,} is gone ({parent.run}); it goes on alone.")
