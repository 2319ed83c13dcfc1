"""Recipes: the bundled projects, from the first network to the deepest."""

from __future__ import annotations

from engine.errors import ProjectError
from engine.files import RESOURCES
from engine.project.project import Project, read_project
from engine.text import did_you_mean

FOLDER = RESOURCES / "recipes"
NAMES = (
    "lenet5-sample",
    "lenet5-mnist",
    "lenet5-cifar10",
    "mlp-1",
    "mlp-3",
    "convnet-fashion",
    "firstcnn-fashion",
    "firstcnn-as-printed",
    "cnn-16-32-mnist",
    "batchnorm-mnist",
    "dropout-cifar10",
    "plain-20-cifar10",
    "plain-32-cifar10",
    "resnet-20-cifar10",
    "resnet-32-cifar10",
    "resnet-44-cifar10",
    "resnet-56-cifar10",
    "resnet-110-cifar10",
)


def read_recipe(name: str) -> Project:
    """The bundled project of this name; raises ProjectError, with the name that was perhaps meant."""
    if name not in NAMES:
        raise ProjectError(f"There is no recipe “{name}”.", did_you_mean(name, NAMES))
    return read_project(FOLDER / f"{name}.json")


def recipes() -> dict[str, str]:
    """The title of each bundled project by its name, from the first network to the deepest."""
    return {name: read_recipe(name).title for name in NAMES}
