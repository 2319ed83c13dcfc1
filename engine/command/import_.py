"""`main.py import`: a project on a person's own images, with a stack that fits them."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from engine.command.arguments import a_path, add_json, answer, say
from engine.command.check_up_told import findings_told, in_lines
from engine.command.own_data import told
from engine.data.check_up.findings import Finding
from engine.data.importing.brought import Brought, Wish
from engine.errors import InputError, Place
from engine.platform import HERE
from engine.project.own_images import MAX_SIDE, FoundTest
from engine.project.project import Project, save_project
from engine.project.proposal import proposed
from engine.text import listed, one_line

SHOWN = 10  # classes that are named


def add(parser: argparse.ArgumentParser) -> None:
    """It takes where the images lie, where the project is to be written, and how the images are to be read."""
    parser.add_argument(
        "path",
        metavar="PATH",
        type=a_path,
        help="a folder with a folder for each class, a table (file,label[,split]), or a NumPy archive (.npz)",
    )
    parser.add_argument("--out", type=a_path, metavar="PROJECT", required=True, help="the project file to write")
    add_reading(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def add_reading(parser: argparse.ArgumentParser) -> None:
    """--size, --grey, --colour and --fit."""
    parser.add_argument(
        "--size", type=_size, metavar="HxW", help="of every image, such as 32x32 (the commonest, up to 64)"
    )
    colour = parser.add_mutually_exclusive_group()
    colour.add_argument("--grey", action="store_true", help="one channel (unless any image has colours)")
    colour.add_argument("--colour", action="store_true", help="three channels")
    parser.add_argument(
        "--fit",
        choices=("crop", "pad", "stretch"),
        default="crop",
        help="what becomes of another shape: its edges are cut off, it gets black edges, or it is stretched",
    )


def run(arguments: argparse.Namespace) -> int:
    """Brings the images in, says what was found, writes the project, and says what a check-up noticed."""
    _refuse_place(arguments.out)
    brought = told(arguments.path, wish(arguments))
    for remark in brought.remarks:
        say(remark)
    project = proposed(brought.source, brought.mean, brought.deviation)
    _save(project, arguments.out)
    findings = findings_told(brought.source)
    if arguments.json:
        print(json.dumps(_figures(brought, arguments.out, findings)))
    else:
        answer("\n".join((_report(brought, arguments.out), *in_lines(findings))))
    return 0


def wish(arguments: argparse.Namespace) -> Wish:
    """How the images are to be read, as far as that was said."""
    colour = True if arguments.colour else False if arguments.grey else None
    return Wish(arguments.size, colour, arguments.fit)


def _size(text: str) -> tuple[int, int]:
    """Height and width from 32x48, 32×48, or 32 for both."""
    found = re.fullmatch(r"([0-9]{1,5})(?:[x×X]([0-9]{1,5}))?", text.strip())
    sides = (int(found[1]), int(found[2] or found[1])) if found else (0, 0)
    if not all(1 <= side <= MAX_SIDE for side in sides):
        raise argparse.ArgumentTypeError(f"must be height x width, such as 32x32, up to {MAX_SIDE:,}, not “{text}”")
    return sides


def _refuse_place(path: Path) -> None:
    """Raises InputError where no file can be written, before anything is read."""
    where = Place(str(path))
    if path.is_dir():
        raise InputError("It is a folder.", "Give the name of the project file to write.", where)
    if not path.absolute().parent.is_dir():
        raise InputError("The folder that it is to be written to is not there.", "Make it first.", where)


def _save(project: Project, path: Path) -> None:
    try:
        save_project(project, path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"It cannot be written ({reason}).", HERE.refused, Place(str(path))) from None


def _report(brought: Brought, path: Path) -> str:
    source = brought.source
    classes = listed([one_line(name) for name in source.classes], SHOWN)
    colour = "in colour" if source.reading.colour else "in grey"
    test = "as they came" if isinstance(source.test, FoundTest) else f"{100 * source.test.share:g} % of each class"
    images = f"{source.train_images:,} training and {source.test_images:,} test images ({test})"
    if source.validation_images:
        images += f", {source.validation_images:,} of the first for validation,"
    lines = (
        f"{source.name}: {images} of {len(source.classes):,} classes: {classes}.",
        f"Each becomes {source.reading.height}×{source.reading.width} pixels, {colour}.",
        f"Project: {path}",
    )
    return "\n".join(lines)


def _figures(brought: Brought, path: Path, findings: Sequence[Finding]) -> dict[str, Any]:
    source = brought.source
    return {
        "project": str(path),
        "title": source.name,
        "kind": _kind(brought),
        "classes": list(source.classes),
        "train_images": source.train_images,
        "test_images": source.test_images,
        "validation_images": source.validation_images,
        "test_part": "found" if isinstance(source.test, FoundTest) else "share",
        "size": [source.reading.height, source.reading.width],
        "colour": source.reading.colour,
        "fit": source.reading.fit,
        "passed_over": brought.passed_over_count,
        "passed_over_files": [{"file": one_line(name), "why": why} for name, why in brought.passed_over],
        "hidden": brought.hidden,
        "remarks": list(brought.remarks),
        "check_up": [{"kind": one.kind, "count": one.count, "sentence": one.sentence} for one in findings],
    }


def _kind(brought: Brought) -> str:
    return str(type(brought.source).__struct_config__.tag)
