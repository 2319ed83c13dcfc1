"""`main.py evaluate`: accuracy, figures of each class and confusion matrix of a run on its test images."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from engine.command.arguments import add_data_dir, add_json, say
from engine.command.image_memory import add_image_memory
from engine.command.own_data import add_data, refuse_both, told
from engine.data.memory_budget import budget_of
from engine.figures import counted, loss, percent, share_of, tenths_of_percent
from engine.library.finding import open_run
from engine.metrics.class_scores import Averages
from engine.runs.plain import plain
from engine.text import one_line
from engine.text_table import table

MATRIX = 20  # classes at most whose matrix is printed
SHORT = 8  # letters at most of a class at the head of a column
MOST_CONFUSED = 20  # pairs of more classes

if TYPE_CHECKING:
    from engine.library.evaluating import ClassScore, Evaluation
    from engine.library.looking.trained import Trained


def add(parser: argparse.ArgumentParser) -> None:
    """It takes a run."""
    parser.add_argument("run_name", metavar="RUN", help="a run's folder")
    add_data(parser, "the test images")
    add_data_dir(parser)
    add_image_memory(parser)
    add_json(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints what the run reaches."""
    folder = open_run(arguments.run_name).folder
    refuse_both(arguments)
    from engine.library.looking.trained import trained

    found = trained(folder)
    for remark in found.remarks:
        say(remark)
    evaluation = _evaluation(found, arguments)
    for remark in evaluation.remarks:
        say(remark)
    title = one_line(found.project.title)
    images = "test images" if arguments.data is None else "images"
    print(json.dumps(_figures(evaluation)) if arguments.json else f"{title}, {_report(evaluation, images)}")
    return 0


def _evaluation(found: Trained, arguments: argparse.Namespace) -> Evaluation:
    """On the test images, or on those that were named."""
    from engine.library.evaluating import evaluated, evaluated_on
    from engine.library.own_data import wish_for

    budget = budget_of(arguments.image_memory)
    if arguments.data is None:
        return evaluated(found, "test", arguments.data_dir, budget)
    brought = told(arguments.data, wish_for(found.project), least_classes=1)
    return evaluated_on(found, brought.source, brought.remarks, budget)


def _figures(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "run": str(evaluation.run),
        "step": evaluation.step,
        "images": evaluation.images,
        "test_loss": evaluation.loss,
        "test_accuracy": evaluation.accuracy,
        "test_accuracy_interval": evaluation.metrics.interval,
        "test_top_k": evaluation.metrics.top,
        "macro": _averages(evaluation.macro),
        "weighted": _averages(evaluation.weighted),
        "calibration_error": evaluation.metrics.calibration.error,
        "calibration_bins": evaluation.metrics.calibration.bins,
        "classes": list(map(_class_figures, evaluation.classes)),
        "confusion": evaluation.confusion.tolist(),
    }


def _averages(averages: Averages) -> dict[str, float | None]:
    return {name: plain(value) for name, value in asdict(averages).items()}


def _class_figures(one: ClassScore) -> dict[str, Any]:
    """`accuracy` is the recall, by the name that it had before there was the precision."""
    return {
        "class": one.name,
        "images": one.images,
        "accuracy": one.accuracy,
        "precision": one.precision,
        "recall": one.accuracy,
        "f1": one.f1,
    }


def _report(evaluation: Evaluation, images: str) -> str:
    """The figures, accuracy by class, and what was taken for what."""
    reached = f"{share_of(evaluation.accuracy, evaluation.images)} of {evaluation.images:,} {images} right"
    parts = (
        f"after {counted(evaluation.step, 'step')}: {reached}{_between(evaluation)}, loss {loss(evaluation.loss)}",
        table(("Class", "Images", "Right", "Precision", "F1"), _classes(evaluation), right=range(1, 5)),
        *_beyond(evaluation),
        *(_matrix(evaluation) if len(evaluation.classes) <= MATRIX else _most_confused(evaluation)),
    )
    return "\n\n".join(parts)


def _between(evaluation: Evaluation) -> str:
    """Where the accuracy of all images like these lies."""
    interval = evaluation.metrics.interval
    if interval is None:
        return ""
    low, high = map(tenths_of_percent, interval)
    return f" ({low} to {high} at 95 %)"


def _classes(evaluation: Evaluation) -> Iterator[tuple[str, ...]]:
    """A row for each class, and two for their averages."""
    for one in evaluation.classes:
        yield one.name, f"{one.images:,}", percent(one.accuracy), percent(one.precision), percent(one.f1)
    for name, averages in (("Mean, each class alike", evaluation.macro), ("Mean, by images", evaluation.weighted)):
        figures = (percent(plain(value)) for value in (averages.recall, averages.precision, averages.f1))
        yield name, f"{evaluation.images:,}", *figures


def _beyond(evaluation: Evaluation) -> Iterator[str]:
    """Among how many choices the true class is, and whether the network is as sure as it is right."""
    top, calibration = evaluation.metrics.top, evaluation.metrics.calibration
    if len(top) > 2:
        shares = ", ".join(f"top-{k} {percent(share)}" for k, share in enumerate(top[1:], 2))
        yield f"Among the first choices: {shares}."
    if calibration.error is not None:
        yield f"Expected calibration error: {percent(calibration.error)}, in {calibration.bins} bins of equal width."


def _matrix(evaluation: Evaluation) -> tuple[str, str]:
    """A dot for none, so that mistakes stand out."""
    names = [one.name for one in evaluation.classes]
    rows = [
        (name, *(f"{count:,}" if count else "·" for count in counts))
        for name, counts in zip(names, evaluation.confusion.tolist(), strict=True)
    ]
    counts = table(("", *map(_short, names)), rows, right=range(1, len(names) + 1))
    return "Rows: what it is. Columns: what it was taken for.", counts


def _short(name: str) -> str:
    return name if len(name) <= SHORT else f"{name[: SHORT - 1]}…"


def _most_confused(evaluation: Evaluation) -> tuple[str, ...]:
    """The most frequent mistakes, in place of a matrix that no terminal has room for."""
    confusion = evaluation.metrics.confusion
    cells = confusion.mistaken
    pairs = [divmod(cell, len(evaluation.classes)) for cell in cells[:MOST_CONFUSED].tolist()]
    rows = [
        (evaluation.classes[true].name, evaluation.classes[answer].name, f"{confusion.at(true, answer):,}")
        for true, answer in pairs
    ]
    if not rows:
        return ("Not one mistake.",)
    said = f"The most frequent of {len(cells):,} kinds of mistakes; --json has the whole matrix."
    return said, table(("What it is", "Taken for", "Images"), rows, right=(2,))
