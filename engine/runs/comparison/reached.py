"""Reached: the figures of a run, to stand beside those of others; from its small files alone, without images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import RunFolderError
from engine.events import Evaluated
from engine.metrics.calibration import calibration
from engine.metrics.class_scores import Averages, class_scores
from engine.metrics.confusion import of_rows
from engine.metrics.interval import wilson
from engine.metrics.top_k import top_k
from engine.runs.collection.run_list import RunSummary
from engine.runs.comparison.tested_images import newest_test
from engine.runs.family.learned_images import leak_of
from engine.runs.kept.predictions import Predicted, mean_loss, right, share_right
from engine.runs.reader import RunReader


@dataclass(frozen=True)
class Reached:
    """On the test images, by the newest test that is kept; what is not known is None.

    `tested_at` is the step of that test and `images` how many it looked at. Shares are fractions; `interval` is that of
    the accuracy at 95 %, `averages` are means over the classes, `top[k - 1]` the share of the images whose class is
    among the first k choices. `calibration_error` is by how much sureness and accuracy differ.
    """

    step: int
    tested_at: int | None
    images: int | None
    accuracy: float | None
    loss: float | None
    interval: tuple[float, float] | None
    averages: Averages | None
    top: tuple[float, ...]
    calibration_error: float | None
    seconds: float | None
    images_per_second: float | None
    parameters: int | None
    leak: str = ""  # that the accuracy counts images that it learned from, in words
    learned: int | None = None  # how many


def reached(reader: RunReader, run: RunSummary) -> Reached:
    """Of a run that can be read. Raises LayerscopeError, in words, where its project cannot."""
    tested = _newest(reader)
    if tested is None:
        return _untested(run)
    step, found = tested
    logged = [one for one in reader.evaluations() if (one.split, one.step) == ("test", step)]
    learned = logged[-1].learned if logged else None
    classes = len(reader.folder.latest_project().facts.classes)
    hits = right(found)
    return Reached(
        run.step,
        step,
        len(found),
        share_right(found),
        logged[-1].loss if logged else mean_loss(found),  # what is stored of single images is cut off at 103
        wilson(int(hits.sum()), len(found)),
        _averages(logged),
        top_k(found["rank"], classes),
        calibration(hits, found["probability"]).error,
        run.seconds,
        run.images_per_second,
        run.recipe.parameters,
        leak_of(reader.folder, learned, drawings=run.recipe.drawings),
        learned,
    )


def _newest(reader: RunReader) -> tuple[int, Predicted] | None:
    try:
        return newest_test(reader)
    except RunFolderError:  # none, or one that cannot be read: what the log says stands for it
        return None


def _untested(run: RunSummary) -> Reached:
    """What the list has of it."""
    figures = (run.accuracy, run.loss, None, None, (), None, run.seconds, run.images_per_second)
    tested = run.tested_at if run.tested_at is not None or run.accuracy is None else run.step
    return Reached(run.step, tested, None, *figures, run.recipe.parameters, run.leak)


def _averages(logged: Sequence[Evaluated]) -> Averages | None:
    """Of the matrix that was logged: that of very many classes is not, and needs the labels."""
    event = next((one for one in logged if one.confusion), None)
    return None if event is None else class_scores(of_rows(event.confusion)).macro
