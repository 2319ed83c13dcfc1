"""`main.py check`: the stack with shapes, parameters and multiply-adds; what is wrong with it, and how to mend it."""

from __future__ import annotations

import argparse

from engine.command.arguments import add_data_dir, say, say_difference
from engine.command.figures import counted
from engine.library.checking import check


def add(parser: argparse.ArgumentParser) -> None:
    """It takes a project or the name of a recipe, and where its images lie."""
    parser.add_argument("project", metavar="PROJECT|RECIPE", help="a project file, a run, or the name of a recipe")
    add_data_dir(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the table, the costs and the problems; 2 when there are any."""
    found = check(arguments.project, data_dir=arguments.data_dir)
    say_difference(found.project)
    print(found)
    if found.problems:
        problems = counted(len(found.problems), "problem")
        say(f"{arguments.project}: {problems} to mend before it can be trained.")
    return 2 if found.problems else 0
