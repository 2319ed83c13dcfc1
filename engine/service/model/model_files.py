"""Model files: a project with its weights in one file, taken from what is shown, and read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from engine.errors import InputError
from engine.exchange.archive import About, open_archive, save_archive
from engine.project.project import Project
from engine.service.answers import Shown
from engine.service.model.model_file_questions import SaveWithModel
from engine.service.moments import Moments

if TYPE_CHECKING:
    from torch import Tensor

    from engine.service.model.showing import Showing


def project_in(path: Path) -> Project:
    """The project of a file; raises ProjectError in words."""
    return open_archive(path)[0]


def weights_in(path: Path) -> tuple[Mapping[str, Tensor], Shown]:
    """The weights of a file, and what is to be said of them where they are shown."""
    project, tensors, about = open_archive(path)
    return tensors, Shown("saved", project, 0, about.step, began_learned=about.began_learned)


def save(question: SaveWithModel, moments: Moments, showing: Callable[[], Showing]) -> Path:
    """Writes the project with the shown weights; raises InputError where these are not of its stack."""
    tensors, about = moments.call(lambda: _of_this_stack(question.project, showing()))
    save_archive(question.path, question.project, tensors, about, question.thumbnail)
    return question.path


def _of_this_stack(project: Project, showing: Showing) -> tuple[Mapping[str, Tensor], About]:
    if showing.shown.project.network != project.network:
        raise InputError("The shown model is not of this stack.", "Train the stack, or save the project alone.")
    if not showing.shown.complete:
        raise InputError("This stack cannot run: it has no model yet.", "Mend it, or save the project alone.")
    return showing.tensors(), About(showing.shown.step, showing.shown.began_learned)
