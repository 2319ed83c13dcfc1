"""Layerscope: `main.py` opens the window, `main.py SUBCOMMAND` is the command line, without Qt."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the arguments say (default: those of the process) and gives the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    return command_line(given) if given else window()


def command_line(arguments: Sequence[str]) -> int:
    """Runs a subcommand."""
    from engine.command.running import run

    return run(arguments)


def window() -> int:
    """Opens the window; there is none yet, so the command line says so and what it can do instead."""
    return command_line(())


if __name__ == "__main__":
    sys.exit(main())
