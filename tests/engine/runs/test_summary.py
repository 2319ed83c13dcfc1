"""What a run came to follows from its logs, also where lines of them are not known."""

import msgspec
import numpy as np
import pytest

from engine.events import EpochDone, Evaluated, RateChanged
from engine.project.project import Project
from engine.runs.folder import RunFolder
from engine.runs.logs import STEP, EventLog, StepLog
from engine.runs.summary import summary

EPOCH = 10  # steps
NEWER = b'{"event":"epoch","run":"r","time":0.0,"epoch":{"of":2}}\n'


def run(tmp_path, steps, unknown=()):
    """A run of so many steps, whose loss is the number of its epoch; those lines of its log are of a newer program."""
    folder = RunFolder.create(Project(), tmp_path, f"run-{steps}-{len(unknown)}")
    log = EventLog(folder.events_file, 0)
    for epoch in range(1, steps // EPOCH + 1):
        step = epoch * EPOCH
        log.append(EpochDone("r", 0.0, epoch, step, float(epoch), 0.5, 1.0))
        log.append(Evaluated("r", 0.0, "test", epoch, step, 0.25, 0.75, ((3, 1), (1, 3)), 0.1))
    log.close()
    lines = folder.events_file.read_bytes().splitlines(keepends=True)
    for at in unknown:
        lines[at] = NEWER
    folder.events_file.write_bytes(b"".join(lines))
    records = np.zeros(steps, STEP)
    records["step"] = np.arange(1, steps + 1)
    records["loss"] = (records["step"] - 1) // EPOCH + 1
    records["images"], records["correct"] = 4, 3
    steps_log = StepLog(folder.steps_file, 0)
    steps_log.append(records)
    steps_log.close()
    return folder


@pytest.mark.parametrize(
    ("steps", "epochs", "loss"),
    [(0, 0, None), (1, 0, 1.0), (9, 0, 1.0), (10, 1, 1.0), (11, 1, 2.0), (35, 3, 4.0), (40, 4, 4.0)],
)
def test_the_training_figures_are_those_of_the_last_epoch_or_its_part(tmp_path, steps, epochs, loss):
    found = summary(run(tmp_path, steps), "budget")
    assert (found.steps, found.epochs, found.train_loss) == (steps, epochs, loss)


@pytest.mark.parametrize("steps", [30, 35])
@pytest.mark.parametrize("unknown", [(0,), (2,), (4,), (0, 2), (2, 4), (0, 4)])
def test_lines_of_a_newer_program_change_no_figure(tmp_path, steps, unknown):
    known, seen = (summary(run(tmp_path, steps, lines), "budget") for lines in ((), unknown))
    assert msgspec.structs.replace(seen, run=known.run) == known


def test_without_the_last_test_there_are_no_test_figures(tmp_path):
    found = summary(run(tmp_path, 20, (3,)), "budget")
    assert (found.test_accuracy, found.class_accuracy) == (None, ())


def test_how_often_the_rate_was_changed_by_hand(tmp_path):
    folder = run(tmp_path, 20)
    log = EventLog(folder.events_file, folder.events_file.stat().st_size)
    for step in (3, 7):
        log.append(RateChanged("r", 0.0, step, 0.1, 0.2))
    log.close()
    assert summary(folder, "budget").rate_changes == 2
