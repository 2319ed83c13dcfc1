"""Project: title, notes, network, data settings and training settings; its file format and its rules across fields."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, assert_never

from msgspec import Meta

from engine.analysis.analysis import Analysis, analyse, refuse, refuse_untrainable
from engine.errors import Place, ProjectError
from engine.files import write_aside
from engine.network.network import Network, duplicated_id
from engine.network.nodes import MAX_NESTING, depth
from engine.project.data_settings import Constants, DataSettings, NoValidation, ValidationCount, ValidationShare
from engine.project.training_settings import MultiStep, Sgd, TrainingSettings
from engine.typed.document import FOREIGN, Document, untyped, written
from engine.typed.versions import Format

FORMAT = "layerscope"
MAX_BYTES = 16 * 2**20  # of a project file: a thousand times the largest recipe


class Project(Document, frozen=True):
    """A whole piece of work, as one file holds it."""

    format: Literal["layerscope"] = "layerscope"
    version: Literal[1] = 1
    title: Annotated[str, Meta(max_length=200, title="Title", description="The project's name.")] = "Untitled"
    notes: Annotated[
        str, Meta(max_length=100_000, title="Notes", description="What this project is about (Markdown).")
    ] = ""
    network: Network = Network()
    data: Annotated[DataSettings, Meta(title="Data")] = DataSettings()
    training: Annotated[TrainingSettings, Meta(title="Training")] = TrainingSettings()


def analysed(project: Project) -> Analysis:
    """The analysis of the project's network on its data, in batches of its training."""
    source = project.data.source
    return analyse(project.network, source.shape, len(source.classes), project.training.batch)


def refuse_training(project: Project) -> None:
    """Raises the first reason why the project cannot be trained: ProjectError for a broken rule, else NetworkError."""
    for problem in problems(project):
        raise problem
    analysis = analysed(project)
    refuse(analysis)
    refuse_untrainable(analysis)


def problems(project: Project) -> list[ProjectError]:
    """The rules across fields that the project breaks, in words; an empty list when there are none."""
    checks = (
        _ids(project),
        _nesting(project),
        _batch(project),
        _validation(project),
        _channels(project),
        _momentum(project),
        _milestones(project),
    )
    return [problem for problem in checks if problem]


PROJECT = Format("project", Project)


def read_project(path: Path) -> Project:
    """The project in a file; raises ProjectError, in words, with the file's name."""
    try:
        return parse_project(_content(path))
    except ProjectError as error:
        raise error.in_file(path) from None


def _content(path: Path) -> bytes:
    """The bytes of a file of reasonable size; raises ProjectError."""
    try:
        if path.is_dir():
            raise ProjectError("It is a folder, not a project.", FOREIGN)
        if path.exists() and not path.is_file():
            raise ProjectError("It is a device, not a file.", FOREIGN)
        if path.stat().st_size > MAX_BYTES:
            raise ProjectError("It is too large for a project.", FOREIGN)
        return path.read_bytes()
    except FileNotFoundError:
        raise ProjectError("There is no such file.") from None
    except OSError as error:
        raise ProjectError(f"It cannot be read ({(error.strerror or str(error)).lower()}).") from None
    except ValueError:  # a path with a zero byte
        raise ProjectError("That is not the name of a file.") from None


def parse_project(text: bytes) -> Project:
    """The project in JSON text; raises ProjectError in words."""
    raw = untyped(text)
    if not isinstance(raw, dict) or raw.get("format") != FORMAT:
        raise ProjectError("It is not a Layerscope project.", FOREIGN)
    project = PROJECT.converted(raw)
    for problem in (_ids(project), _nesting(project)):
        if problem:
            raise problem
    return project


def save_project(project: Project, path: Path) -> None:
    """Writes the project aside and renames it into place; raises OSError."""
    write_aside(path, written(project))


def _ids(project: Project) -> ProjectError | None:
    node = duplicated_id(project.network)
    if node is None:
        return None
    return ProjectError(f"Two layers have the id “{node.id}”.", "Give one of them another.", Place(node=node.id))


def _nesting(project: Project) -> ProjectError | None:
    if depth(project.network.nodes) <= MAX_NESTING:
        return None
    return ProjectError(f"Blocks are nested more than {MAX_NESTING} deep.", "Unwrap some of them.")


def training_images(project: Project) -> int:
    """Images trained on: the source's, less those kept back for validation."""
    total = project.data.source.train_images
    match project.data.validation:
        case NoValidation():
            return total
        case ValidationCount(count=count):
            return total - count
        case ValidationShare(share=share):
            return total - round(total * share)
        case validation:
            assert_never(validation)


def _batch(project: Project) -> ProjectError | None:
    images = training_images(project)
    if images < 1 or project.training.batch <= images:
        return None
    return ProjectError(
        f"A batch of {project.training.batch:,} is larger than the {images:,} training images.",
        f"Choose at most {images:,}.",
        Place(field="training.batch", words="Training, Batch size"),
    )


def _validation(project: Project) -> ProjectError | None:
    if training_images(project) >= 1:
        return None
    return ProjectError(
        f"No training images are left of {project.data.source.train_images:,}.",
        "Keep fewer back for validation.",
        Place(field="data.validation", words="Data, Validation"),
    )


def _channels(project: Project) -> ProjectError | None:
    channels, constants = project.data.source.shape[0], project.data.normalisation
    if not isinstance(constants, Constants) or {len(constants.mean), len(constants.spread)} == {channels}:
        return None
    return ProjectError(
        f"Normalisation has {len(constants.mean)} means and {len(constants.spread)} spreads for {channels} channels.",
        f"Give {channels} of each.",
        Place(field="data.normalisation", words="Data, Normalisation"),
    )


def _momentum(project: Project) -> ProjectError | None:
    optimiser = project.training.optimiser
    if not isinstance(optimiser, Sgd) or not optimiser.nesterov or optimiser.momentum > 0:
        return None
    return ProjectError(
        "Nesterov needs momentum above 0.",
        "Set momentum, or switch Nesterov off.",
        Place(field="training.optimiser.nesterov", words="Training, Nesterov"),
    )


def _milestones(project: Project) -> ProjectError | None:
    schedule = project.training.schedule
    if not isinstance(schedule, MultiStep) or list(schedule.milestones) == sorted(set(schedule.milestones)):
        return None
    return ProjectError(
        "Milestones must rise.",
        "Put them in order, each once.",
        Place(field="training.schedule.milestones", words="Training, Milestones"),
    )
