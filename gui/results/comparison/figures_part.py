"""FiguresPart: what runs reached, side by side; the best of each figure stands out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import isnan
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from engine import figures
from engine.metrics.class_scores import Averages
from engine.service.comparison.comparison_answers import MARK, ComparedRun, Reached
from gui.appearance.numerals import loss, numeral, percent
from gui.results.comparison.side_by_side import Line, SideBySide

NONE = "–"
Value = float | None


@dataclass(frozen=True)
class Figure:
    """What it is called and means, how it is read of a run and written; `better` is 1 where more is better, or −1."""

    title: str
    value: Callable[[Reached], Value]
    text: Callable[[float], str]
    better: int = 0
    help: str = ""


def _mean(name: str) -> Callable[[Reached], Value]:
    return lambda reached: None if reached.averages is None else getattr(reached.averages, name)


def _top(k: int) -> Callable[[Reached], Value]:
    return lambda reached: reached.top[k - 1] if len(reached.top) >= k else None


def _whole(value: float) -> str:
    return numeral(int(value))


def _speed(value: float) -> str:
    return numeral(value, ",.0f")


UNKNOWN = "not known"
LEAK = "Test images that a run learned from, as own drawings, are counted all the same"
RIGHT = "The share of the test images that is right"
LEAST, MOST = "Of all images like these at least so many are right: 95 % interval of Wilson", "The upper end of that"
ENTROPY, MEANS = "The mean cross-entropy on the test images", "The mean over the classes, each of which counts alike"
CHOICES, APART = "The true class is among the first {} choices", "By how much sureness and accuracy differ on average"
FIGURES = (
    Figure("Accuracy", lambda one: one.accuracy, percent, 1, RIGHT),
    Figure("Accuracy, at least", lambda one: one.interval and one.interval[0], percent, 0, LEAST),
    Figure("Accuracy, at most", lambda one: one.interval and one.interval[1], percent, 0, MOST),
    Figure("Loss", lambda one: one.loss if one.accuracy is not None else None, loss, -1, ENTROPY),
    Figure("Precision, mean over classes", _mean("precision"), percent, 1, MEANS),
    Figure("Recall, mean over classes", _mean("recall"), percent, 1, MEANS),
    Figure("F1, mean over classes", _mean("f1"), percent, 1, MEANS),
    *(Figure(f"Top-{k}", _top(k), percent, 1, CHOICES.format(k)) for k in range(2, 6)),
    Figure("Calibration error", lambda one: one.calibration_error, percent, -1, APART),
    Figure("Test images", lambda one: one.images, _whole),
    Figure("Tested after step", lambda one: one.tested_at, _whole),
    Figure("Steps", lambda one: one.step, _whole),
    Figure("Time", lambda one: one.seconds, figures.duration),
    Figure("Images a second", lambda one: one.images_per_second, _speed, 1),
    Figure("Parameters", lambda one: one.parameters, _whole),
)


class FiguresPart(QWidget):
    """The table alone; what no run has is left out."""

    stem, noun = "compared-figures", "figures"  # of what is copied and saved

    def __init__(self) -> None:
        super().__init__()
        self.view = SideBySide("Figures of runs")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view)

    def show_figures(self, names: Sequence[str], runs: Sequence[ComparedRun], known: Mapping[Path, Averages]) -> None:
        """Shows those of other runs; `known` are averages over the classes that their logs do not have."""
        reached = [_with(one.reached, known.get(one.folder)) for one in runs]
        accuracy, *others = (line_of(figure, reached) for figure in FIGURES)
        lines = (accuracy and _marked(accuracy, reached), _leaks(reached), *others)
        shown = [line for line in lines if line is not None]
        self.view.show_lines(names, shown, [one.difference for one in runs])

    # --- for other programs ---

    @property
    def picture(self) -> QWidget:
        """What is copied as a picture: the whole table."""
        return self.view.whole()

    @property
    def filled(self) -> bool:
        """Whether there is anything to copy."""
        return bool(self.view.rows.lines)

    def table(self) -> Iterator[Sequence[Any]]:
        """All figures as they are."""
        return self.view.rows.table()


def _with(reached: Reached, averages: Averages | None) -> Reached:
    return reached if averages is None or reached.averages is not None else replace(reached, averages=averages)


def line_of(figure: Figure, runs: Sequence[Reached]) -> Line | None:
    """A figure of all runs; None where no run has it."""
    values = [_known(figure.value(one)) for one in runs]
    if all(value is None for value in values):
        return None
    texts = tuple(NONE if value is None else figure.text(value) for value in values)
    plain = tuple("" if value is None else value for value in values)
    return Line(figure.title, texts, plain, _best(figure, values, texts), figure.help)


def _marked(accuracy: Line, runs: Sequence[Reached]) -> Line:
    """With a sign at each that counts images which were learned, or may."""
    texts = (f"{text}{MARK}" if one.leak else text for text, one in zip(accuracy.values, runs, strict=True))
    return replace(accuracy, values=tuple(texts))


def _leaks(runs: Sequence[Reached]) -> Line | None:
    """What the sign says; None where there is none."""
    if not any(one.leak for one in runs):
        return None
    texts = tuple(NONE if not one.leak else UNKNOWN if one.learned is None else numeral(one.learned) for one in runs)
    return Line(f"{MARK} Learned test images", texts, texts, help=LEAK)


def _known(value: Value) -> Value:
    return None if value is None or isnan(value) else value


def _best(figure: Figure, values: Sequence[Value], texts: Sequence[str]) -> frozenset[int]:
    """Where all are written alike none stands out."""
    found = [value for value in values if value is not None]
    if not figure.better or len(set(texts)) < 2 or len(found) < 2:
        return frozenset()
    best = max(found, key=lambda value: figure.better * value)
    return frozenset(place for place, value in enumerate(values) if value == best)
