"""Layerscope: `main.py` opens the window, `main.py SUBCOMMAND` is the command line, without Qt."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the arguments say (default: those of the process) and gives the exit status."""
    given = sys.argv[1:] if arguments is None else arguments
    if not given:
        return window()
    from engine.command.running import run

    return run(given)


def window() -> int:
    """Opens the window."""
    from engine.command.running import overview

    print("Layerscope has no window yet; this is its command line:\n")
    print(overview())
    return 0


if __name__ == "__main__":
    sys.exit(main())
