"""`main.py predict`: what the network of a run takes images for."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from engine.command.arguments import add_data_dir, add_json
from engine.command.finding import find_run
from engine.errors import ImageError, Place
from engine.network.shapes import Shape

if TYPE_CHECKING:
    from torch import Tensor

Top: TypeAlias = list[tuple[str, float]]  # classes with their probabilities, best first

SHOWN = 3


def add(parser: argparse.ArgumentParser) -> None:
    """It takes a run and images."""
    parser.add_argument("run_name", metavar="RUN", help="a run's folder")
    parser.add_argument("images", metavar="IMAGE", nargs="+", type=Path, help="image files")
    parser.add_argument("--drawing", action="store_true", help="prepare as the digits of MNIST were: for drawings")
    add_data_dir(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the most probable classes of each image."""
    folder = find_run(arguments.run_name)
    import torch

    from engine.command.trained import data_folder, normaliser, trained
    from engine.machine.devices import resolve
    from engine.machine.threads import default_threads, thread_settings
    from engine.prediction.answer import predict, top

    found = trained(folder)
    settings = found.project.data
    images = [_prepared(path, settings.source.shape, drawing=arguments.drawing) for path in arguments.images]
    prepare = normaliser(settings, data_folder(folder, arguments.data_dir))
    with thread_settings(resolve("cpu"), default_threads()):
        answers = [top(row, settings.source.classes, SHOWN) for row in predict(found.net, prepare, torch.stack(images))]
    print(_json(arguments.images, answers) if arguments.json else _lines(arguments.images, answers))
    return 0


def _prepared(path: Path, shape: Shape, *, drawing: bool) -> Tensor:
    """One image as the network sees it; raises ImageError."""
    from engine.prediction.drawing import from_drawing
    from engine.prediction.picture import drawing_in_file, from_file

    if not drawing:
        return from_file(path, shape)
    seen = from_drawing(drawing_in_file(path), shape)
    if seen is None:
        raise ImageError("Nothing is drawn in it.", "Draw dark on light, or light on dark.", Place(str(path)))
    return seen


def _json(paths: list[Path], answers: list[Top]) -> str:
    predictions = [
        {"file": str(path), "top": [{"class": name, "probability": share} for name, share in top]}
        for path, top in zip(paths, answers, strict=True)
    ]
    return json.dumps({"predictions": predictions})


def _lines(paths: list[Path], answers: list[Top]) -> str:
    """three.png: 3 (98.2 %), then 5 (1.7 %), 8 (under 0.1 %)."""
    return "\n".join(f"{path}: {_line(top)}" for path, top in zip(paths, answers, strict=True))


def _line(top: Top) -> str:
    best, *others = (f"{name} ({_share(share)})" for name, share in top)
    return f"{best}, then {', '.join(others)}" if others else best


def _share(probability: float) -> str:
    return f"{100 * probability:.1f} %" if probability >= 0.001 else "under 0.1 %"
