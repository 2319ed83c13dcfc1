"""Runs to be listed."""

from pathlib import Path

from engine.service.answers import RunSummary
from gui.runs.column_choice import KEYS


def summary(number, **fields):
    name = f"2026-11-{number:02d}_1745{number:02d}_lenet-5_k3f"
    values = {"title": f"LeNet {number}", "step": 100 * number, "accuracy": 0.9 + number / 1000, "state": "finished"}
    return RunSummary(Path("/runs") / name, name, **{**values, **fields})


def titles(page):
    model = page.table.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def shown_columns(table):
    header = table.horizontalHeader()
    order = sorted(range(len(KEYS)), key=header.visualIndex)
    return [KEYS[column] for column in order if not table.isColumnHidden(column)]
