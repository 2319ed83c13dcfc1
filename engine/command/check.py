"""`main.py check`: the stack with shapes, parameters and multiply-adds; what is wrong with it, and how to mend it."""

from __future__ import annotations

import argparse

from engine.analysis.analysis import Analysis, Problem
from engine.analysis.stack_listing import costs, stack_table
from engine.command.arguments import say
from engine.command.finding import find_project
from engine.network.network import place
from engine.network.shapes import spelled
from engine.project.project import Project, analysed, problems
from engine.text import one_line


def add(parser: argparse.ArgumentParser) -> None:
    """It takes a project or the name of a recipe."""
    parser.add_argument("project", metavar="PROJECT|RECIPE", help="a project file, a run, or the name of a recipe")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the table, the costs and the problems; 2 when there are any."""
    project = find_project(arguments.project)
    analysis = analysed(project)
    print(_heading(project))
    print()
    print(stack_table(analysis))
    print()
    print(costs(analysis))
    across = (one_line(str(problem)) for problem in problems(project))
    found = [*across, *(_problem(analysis, problem) for problem in analysis.problems)]
    for text in found:
        print(f"\n{text}")
    if found:
        say(f"{arguments.project}: {_count(len(found))} to mend before it can be trained.")
    return 2 if found else 0


def _heading(project: Project) -> str:
    source = project.data.source
    images = f"{source.train_images:,} + {source.test_images:,} images of {spelled(source.shape)}"
    return f"{one_line(project.title)}\n{source.title}: {images}, {len(source.classes)} classes"


def _problem(analysis: Analysis, problem: Problem) -> str:
    """Where and why, then the fixes, one a line."""
    where = f"{place(analysis.network, problem.node).words}: " if problem.node else ""
    return "\n".join((one_line(f"{where}{problem.why}"), *(f"  - {one_line(fix.text)}" for fix in problem.fixes)))


def _count(problems: int) -> str:
    return "1 problem" if problems == 1 else f"{problems:,} problems"
