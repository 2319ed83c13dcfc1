"""`main.py predict`: what the network of a run takes images for."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TypeAlias

from engine.command.arguments import add_data_dir, add_json, say
from engine.library.finding import open_run

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
    folder = open_run(arguments.run_name).folder
    from engine.library.predicting import predicted
    from engine.library.trained import left_out, trained

    found = trained(folder)
    for damaged in found.skipped:
        say(left_out(damaged))
    predictions = predicted(found, arguments.images, drawing=arguments.drawing, data_dir=arguments.data_dir)
    answers = [prediction.top(SHOWN) for prediction in predictions]
    print(_json(arguments.images, answers) if arguments.json else _lines(arguments.images, answers))
    return 0


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
