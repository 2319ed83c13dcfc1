"""Step figures: what records of steps come to, as an event and as speed and means."""

from __future__ import annotations

import numpy as np

from engine.events import StepsDone
from engine.runs.logs import Records
from engine.runs.plain import plain


def steps_done(run: str, records: Records) -> StepsDone:
    """The event for some steps."""
    return StepsDone(
        run,
        records["step"].astype(np.int64),
        records["loss"].copy(),
        (records["correct"] / np.maximum(records["images"], 1)).astype(np.float32),
        records["rate"].copy(),
        float(records["seconds"].sum(dtype=np.float64)),
        speed(records) or 0.0,
    )


def speed(records: Records) -> float | None:
    """Images per second of the training steps alone; None without any."""
    seconds = float(records["seconds"].sum(dtype=np.float64))
    return float(records["images"].sum()) / seconds if seconds > 0 else None


def means(records: Records) -> tuple[float | None, float | None]:
    """Loss and accuracy over the images of some steps, as they were trained; None where it is no number."""
    images = int(records["images"].sum())
    if images == 0:
        return None, None
    loss = float(np.dot(records["loss"].astype(np.float64), records["images"].astype(np.float64))) / images
    return plain(loss), int(records["correct"].sum()) / images
