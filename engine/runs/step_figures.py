"""Step figures: what records of steps come to, as an event and as speed and means."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from engine.events import StepsDone
from engine.runs.logs import Records
from engine.runs.plain import plain


def steps_done(run: str, records: Records) -> StepsDone:
    """The event for some steps."""
    return StepsDone(
        run,
        records["step"].astype(np.int64),
        records["loss"].copy(),
        accuracies(records),
        records["rate"].copy(),
        float(records["seconds"].sum(dtype=np.float64)),
        speed(records) or 0.0,
    )


def accuracies(records: Records) -> NDArray[np.float32]:
    """Of each step, a fraction; no number where its record is damaged."""
    images = np.where(records["images"] > 0, records["images"], np.nan)
    found: NDArray[np.float32] = (records["correct"] / images).astype(np.float32)
    return found


def speed(records: Records) -> float | None:
    """Images per second of the training steps alone; None without any."""
    seconds = float(records["seconds"].sum(dtype=np.float64))
    return float(records["images"].sum()) / seconds if seconds > 0 else None


def means(records: Records) -> tuple[float | None, float | None]:
    """Loss and accuracy over the images of some steps, as they were trained; None where it is no number.

    Steps whose records are damaged count for nothing.
    """
    records = records[records["images"] > 0]
    images = int(records["images"].sum())
    if images == 0:
        return None, None
    loss = float(np.dot(records["loss"].astype(np.float64), records["images"].astype(np.float64))) / images
    return plain(loss), int(records["correct"].sum()) / images
