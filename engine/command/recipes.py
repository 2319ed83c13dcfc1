"""`main.py recipes`: the bundled projects, one a line."""

from __future__ import annotations

import argparse

from engine.project.recipes import NAMES, read_recipe


def add(parser: argparse.ArgumentParser) -> None:
    """It takes nothing."""
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Prints name and title of each."""
    width = max(map(len, NAMES))
    for name in NAMES:
        print(f"{name:{width}}  {read_recipe(name).title}")
    return 0
