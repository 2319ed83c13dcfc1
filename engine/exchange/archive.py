"""Archives: a project with its weights and a picture in one `.layerscope` file, a plain zip that opens elsewhere.

project.json  weights.safetensors  thumbnail.png  model.json (the step)
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
from engine.typed.versions import Format

MAX_WEIGHTS = 8 * 2**30


class About(msgspec.Struct, frozen=True):
    """What stands beside the weights."""

    step: int
    version: Literal[1] = 1


ABOUT = Format("model", About)


def save_archive(path: Path, project: Project, tensors: Mapping[str, Tensor], step: int, thumbnail: bytes) -> None:
    """Writes the file aside and renames it into place; raises ProjectError, in words, when it cannot be written."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.json", project_text(project))
        archive.writestr("weights.safetensors", safetensors.torch.save(dict(tensors)))
        archive.writestr("thumbnail.png", thumbnail)
        archive.writestr("model.json", written(About(step)))
    try:
        write_aside(path, content.getvalue())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ProjectError(f"It cannot be saved ({reason}).", "Choose another place.", Place(str(path))) from None


def open_archive(path: Path) -> tuple[Project, dict[str, Tensor], int]:
    """Project, tensors by "address/name" and step; raises ProjectError, in words, for a file that is not such a one."""
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
    return project, tensors, about.step


def _member(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A part of the file, refused when it says to be larger than anything Layerscope writes."""
    if archive.getinfo(name).file_size > most:
        raise ProjectError(f"Its part {name} is too large.", "Choose another file.")
    return archive.read(name)
