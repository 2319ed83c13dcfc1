"""Entries: what the gallery tells of each project to begin with, in words; pictures come from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import get_args

from engine.analysis.stack_line import stack_line
from engine.project.data.sources import AnySource
from engine.project.project import Project, analysed
from engine.project.recipes import RECIPES, Expected, Group, Recipe, read_recipe
from gui.appearance.numerals import in_figures, numeral

GROUPS: tuple[Group, ...] = get_args(Group)
FIRST: Group = "First steps"
EMPTY = ""  # in place of a recipe's name: a project without layers


@dataclass(frozen=True)
class Entry:
    """One project: the name of its recipe, its title, what it is made of, and what it is known to reach."""

    name: str
    group: Group
    title: str
    source: AnySource
    stack: str
    parameters: int
    expected: Expected | None = None

    @property
    def size(self) -> str:
        """Its parameters, in words; empty where it has none."""
        return f"{numeral(self.parameters)} parameters" if self.parameters else ""

    @property
    def sentence(self) -> str:
        """What it is made of, how large it is and what it is known to reach."""
        known = f"{in_figures(self.expected.accuracy)} accuracy ({self.expected.known})" if self.expected else ""
        return ". ".join(filter(None, (self.stack, self.size, known)))

    def matches(self, letters: str) -> bool:
        """Whether every word of the letters stands somewhere in it."""
        text = f"{self.title} {self.group} {self.source.title} {self.stack} {self.name}".casefold()
        return all(word in text for word in letters.casefold().split())


def entries() -> Iterator[Entry]:
    """The empty project and all recipes, group by group, in each from the first network to the deepest.

    Each is read when it is asked for: all of them at once would hold up the window.
    """
    for group in GROUPS:
        if group == FIRST:
            yield _empty()
        yield from (_entry(recipe) for recipe in RECIPES if recipe.group == group)


def first_entries() -> Iterator[Entry]:
    """Those of the first group, without the empty project."""
    return (_entry(recipe) for recipe in RECIPES if recipe.group == FIRST)


def _empty() -> Entry:
    project = Project()
    return Entry(EMPTY, FIRST, "Empty project", project.data.source, "A stack without layers: add your own", 0)


@cache
def _entry(recipe: Recipe) -> Entry:
    project = read_recipe(recipe.name)
    analysis = analysed(project)
    source, line = project.data.source, stack_line(analysis)
    return Entry(recipe.name, recipe.group, project.title, source, line, analysis.parameters, recipe.expected)
