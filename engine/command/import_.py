"""`main.py import`: a project on a person's own images, with a stack that fits them."""

from __future__ import annotations

import argparse
import json
import re
import shlex
from collections.abc import Sequence
from typing import Any

from engine.command.arguments import a_path, add_json, answer, say
from engine.command.image_memory import add_image_memory
from engine.command.own_data import size_told, told
from engine.command.telling.check_up_told import findings_told, in_lines
from engine.data.check_up.findings import Finding
from engine.data.importing.brought import Wish
from engine.data.memory_budget import MemoryBudget, budget_of
from engine.library.importing import Imported, kept, refuse_place
from engine.project.data.own_images import MAX_SIDE, AnyOwnImages, FoundTest
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
    add_image_memory(parser)
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
    """Brings the images in, says what was found, writes the project, and says what a check-up noticed.

    The project can be trained before the check-up is done, which a signal ends, and nothing else.
    """
    refuse_place(arguments.out)
    budget = budget_of(arguments.image_memory)
    brought = told(arguments.path, wish(arguments))
    for remark in brought.remarks:
        say(remark)
    imported = kept(brought, arguments.out)
    _say_kept(imported, budget, as_json=arguments.json)
    findings = findings_told(brought.source)
    if arguments.json:
        print(json.dumps(_figures(imported, findings, budget)))
    elif findings is not None:
        answer("\n".join(in_lines(findings)))
    return 0


def _say_kept(imported: Imported, budget: MemoryBudget, *, as_json: bool) -> None:
    if imported.before is not None:
        say(f"Another file was there; it is kept as {imported.before}.")
    train = f"main.py train {shlex.quote(str(imported.path))}"
    if as_json:
        say(f"Project: {imported.path}. It can be trained now: {train}")
    else:
        answer(f"{_report(imported, budget)}\nIt can be trained now: {train}")


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


def _report(imported: Imported, budget: MemoryBudget) -> str:
    source = imported.source
    classes = listed([one_line(name) for name in source.classes], SHOWN)
    lines = (
        f"{source.name}: {_images(source)} of {len(source.classes):,} classes: {classes}.",
        size_told(source),
        budget.in_words(source.published),
        f"Project: {imported.path}",
    )
    return "\n".join(filter(None, lines))


def _images(source: AnyOwnImages) -> str:
    images = f"{source.train_images:,} training and {source.test_images:,} test images ({source.test.words})"
    if not source.validation_images:
        return images
    return f"{images}, {source.validation_images:,} of the first for validation,"


def _figures(imported: Imported, findings: Sequence[Finding] | None, budget: MemoryBudget) -> dict[str, Any]:
    """`check_up` is None where it was ended."""
    source = imported.source
    return {
        "project": str(imported.path),
        "title": source.name,
        "before": None if imported.before is None else str(imported.before),
        "kind": str(type(source).__struct_config__.tag),
        "classes": list(source.classes),
        "train_images": source.train_images,
        "test_images": source.test_images,
        "validation_images": source.validation_images,
        "test_part": "found" if isinstance(source.test, FoundTest) else "share",
        "size": [source.reading.height, source.reading.width],
        "colour": source.reading.colour,
        "fit": source.reading.fit,
        "image_bytes": source.published.pixel_bytes,
        "reads_from_disk": not budget.holds(source.published),
        "passed_over": imported.passed_over_count,
        "passed_over_files": [{"file": one_line(name), "why": why} for name, why in imported.passed_over],
        "hidden": imported.hidden,
        "remarks": list(imported.remarks),
        "check_up": None if findings is None else [_finding(one) for one in findings],
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {"kind": one.kind, "count": one.count, "sentence": one.sentence}
