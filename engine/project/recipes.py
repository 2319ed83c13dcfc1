"""Recipes: the bundled projects, from the first network to the deepest, and what a gallery of them tells of each."""

from __future__ import annotations

from typing import Literal, TypeAlias

import msgspec

from engine.errors import ProjectError
from engine.files import RESOURCES
from engine.project.project import Project, read_project
from engine.text import did_you_mean

FOLDER = RESOURCES / "recipes"

Group: TypeAlias = Literal["First steps", "Learn", "Known results"]


class Expected(msgspec.Struct, frozen=True):
    """The accuracy on the test images that a recipe is known to reach, such as "over 97 %", and how that is known.

    Measured is what this program reached with the recipe's own settings, published what the material says that the
    recipe is from. Its figures stand in the recipe's note; where neither is known, nothing is expected.
    """

    accuracy: str
    known: Literal["measured", "published"]


class Recipe(msgspec.Struct, frozen=True):
    """A bundled project by the name of its file, without the ending; its title and all else stand in the file."""

    name: str
    group: Group
    expected: Expected | None = None


RECIPES = (
    Recipe("lenet5-sample", "First steps", Expected("97 %", "measured")),
    Recipe("lenet5-mnist", "First steps", Expected("98.5 %", "measured")),
    Recipe("lenet5-cifar10", "Known results", Expected("51.64 %", "published")),
    Recipe("mlp-1", "First steps", Expected("over 97 %", "published")),
    Recipe("mlp-3", "Learn", Expected("over 97 %", "published")),
    Recipe("convnet-fashion", "Learn", Expected("67.3 %", "measured")),
    Recipe("firstcnn-fashion", "Known results", Expected("over 91 %", "published")),
    Recipe("firstcnn-as-printed", "Learn"),
    Recipe("cnn-16-32-mnist", "Learn"),
    Recipe("batchnorm-mnist", "Learn"),
    Recipe("dropout-cifar10", "Learn"),
    Recipe("plain-20-cifar10", "Learn"),
    Recipe("plain-32-cifar10", "Learn"),
    Recipe("resnet-20-cifar10", "Known results", Expected("91.25 %", "published")),
    Recipe("resnet-32-cifar10", "Known results"),
    Recipe("resnet-44-cifar10", "Known results"),
    Recipe("resnet-56-cifar10", "Known results"),
    Recipe("resnet-110-cifar10", "Known results"),
)
NAMES = tuple(recipe.name for recipe in RECIPES)


def read_recipe(name: str) -> Project:
    """The bundled project of this name; raises ProjectError, with the name that was perhaps meant."""
    if name not in NAMES:
        raise ProjectError(f"There is no recipe “{name}”.", did_you_mean(name, NAMES))
    return read_project(FOLDER / f"{name}.json")


class _Notes(msgspec.Struct):
    """All that is read of a recipe where nothing else matters."""

    notes: str = ""


def notes_of(name: str) -> str:
    """What a bundled project tells of itself, without reading the rest of it."""
    return msgspec.json.decode((FOLDER / f"{name}.json").read_bytes(), type=_Notes).notes


def recipes() -> dict[str, str]:
    """The title of each bundled project by its name, from the first network to the deepest."""
    return {name: read_recipe(name).title for name in NAMES}
