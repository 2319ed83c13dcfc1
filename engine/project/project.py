"""Project: title, notes, network, data settings and training settings; its file format and its rules across fields."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Annotated, Any, Literal, assert_never

import msgspec
from msgspec import UNSET, Meta, UnsetType

from engine.analysis.analysis import Analysis, analyse, refuse, refuse_untrainable
from engine.errors import Place, ProjectError
from engine.files import MAX_BYTES, write_aside
from engine.network.network import Network, duplicated_id
from engine.network.nodes import MAX_NESTING, depth
from engine.network.pooling import with_followed_sizes
from engine.project.data.corrections import wrong
from engine.project.data.data_settings import (
    Constants,
    DataSettings,
    FoundValidation,
    NoValidation,
    ValidationCount,
    ValidationShare,
    shared_count,
    steps_per_epoch,
)
from engine.project.data.facts import Facts
from engine.project.data.own_images import OwnImages, validation_found
from engine.project.data.renaming import unnamed, wrong_names
from engine.project.data.sources import FactsHere
from engine.project.data.splits import SplitName
from engine.project.data.spoiling import CornerMark, FewImages
from engine.project.training.optimisers import Sgd
from engine.project.training.rate.schedules import MultiStep
from engine.project.training.training_settings import TrainingSettings
from engine.text import one_line
from engine.typed.document import FOREIGN, Document, untyped, written
from engine.typed.fields import struct_fields
from engine.typed.versions import Format, Plain
from engine.typed.wording import in_words

FORMAT = "layerscope"
SPOILING = Place(field="data.spoiling", words="Data, Spoil on purpose")


class Project(Document, frozen=True, eq=False):
    """A whole piece of work, as one file holds it.

    In memory it also carries what is true of its data here, attached by whoever looked (`with_facts`). That is nobody's
    edit, stands in no project file, and makes no other project of it: two are equal when their files are.
    """

    format: Literal["layerscope"] = "layerscope"
    version: Literal[5] = 5
    title: Annotated[str, Meta(max_length=200, title="Title", description="The project's name.")] = "Untitled"
    notes: Annotated[
        str, Meta(max_length=100_000, title="Notes", description="What this project is about (Markdown).")
    ] = ""
    network: Network = Network()
    data: Annotated[DataSettings, Meta(title="Data")] = DataSettings()
    training: Annotated[TrainingSettings, Meta(title="Training")] = TrainingSettings()
    here: FactsHere | UnsetType = UNSET

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Project) and _in_file(self) == _in_file(other)

    def __ne__(self, other: object) -> bool:  # a struct has one of its own, which does not ask `__eq__`
        return not self == other

    def __hash__(self) -> int:
        return hash(_in_file(self))

    @property
    def facts(self) -> Facts:
        """What is true of its data: as they are here, or as they were published until somebody looked."""
        return self.counted or self.data.source.published

    @property
    def counted(self) -> Facts | None:
        """What is true of its data as they are here; None until somebody looked, and where they are missing."""
        here, source = self.here, self.data.source
        if not isinstance(here, FactsHere) or unnamed(here.source) != unnamed(source):
            return None
        return here.facts if here.source == source else here.facts.called(source.published.classes)


def _in_file(project: Project) -> tuple[object, ...]:
    return tuple(getattr(project, name) for name in struct_fields(Project))


def with_facts(project: Project, facts: Facts | None) -> Project:
    """The project with what was found out about its data; with None, with what they were published with."""
    return carrying(project, UNSET if facts is None else FactsHere(project.data.source, facts))


def carrying(project: Project, here: FactsHere | UnsetType) -> Project:
    """The project with facts of a data set, which count as long as it is the project's."""
    return project if here == project.here else msgspec.structs.replace(project, here=here)


def analysed(project: Project) -> Analysis:
    """The analysis of the project's network on its data, in batches of its training."""
    facts = project.facts
    return analyse(project.network, facts.shape, len(facts.classes), project.training.batch)


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
        _corrections(project),
        _class_names(project),
        _validation(project),
        _spoiled_class(project),
        _left_out(project),
        _channels(project),
        _momentum(project),
        _milestones(project),
    )
    return [problem for problem in checks if problem]


def _with_followed_sizes(raw: Plain) -> Plain:
    """Version 2: a pooling's stride may follow its size."""
    return {**raw, "network": with_followed_sizes(raw["network"])} if "network" in raw else raw


def _kept_back_by_chance(raw: Plain) -> Plain:
    """Version 3: more kinds of data, and more that is done to them; validation images were chosen by chance alone."""
    data: Any = raw.get("data")
    validation = data.get("validation") if isinstance(data, dict) else None
    if (
        not isinstance(data, dict)
        or not isinstance(validation, dict)
        or validation.get("kind") not in ("count", "share")
    ):
        return raw
    return {**raw, "data": {**data, "validation": {"stratified": False, **validation}}}


def _evaluated_each_epoch(raw: Plain) -> Plain:
    """Version 4: evaluations within epochs too."""
    return dict(raw)


def _without_own_drawings(raw: Plain) -> Plain:
    """Version 5: own drawings may be trained with; of before none were."""
    return dict(raw)


UPGRADES = (_with_followed_sizes, _kept_back_by_chance, _evaluated_each_epoch, _without_own_drawings)
PROJECT = Format("project", Project, UPGRADES)


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
    if "here" in raw:
        raise in_words("Object contains unknown field `here`", raw, Project)
    project = PROJECT.converted(raw)
    for problem in (_ids(project), _nesting(project)):
        if problem:
            raise problem
    return project


def save_project(project: Project, path: Path) -> None:
    """Writes the project aside and renames it into place; raises OSError."""
    write_aside(path, project_content(project))


def project_content(project: Project) -> bytes:
    """The content of its file; raises OSError where that were larger than any that is read."""
    return _refuse_large(project_text(project))


def compact_content(project: Project) -> bytes:
    """The same for programs alone, in one line: made in a fifth of the time, where it names very many images."""
    return _refuse_large(msgspec.json.encode(with_facts(project, None)))


def _refuse_large(content: bytes) -> bytes:
    if len(content) > MAX_BYTES:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG))
    return content


def project_text(project: Project) -> bytes:
    """The project as a file holds it, without what was found out about its data."""
    return written(with_facts(project, None))


def _ids(project: Project) -> ProjectError | None:
    node = duplicated_id(project.network)
    if node is None:
        return None
    return ProjectError(f"Two layers have the id “{node.id}”.", "Give one of them another.", Place(node=node.id))


def _nesting(project: Project) -> ProjectError | None:
    if depth(project.network.nodes) <= MAX_NESTING:
        return None
    return ProjectError(f"Blocks are nested more than {MAX_NESTING} deep.", "Unwrap some of them.")


def called(title: str) -> str:
    """A title as it is shown: in one line, without what cannot be printed; where nothing is left, "Untitled"."""
    return one_line(title) or Project().title


def training_images(project: Project) -> int:
    """Images trained on: those of the training part, less those kept back for validation or left out."""
    left = _not_kept_back(project)
    used = shared_count(left, project.data.share, len(project.facts.classes)) if project.data.share < 1 else left
    return used - sum(one.left_out for one in project.data.spoiling if isinstance(one, FewImages))


def _not_kept_back(project: Project) -> int:
    """Images of the training part, less those kept back for validation."""
    total = project.facts.train_images
    match project.data.validation:
        case NoValidation():
            return total
        case ValidationCount(count=count):
            return total - count
        case ValidationShare(share=share):
            return total - round(total * share)
        case FoundValidation():
            return total - validation_found(project.data.source)
        case validation:
            assert_never(validation)


def epoch_steps(project: Project) -> int:
    """Steps once through the training images; at least one."""
    return steps_per_epoch(max(1, training_images(project)), project.training.batch)


def images_in(project: Project, split: SplitName) -> int:
    """Images of a split; 0 of validation where none are kept back."""
    facts = project.facts
    kept_back = facts.train_images - _not_kept_back(project)
    return {"train": training_images(project), "validation": kept_back, "test": facts.test_images}[split]


def _batch(project: Project) -> ProjectError | None:
    images = training_images(project)
    if images < 1 or project.training.batch <= images:
        return None
    return ProjectError(
        f"A batch of {project.training.batch:,} is larger than the {images:,} training images.",
        f"Choose at most {images:,}.",
        Place(field="training.batch", words="Training, Batch size"),
    )


def _corrections(project: Project) -> ProjectError | None:
    source = project.data.source
    what = wrong(source.classes, source.corrections) if isinstance(source, OwnImages) else ""
    hint = "Take the correction back, on the page of the check-up."
    return ProjectError(what, hint, Place(field="data.source.corrections", words="Data, Corrections")) if what else None


def _validation(project: Project) -> ProjectError | None:
    where, source = Place(field="data.validation", words="Data, Validation"), project.data.source
    if isinstance(project.data.validation, FoundValidation) and not validation_found(source):
        what = f"No validation images came with {source.name}."
        return ProjectError(what, "Keep a number or a share of the images back.", where)
    if _not_kept_back(project) >= 1:
        return None
    what = f"No training images are left of {project.facts.train_images:,}."
    return ProjectError(what, "Keep fewer back for validation.", where)


def _class_names(project: Project) -> ProjectError | None:
    if not (what := wrong_names(project.data.source)):
        return None
    return ProjectError(
        what, "Give each class a name of its own.", Place(field="data.source", words="Data, Class names")
    )


def _spoiled_class(project: Project) -> ProjectError | None:
    classes = len(project.facts.classes)
    of_class = (one.of_class for one in project.data.spoiling if isinstance(one, CornerMark | FewImages))
    wrong = next((number for number in of_class if number >= classes), None)
    if wrong is None:
        return None
    return ProjectError(f"There is no class {wrong}.", f"Choose one from 0 to {classes - 1}.", SPOILING)


def _left_out(project: Project) -> ProjectError | None:
    if _not_kept_back(project) < 1 or training_images(project) >= 1:
        return None
    return ProjectError("No training images are left.", "Leave out fewer of a class.", SPOILING)


def _channels(project: Project) -> ProjectError | None:
    channels, constants = project.facts.shape[0], project.data.normalisation
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
