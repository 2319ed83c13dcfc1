"""`main.py check`: the stack with shapes, parameters and multiply-adds; what is wrong with it, and how to mend it."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

from engine.analysis.analysis import Instance
from engine.command.arguments import add_data_dir, add_json, say, say_difference
from engine.command.image_memory import add_image_memory
from engine.command.own_data import add_data, refuse_both, with_data
from engine.data.facts import facts_there
from engine.errors import DataError
from engine.figures import counted
from engine.library.checking import Check, Problem, check
from engine.library.finding import read
from engine.network.network import place
from engine.project.project import Project


def add(parser: argparse.ArgumentParser) -> None:
    """It takes a project or the name of a recipe, and where its images lie."""
    parser.add_argument("project", metavar="PROJECT|RECIPE", help="a project file, a run, or the name of a recipe")
    add_data(parser)
    add_data_dir(parser)
    add_image_memory(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the table, the costs, the problems and the advice; 2 when there are problems."""
    refuse_both(arguments)
    found = _checked(arguments)
    say_difference(found.project)
    if arguments.data_dir is not None:
        _say_missing(found.project, arguments.data_dir)
    print(json.dumps(_figures(found)) if arguments.json else found)
    if found.problems:
        problems = counted(len(found.problems), "problem")
        say(f"{arguments.project}: {problems} to mend before it can be trained.")
    return 2 if found.problems else 0


def _checked(arguments: argparse.Namespace) -> Check:
    if arguments.data is None:
        return check(arguments.project, data_dir=arguments.data_dir, image_memory=arguments.image_memory)
    project, remarks = with_data(read(arguments.project), arguments.data)
    for remark in remarks:
        say(remark)
    return check(project, image_memory=arguments.image_memory)


def _say_missing(project: Project, root: Path) -> None:
    """Images that are not where they were said to be: the counts told are the published ones."""
    try:
        facts_there(project.data.source, root)
    except DataError as error:
        say(str(error))


def _figures(found: Check) -> dict[str, Any]:
    network = found.project.network
    return {
        "title": found.project.title,
        "input": found.analysis.input,
        "parameters": found.parameters,
        "multiply_adds": found.multiply_adds,
        "activation_bytes": found.activation_bytes,
        "image_bytes": found.image_bytes,
        "reads_from_disk": found.reads_from_disk,
        "layers": [_layer(one) for one in found.layers],
        "problems": [_problem(one) for one in found.problems],
        "advice": [
            *({"layer": str(place(network, one.node)), "text": one.text} for one in found.advice),
            *({"layer": str(one.where), "text": one.text} for one in found.training_advice),
        ],
    }


def _layer(one: Instance) -> dict[str, Any]:
    return {
        "address": one.address,
        "kind": type(one.node.op).__name__,
        "output": one.output,
        "parameters": one.parameters,
        "multiply_adds": one.multiply_adds,
    }


def _problem(one: Problem) -> dict[str, Any]:
    return {"where": str(one.where), "what": one.what, "hint": one.hint, "fixes": [fix.text for fix in one.fixes]}
