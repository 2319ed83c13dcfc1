"""Archives: a project with its weights and a picture in one `.layerscope` file, a plain zip that opens elsewhere.

project.json  weights.safetensors  thumbnail.png  model.json (the step, and how it began)
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

import msgspec
import safetensors.torch
from torch import Tensor

from engine.errors import Place, ProjectError
from engine.files import MAX_BYTES, write_aside
from engine.project.project import Project, parse_project, project_text
from engine.typed.document import written
from engine.typed.versions import Format, Plain

MAX_WEIGHTS = 8 * 2**30


class About(msgspec.Struct, frozen=True):
    """What stands beside the weights."""

    step: int
    began_learned: bool = False  # their run went on from weights that had learned
    version: Literal[2] = 2


def _with_its_beginning(raw: Plain) -> Plain:
    """Version 2: what it began with, which nobody knows of one of before."""
    return raw


ABOUT = Format("model", About, (_with_its_beginning,))


def save_archive(path: Path, project: Project, tensors: Mapping[str, Tensor], about: About, thumbnail: bytes) -> None:
    """Writes the file aside and renames it into place; raises ProjectError, in words, when it cannot be written."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", project_text(project))
        archive.writestr("weights.safetensors", safetensors.torch.save(dict(tensors)))
        archive.writestr("thumbnail.png", thumbnail)
        archive.writestr("model.json", written(about))
    try:
        write_aside(path, content.getvalue())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ProjectError(f"It cannot be saved ({reason}).", "Choose another place.", Place(str(path))) from None


def open_archive(path: Path) -> tuple[Project, dict[str, Tensor], About]:
    """Project, tensors by "address/name" and what is known of them; raises ProjectError, in words, for other files."""
    try:
        with zipfile.ZipFile(path) as archive:
            project = parse_project(_member(archive, "project.json", MAX_BYTES))
            tensors = safetensors.torch.load(_member(archive, "weights.safetensors", MAX_WEIGHTS))
            about = ABOUT.read(_member(archive, "model.json", MAX_BYTES))
    except ProjectError as error:
        raise error.in_file(path) from None
    except OSError as error:
        raise ProjectError(
            f"It cannot be read ({(error.strerror or str(error)).lower()}).", "", Place(str(path))
        ) from None
    except Exception:  # noqa: BLE001  # a damaged one makes zipfile, zlib and safetensors raise errors of every kind
        hint = "Choose a file that was saved with “Save with model”."
        raise ProjectError("It is damaged, or no Layerscope file.", hint, Place(str(path))) from None
    return project, tensors, about


def _member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A part of the file, refused when it says to be larger than anything Layerscope writes."""
    if archive.getinfo(name).file_size > most:
        raise ProjectError(f"Its part {name} is too large.", "Choose another file.")
    return archive.read(name)
