"""Difference table: everything that runs were told and ran on, a row a setting and a value a run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from engine.network.network import Network
from engine.network.nodes import Node
from engine.network.stack_in_words import stack_in_words
from engine.project.data.data_settings import DataSettings
from engine.project.layers_in_words import settings_of
from engine.project.project import Project, analysed
from engine.project.settings_difference import field_in_words, value_in_words
from engine.project.training.rate.by_hand import under_its_title
from engine.runs.comparison.made import Made
from engine.runs.environment import Environment
from engine.typed.document import Document
from engine.typed.fields import label, struct_fields

Part: TypeAlias = Literal["Stack", "Training", "Data", "Machine"]
Cells: TypeAlias = Mapping[str, tuple[str, str]]  # of one run, by what tells rows apart: title and value
NONE = "–"
MACHINE = {
    "device": "Device",
    "hardware": "Hardware",
    "threads": "Threads",
    "memory_format": "Memory format",
    "optimiser_form": "Form of the optimiser",
    "determinism": "Repeatable",
    "system": "System",
    "python": "Python",
    "torch": "PyTorch",
    "numpy": "NumPy",
}


@dataclass(frozen=True)
class SettingRow:
    """One setting; `values` (runs,) in words, "–" of a run that has none."""

    part: Part
    title: str
    values: tuple[str, ...]

    @property
    def differs(self) -> bool:
        """Whether the runs are not all alike in it."""
        return len(set(self.values)) > 1


def difference_table(runs: Sequence[Made], environments: Sequence[Environment | None]) -> tuple[SettingRow, ...]:
    """Of runs by how they were made and what they ran on, as far as that is known."""
    projects = [run.project for run in runs]
    layers = _aligned([project.network for project in projects])
    parts: dict[Part, list[Cells]] = {
        "Stack": [_stack(project) | found for project, found in zip(projects, layers, strict=True)],
        "Training": [_training(run) for run in runs],
        "Data": [_data(project, found) for project, found in zip(projects, environments, strict=True)],
        "Machine": [_machine(found) for found in environments],
    }
    return tuple(row for part, cells in parts.items() for row in _rows(part, cells))


def _rows(part: Part, cells: Sequence[Cells]) -> Iterator[SettingRow]:
    for key, title in _in_order(cells):
        yield SettingRow(part, title, tuple(found.get(key, ("", NONE))[1] for found in cells))


def _in_order(cells: Sequence[Cells]) -> list[tuple[str, str]]:
    """Keys with their titles: what only a later run has stands behind what comes before it there."""
    order: list[str] = []
    titles: dict[str, str] = {}
    for found in cells:
        place = 0
        for key, (title, _) in found.items():
            if key not in titles:
                order.insert(place, key)
                titles[key] = title
            place = order.index(key) + 1
    return [(key, titles[key]) for key in order]


def _leaves(settings: Document, key: str = "", above: str = "") -> Iterator[tuple[str, tuple[str, str]]]:
    """The fields of settings; those of a field that has some itself follow it, under its title."""
    for name in struct_fields(type(settings)):
        value, title = getattr(settings, name), label(type(settings), name)
        own = f"{key}.{name}"
        yield own, (f"{above}{title}", field_in_words(settings, name))
        if isinstance(value, Document):
            yield from _leaves(value, own, f"{title}: ")


def _training(run: Made) -> dict[str, tuple[str, str]]:
    by_hand = {"by hand": ("Rate by hand", under_its_title(run.changes))} if run.by_hand else {}
    return {"begins": ("Begins with", run.begins)} | dict(_leaves(run.project.training)) | by_hand


# --- the stack ---


def _stack(project: Project) -> dict[str, tuple[str, str]]:
    found = {"words": ("Stack", stack_in_words(project.network))}
    analysis = analysed(project)
    parameters = NONE if analysis.problems else f"{analysis.parameters:,}"
    return found | {"parameters": ("Parameters", parameters)}


def _aligned(networks: Sequence[Network]) -> list[dict[str, tuple[str, str]]]:
    """The layers of each, by what they are in all: their ids, or where those are others, their places.

    Of stacks that have neither in common only words are told: what would stand side by side has nothing to do with
    each other.
    """
    first = networks[0] if networks else Network()
    kinds = [[type(node.op) for node in network] for network in networks]
    if all(found == kinds[0] for found in kinds):
        return [_layers({f"{place:05}": node for place, node in enumerate(network)}) for network in networks]
    if all(first.ids & network.ids for network in networks):
        return [_layers({node.id: node for node in network}) for network in networks]
    return [{} for _ in networks]


def _layers(nodes: Mapping[str, Node]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for place, (key, node) in enumerate(nodes.items(), 1):
        name = f"Layer {place} ({node.label})"
        found[key] = (name, node.op.title)
        found |= {f"{key}.{field}": (f"{name}: {title.lower()}", value) for field, title, value in settings_of(node)}
    return found


# --- images and machine ---


def _data(project: Project, environment: Environment | None) -> dict[str, tuple[str, str]]:
    """What own images are made of would fill pages: counts and a checksum tell whether they are the same."""
    settings = project.data
    found = dict(_leaves(settings))
    own = {key: cell for key, cell in found.items() if not key.startswith(".source")}
    return {"source": (label(DataSettings, "source"), settings.source.name)} | _images(environment) | own


def _images(environment: Environment | None) -> dict[str, tuple[str, str]]:
    if environment is None:
        return {}
    data = environment.data
    return {
        "trained on": ("Training images", f"{data.train_images:,}"),
        "kept back": ("Validation images", f"{data.validation_images:,}"),
        "tested on": ("Test images", f"{data.test_images:,}"),
        "checksum": ("Checksum of all images", data.checksum[:12] or NONE),
    }


def _machine(environment: Environment | None) -> dict[str, tuple[str, str]]:
    if environment is None:
        return {}
    return {name: (title, value_in_words(getattr(environment, name))) for name, title in MACHINE.items()}
