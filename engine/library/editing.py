"""Editing: a project with some fields otherwise, each named by its path."""

from __future__ import annotations

from engine.errors import ProjectError
from engine.library.finding import ProjectLike, read
from engine.project.assignments import EXAMPLE, assigned, set_value
from engine.project.project import Project
from engine.text import told


def edit(project: ProjectLike, /, *assignments: str, **fields: object) -> Project:
    """The project with fields set, one after the other; the given one stays as it is.

    `assignments` are written as for `main.py train --set`: "training.batch=128", "network.3.filters=32". `fields` are
    named by the same paths, with two underscores for each dot, and take values of Python, NumPy or the project:

        edit("lenet5-sample", "training.optimiser=sgd", training__optimiser__rate=0.05, training__budget__epochs=2)

    Layers are counted from 1 or named by id, also inside blocks: "network.4.body.1.units". A kind is chosen by its
    word, with its usual values. Raises ProjectError, in words and with the name that was perhaps meant.
    """
    edited = read(project)
    for assignment in assignments:
        if not isinstance(assignment, str):
            raise ProjectError(f"{told(assignment)} sets nothing.", EXAMPLE)
        edited = assigned(edited, assignment)
    for name, value in fields.items():
        edited = set_value(edited, name.replace("__", "."), value)
    return edited
