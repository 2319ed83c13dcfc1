"""Layerscope: `main.py` opens the window, `main.py SUBCOMMAND` is the command line, without Qt."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the arguments say (default: those of the process) and gives the exit status."""
    try:
        return _main(arguments)
    except KeyboardInterrupt:  # while the program is still being read in; later whoever works answers it
        print("Interrupted.", file=sys.stderr)
        return INTERRUPTED


def _main(arguments: Sequence[str] | None) -> int:
    given = sys.argv[1:] if arguments is None else arguments
    if not given or (len(given) == 1 and _is_for_the_window(given[0])):
        return window(given)
    from engine.command.running import run

    return run(given)


def window(given: Sequence[str]) -> int:
    """Opens the window, with a project file or the folder of a run where one is given."""
    gc.disable()  # collecting takes a tenth of the time to the first paint; from then on gui.app has it on
    from gui.window.qt_libraries import opens

    if not opens():
        return 2
    from gui.app import main as open_window

    return open_window(given)


def _is_for_the_window(word: str) -> bool:
    """A file or folder rather than a subcommand: it has an ending, a slash, or is there under that name."""
    from engine.command.running import SUBCOMMANDS
    from engine.platform import HERE, expanded

    if word in SUBCOMMANDS or word.startswith("-"):
        return False
    return HERE.looks_like_path(word) or expanded(word).exists()


if __name__ == "__main__":
    sys.exit(main())
