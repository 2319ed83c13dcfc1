"""`main.py predict`: what the network of a run takes images for."""

from __future__ import annotations

import argparse
import csv
import io
import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from engine.command.arguments import a_path, add_data_dir, add_json, answer, say
from engine.command.picture_files import picture_files
from engine.errors import ImageError, InputError, LayerscopeError, Place
from engine.figures import counted
from engine.files import write_aside
from engine.library.finding import open_run
from engine.text import one_line

if TYPE_CHECKING:
    from engine.library.looking.predicting import Prediction
    from engine.library.looking.trained import Trained

Answer: TypeAlias = "tuple[str, Prediction | ImageError]"  # of one file

SHOWN = 3
WRONG = 2


def add(parser: argparse.ArgumentParser) -> None:
    """It takes a run and images."""
    parser.add_argument("run_name", metavar="RUN", help="a run's folder")
    parser.add_argument("images", metavar="IMAGE|FOLDER", nargs="+", type=a_path, help="image files, folders of them")
    parser.add_argument("--drawing", action="store_true", help="prepare as the digits of MNIST were: for drawings")
    parser.add_argument("--csv", type=a_path, metavar="FILE", help="write a table: file, class, probability, error")
    add_data_dir(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the most probable classes of each image; 2 when any has no answer, which ends nothing for the others."""
    folder = open_run(arguments.run_name).folder
    from engine.library.looking.trained import trained

    found = trained(folder)
    for remark in found.remarks:
        say(remark)
    answers = _answers(found, arguments)
    _tell(answers, as_json=arguments.json)
    if arguments.csv:
        _write(arguments.csv, _table(answers))
    if arguments.json:
        print(json.dumps({"predictions": [_entry(*one) for one in answers], "step": found.step}))
    return WRONG if any(isinstance(given, ImageError) for _, given in answers) else 0


def _answers(found: Trained, arguments: argparse.Namespace) -> list[Answer]:
    """An answer for each file, or an error, in the order given."""
    from engine.library.looking.predicting import predicted

    files = list(picture_files(arguments.images))
    paths = [file for file in files if isinstance(file, Path)]
    given = iter(predicted(found, paths, drawing=arguments.drawing, data_dir=arguments.data_dir) if paths else [])
    return [(str(file.where), file) if isinstance(file, ImageError) else (str(file), next(given)) for file in files]


def _tell(answers: Sequence[Answer], *, as_json: bool) -> None:
    """The answers on standard output where they are not wanted as JSON, errors and remarks beside them."""
    remarked: dict[str, list[str]] = {}
    for file, given in answers:
        if isinstance(given, ImageError):
            say(str(given))
            continue
        if not as_json:
            answer(f"{one_line(file)}: {_line(given.top(SHOWN))}")
        if given.remark:
            remarked.setdefault(given.remark, []).append(file)
    for remark, files in remarked.items():
        say(f"{_named(files)}: {remark}")


def _named(files: Sequence[str]) -> str:
    return files[0] if len(files) == 1 else f"{files[0]} and {counted(len(files) - 1, 'other')}"


def _entry(file: str, given: Prediction | ImageError) -> dict[str, Any]:
    if isinstance(given, ImageError):
        return {"file": file, "error": _sentence(given)}
    return {"file": file, "top": [{"class": name, "probability": share} for name, share in given.top(SHOWN)]}


def _sentence(error: LayerscopeError) -> str:
    """Without the file, which stands beside it."""
    return f"{error.what} {error.hint}".strip()


def _table(answers: Sequence[Answer]) -> str:
    """A row for each file, with an empty error or an empty answer."""
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(("file", "class", "probability", "error"))
    for file, given in answers:
        rows.writerow((file, *_cells(given)))
    return text.getvalue()


def _cells(given: Prediction | ImageError) -> tuple[str | float, ...]:
    return ("", "", _sentence(given)) if isinstance(given, ImageError) else (given.best, given.probability, "")


def _write(path: Path, text: str) -> None:
    """Raises InputError, in words, where nothing can be written."""
    try:
        write_aside(path, text.encode("utf-8", "surrogateescape"))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise InputError(f"It cannot be written ({reason}).", "Choose another file.", Place(str(path))) from None


def _line(top: list[tuple[str, float]]) -> str:
    """3 (98.2 %), then 5 (1.7 %), 8 (under 0.1 %)."""
    best, *others = (f"{name} ({_share(share)})" for name, share in top)
    return f"{best}, then {', '.join(others)}" if others else best


def _share(probability: float) -> str:
    return f"{100 * probability:.1f} %" if probability >= 0.001 else "under 0.1 %"
