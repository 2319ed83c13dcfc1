"""`main.py evaluate`: accuracy, accuracy of each class and confusion matrix of a run on its test images."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from engine.command.arguments import add_data_dir, add_json
from engine.command.figures import counted, loss, percent
from engine.command.finding import find_run
from engine.text import one_line
from engine.text_table import table

if TYPE_CHECKING:
    from engine.training.evaluation import Evaluation


def add(parser: argparse.ArgumentParser) -> None:
    """It takes a run."""
    parser.add_argument("run_name", metavar="RUN", help="a run's folder")
    add_data_dir(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints what the run reaches."""
    folder = find_run(arguments.run_name)
    from engine.command.trained import data_folder, trained
    from engine.data.normalise import fitted
    from engine.data.store import load
    from engine.machine.devices import resolve
    from engine.machine.threads import default_threads, thread_settings
    from engine.training.evaluation import evaluate

    found = trained(folder)
    data = load(found.project.data, data_folder(folder, arguments.data_dir))
    with thread_settings(resolve("cpu"), default_threads()):
        evaluation = evaluate(found.net, data.test, fitted(found.project.data.normalisation, data.train))
    if evaluation is None:  # only when asked to end early, which nobody does here
        raise RuntimeError("the evaluation ended early")
    figures = {"run": str(folder.path), "step": found.step, **_figures(evaluation, data.classes)}
    print(json.dumps(figures) if arguments.json else f"{one_line(found.project.title)}, {_report(figures)}")
    return 0


def _figures(evaluation: Evaluation, classes: Sequence[str]) -> dict[str, Any]:
    from engine.runs.accuracy_and_confusion import class_accuracy, plain

    shares, images = class_accuracy(evaluation.confusion), evaluation.confusion.sum(axis=1)
    return {
        "images": int(images.sum()),
        "test_loss": plain(evaluation.loss),
        "test_accuracy": evaluation.accuracy,
        "classes": [
            {"class": name, "images": int(count), "accuracy": plain(float(share))}
            for name, count, share in zip(classes, images, shares, strict=True)
        ],
        "confusion": evaluation.confusion.tolist(),
    }


def _report(figures: dict[str, Any]) -> str:
    """The figures, accuracy by class, and the confusion matrix."""
    reached = f"{percent(figures['test_accuracy'])} of {figures['images']:,} test images right"
    parts = (
        f"after {counted(figures['step'], 'step')}: {reached}, loss {loss(figures['test_loss'])}",
        table(("Class", "Images", "Right"), [_class(one) for one in figures["classes"]], right=(1, 2)),
        "Rows: what it is. Columns: what it was taken for.",
        _confusion(figures),
    )
    return "\n\n".join(parts)


def _class(one: dict[str, Any]) -> tuple[str, str, str]:
    return one["class"], f"{one['images']:,}", percent(one["accuracy"])


def _confusion(figures: dict[str, Any]) -> str:
    """A dot for none, so that mistakes stand out."""
    names = [one["class"] for one in figures["classes"]]
    rows = [
        (name, *(f"{count:,}" if count else "·" for count in counts))
        for name, counts in zip(names, figures["confusion"], strict=True)
    ]
    return table(("", *(name[:8] for name in names)), rows, right=range(1, len(names) + 1))
