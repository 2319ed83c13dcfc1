"""`main.py recipes`: the bundled projects, one a line."""

from __future__ import annotations

import argparse

from engine.project.recipes import recipes


def add(parser: argparse.ArgumentParser) -> None:
    """It takes nothing."""
    parser.set_defaults(run=run)


def run(_: argparse.Namespace) -> int:
    """Prints name and title of each."""
    titles = recipes()
    width = max(map(len, titles))
    for name, title in titles.items():
        print(f"{name:{width}}  {title}")
    return 0
