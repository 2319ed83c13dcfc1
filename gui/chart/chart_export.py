"""The figures of the chart as a file: all of them, as CSV. It is written aside and renamed."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from engine.files import written_aside
from gui.chart.plot.curves import SPLITS, RunCurves

ROWS_AT_A_TIME = 4000
HEADER = (
    "step,epoch_end,training_loss,training_accuracy,learning_rate,"
    "validation_loss,validation_accuracy,test_loss,test_accuracy"
)


def write_csv(run: RunCurves, path: Path) -> Iterator[float]:
    """Write every recorded figure, a row per step; yields the share done, so that a window stays fluid meanwhile.

    Empty: nothing recorded at this step; `epoch_end` is the epoch that ended there. Raises OSError.
    """
    with written_aside(path) as file:
        file.write(f"{HEADER}\n".encode())
        yield 0.0
        for rows, share in _csv_rows(run):
            file.write("".join(rows).encode())
            yield share


def _csv_rows(run: RunCurves) -> Iterator[tuple[list[str], float]]:
    """Rows in blocks, with the share done after each."""
    evaluated = [step for split in SPLITS for step in run.evaluations[split].steps]
    steps = np.union1d(run.loss.steps, np.array(evaluated, dtype=np.int64))
    series = [(s.steps.copy(), s.values.copy()) for s in (run.loss, run.accuracy, run.learning_rate)]
    epochs, tails = {step: str(epoch) for step, epoch in run.epochs}, _evaluation_cells(run)
    nothing = "," * (2 * len(SPLITS) - 1)
    for start in range(0, len(steps), ROWS_AT_A_TIME):
        block = steps[start : start + ROWS_AT_A_TIME]
        cells = zip(block.tolist(), *(_cells(block, *columns) for columns in series), strict=True)
        rows = [f"{s},{epochs.get(s, '')},{a},{b},{c},{tails.get(s, nothing)}\n" for s, a, b, c in cells]
        yield rows, (start + len(block)) / len(steps)


def _cells(block: NDArray, steps: NDArray, values: NDArray) -> list[str]:
    """The values recorded at the steps of `block`, in the fewest digits that are exact; empty where there is none."""
    places = np.minimum(np.searchsorted(steps, block), max(len(steps) - 1, 0))
    if not len(steps):
        return [""] * len(block)
    found, recorded = values[places].astype(str), steps[places] == block
    return np.where(recorded, found, "").tolist()


def _evaluation_cells(run: RunCurves) -> dict[int, str]:
    """The last cells of the rows that have any."""
    columns = [run.evaluations[split] for split in SPLITS]
    result = {}
    for step in {step for evaluations in columns for step in evaluations.steps}:
        figures = [e.value_at(step, measure) for e in columns for measure in ("loss", "accuracy")]
        result[step] = ",".join("" if value is None else repr(value) for value in figures)
    return result
