"""Summary: the result of a run from its logs."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from engine.events import AnyLogEvent, EpochDone, Evaluated, StoppedBy
from engine.runs.accuracy_and_confusion import class_accuracy, plain
from engine.runs.folder import Result, RunFolder
from engine.runs.logs import Records, read_events, read_steps
from engine.runs.step_figures import means, speed


def summary(folder: RunFolder, stopped_by: StoppedBy) -> Result:
    """What the run came to so far: training figures of its last epoch or the part of it, test figures of its end."""
    events, records = read_events(folder.events_file), read_steps(folder.steps_file)
    loss, accuracy = means(_last_epoch(events, records))
    test = _test(events, len(records))
    return Result(
        folder.id,
        stopped_by,
        sum(isinstance(event, EpochDone) for event in events),
        len(records),
        float(records["seconds"].sum(dtype=np.float64)),
        speed(records),
        loss,
        accuracy,
        test.loss if test else None,
        test.accuracy if test else None,
        tuple(plain(float(share)) for share in class_accuracy(test.confusion)) if test else (),
    )


def _last_epoch(events: Iterable[AnyLogEvent], records: Records) -> Records:
    ends = [event.step for event in events if isinstance(event, EpochDone)]
    begin = ends[-1] if ends else 0
    if begin == len(records) and ends:
        begin = ends[-2] if len(ends) > 1 else 0
    return records[begin:]


def _test(events: Iterable[AnyLogEvent], step: int) -> Evaluated | None:
    """The test after the last step, if there was one."""
    found = [event for event in events if isinstance(event, Evaluated) and event.split == "test"]
    return found[-1] if found and found[-1].step == step else None


def write_summary(folder: RunFolder, stopped_by: StoppedBy) -> Result:
    """Writes result.json; raises OSError."""
    result = summary(folder, stopped_by)
    folder.write_result(result)
    return result
