"""Summary: the result of a run from its logs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from engine.events import AnyLogEvent, EpochDone, Evaluated, StoppedBy, rate_changes
from engine.metrics.class_scores import class_scores
from engine.metrics.confusion import of_rows
from engine.runs.folder import Result, RunFolder
from engine.runs.logs import Records, read_events, read_steps
from engine.runs.plain import plain
from engine.runs.step_figures import means, speed


def summary(folder: RunFolder, stopped_by: StoppedBy) -> Result:
    """What the run came to so far: training figures of its last epoch or the part of it, test figures of its end."""
    events, records = read_events(folder.events_file), read_steps(folder.steps_file)
    each = _steps_per_epoch(events, len(records))
    loss, accuracy = means(_last_epoch(records, each))
    test = _test(events, len(records))
    return Result(
        folder.id,
        stopped_by,
        len(records) // each,
        len(records),
        float(records["seconds"].sum(dtype=np.float64)),
        speed(records),
        loss,
        accuracy,
        test.loss if test else None,
        test.accuracy if test else None,
        _class_accuracy(test) if test else (),
        test.averaged_loss if test else None,
        test.averaged_accuracy if test else None,
        len(rate_changes(events)),
    )


def _class_accuracy(test: Evaluated) -> tuple[float | None, ...]:
    if not test.confusion:
        return ()
    return tuple(plain(share) for share in class_scores(of_rows(test.confusion)).recall.tolist())


def _steps_per_epoch(events: Iterable[AnyLogEvent], steps: int) -> int:
    """From any epoch that ended, as they are all of one length; more than all steps while none is known to have."""
    return next((event.step // event.epoch for event in events if isinstance(event, EpochDone)), 0) or steps + 1


def _last_epoch(records: Records, steps_per_epoch: int) -> Records:
    """The records of the last epoch, or of the part of it that there is."""
    return records[max(0, len(records) - 1) // steps_per_epoch * steps_per_epoch :]


def _test(events: Iterable[AnyLogEvent], step: int) -> Evaluated | None:
    """The test after the last step, if there was one."""
    found = [event for event in events if isinstance(event, Evaluated) and event.split == "test"]
    return found[-1] if found and found[-1].step == step else None


def write_summary(folder: RunFolder, stopped_by: StoppedBy) -> Result:
    """Writes result.json; raises OSError."""
    result = summary(folder, stopped_by)
    folder.write_result(result)
    return result
