"""`main.py check`: the stack with shapes, parameters and multiply-adds; what is wrong with it, and how to mend it."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from engine.command.arguments import say
from engine.command.finding import find_project
from engine.command.table import table
from engine.command.text import one_line
from engine.network.addresses import address
from engine.network.analysis import Analysis, Instance, Problem, analyse
from engine.network.network import place
from engine.network.nodes import Node, Nodes, Repeat, branches
from engine.network.shapes import Shape, spelled
from engine.project import Project, problems

INDENT = "   "


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
    print(_costs(analysis, project.training.batch))
    across = (one_line(str(problem)) for problem in problems(project))
    found = [*across, *(_problem(analysis, problem) for problem in analysis.problems)]
    for text in found:
        print(f"\n{text}")
    if found:
        say(f"{arguments.project}: {_count(len(found))} to mend before it can be trained.")
    return 2 if found else 0


def analysed(project: Project) -> Analysis:
    """The analysis of a project's network on its data."""
    source = project.data.source
    return analyse(project.network, source.shape, len(source.classes), project.training.batch)


def _heading(project: Project) -> str:
    source = project.data.source
    images = f"{source.train_images:,} + {source.test_images:,} images of {spelled(source.shape)}"
    return f"{one_line(project.title)}\n{source.title}: {images}, {len(source.classes)} classes"


def stack_table(analysis: Analysis) -> str:
    """One row a node, what is inside a block indented below it; of a Repeat the first copy is shown."""
    head = ("", "Layer", "", "Output", "Parameters", "Multiply-adds")
    first = ("", "Input", "", spelled(analysis.input), "", "")
    return table(head, [first, *_rows(analysis, analysis.network.nodes, "", ())], right=(3, 4, 5))


def _rows(analysis: Analysis, nodes: Nodes, prefix: str, copies: tuple[int, ...]) -> Iterator[tuple[str, ...]]:
    for index, node in enumerate(nodes, 1):
        number = f"{prefix}{index}"
        yield _row(analysis.instances.get(address(node.id, copies)), node, number)
        inner = (*copies, 0) if isinstance(node.op, Repeat) else copies
        for name, inside in branches(node.op):
            yield from _rows(analysis, inside, f"{number}.{'s' if name == 'shortcut' else ''}", inner)


def _row(instance: Instance | None, node: Node, number: str) -> tuple[str, ...]:
    label = INDENT * number.count(".") + node.label
    if instance is None or not node.enabled:
        return (number, label, "off", "", "", "")
    mark = "  ← problem" if instance.problem else ""
    figures = (f"{count:,}" if count else "" for count in (instance.parameters, instance.multiply_adds))
    return (number, label, f"{node.op.brief()}{mark}", _shape(instance.output), *figures)


def _shape(shape: Shape | None) -> str:
    return spelled(shape) if shape else "?"


def _costs(analysis: Analysis, batch: int) -> str:
    memory = analysis.activation_bytes / 2**20
    return (
        f"{analysis.parameters:,} parameters, {analysis.multiply_adds:,} multiply-adds an image, "
        f"{memory:,.1f} MB of activations for a batch of {batch:,}."
    )


def _problem(analysis: Analysis, problem: Problem) -> str:
    """Where and why, then the fixes, one a line."""
    where = f"{place(analysis.network, problem.node).words}: " if problem.node else ""
    return "\n".join((one_line(f"{where}{problem.why}"), *(f"  - {one_line(fix.text)}" for fix in problem.fixes)))


def _count(problems: int) -> str:
    return "1 problem" if problems == 1 else f"{problems:,} problems"
