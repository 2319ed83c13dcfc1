"""Runs beside each other, as the engine answers them."""

from pathlib import Path

import numpy as np

from engine.metrics.class_scores import Averages
from engine.metrics.confusion import combined
from engine.metrics.side_by_side import side_by_side
from engine.project.project import Project
from engine.service.comparison.comparison_answers import Agreement, ComparedRun, ComparedRuns, Pair, Reached, SettingRow
from tests.gui.results.garments import ANSWERS, GARMENTS, LABELS, SURE

A, B, C = (Path("/runs") / name for name in "abc")
OTHERS = np.array([0, 1, 2, 1, 3, 1, 2, 0])  # what B takes the garments for


def reached(accuracy=0.9, **fields):
    usual = {
        "step": 750,
        "tested_at": 750,
        "images": 2000,
        "loss": 0.25,
        "interval": None if accuracy is None else (accuracy - 0.01, accuracy + 0.01),
        "averages": Averages(0.8, 0.81, 0.82),
        "top": (accuracy, 0.95, 0.99),
        "calibration_error": 0.02,
        "seconds": 80.0,
        "images_per_second": 5000.0,
        "parameters": 61706,
    }
    return Reached(**{"accuracy": accuracy, **usual, **fields})


def compared(*runs, settings=(), **fields):
    found = runs or ((A, reached()), (B, reached(0.92)))
    return ComparedRuns(tuple(ComparedRun(folder, Project(), one) for folder, one in found), tuple(settings), **fields)


SETTINGS = (SettingRow("Training", "Seed", ("1", "2")), SettingRow("Training", "Batch size", ("64", "64")))


def garment_pair(predictions):
    """A is right on 0, 2, 5 and 6, B on 0, 1, 2, 5 and 6: both are wrong on 3, 4 and 7, on 7 with other answers."""
    first = predictions(LABELS, ANSWERS, SURE)
    other = predictions(LABELS, OTHERS, SURE[::-1].copy(), classes=4)
    a, b = first.ranks == 1, other.ranks == 1
    counts = (int((a & b).sum()), int((a & ~b).sum()), int((~a & b).sum()), int((~a & ~b).sum()))
    order = side_by_side(combined(first.metrics.confusion, other.metrics.confusion))
    said = "B is right on 1 image that A gets wrong, A on 0."
    return Pair(Agreement(*counts), said, GARMENTS, first, other, order=order)


def front(page, part):
    """Brings a part to the front."""
    page.parts.show_page(part)
    return getattr(page, part)
