"""Logs read back what was written, whatever a kill left at their end."""

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.events import CheckpointSaved, Evaluated, Failed, StateChanged
from engine.runs.logs import STEP, EventLog, StepLog, read_events, read_steps

EVENTS = [
    StateChanged("r", 1.5, "running", 0, "Reading “digits”"),
    Evaluated("r", 2.0, "test", 1, 10, None, 0.5, ((1, 1), (0, 2)), 0.25),
    CheckpointSaved("r", 3.0, 10),
    Failed("r", 4.0, "The disk is full.", "Free some space.", 12),
]


def records(first, count):
    rows = np.zeros(count, STEP)
    rows["step"] = np.arange(first, first + count)
    rows["loss"] = 1 / rows["step"]
    return rows


def test_events_come_back(tmp_path):
    log = EventLog(tmp_path / "events.jsonl", 0)
    for event in EVENTS:
        log.append(event)
    log.close()
    assert read_events(tmp_path / "events.jsonl") == EVENTS


@given(cut=st.integers(0, 400))
def test_a_torn_event_log_gives_its_whole_lines(tmp_path_factory, cut):
    path = tmp_path_factory.mktemp("log") / "events.jsonl"
    log = EventLog(path, 0)
    for event in EVENTS:
        log.append(event)
    log.close()
    whole = path.read_bytes()[:cut]
    path.write_bytes(whole)
    assert read_events(path) == EVENTS[: whole.count(b"\n")]


@given(count=st.integers(0, 20), torn=st.integers(0, STEP.itemsize - 1))
def test_a_torn_step_log_gives_its_whole_records(tmp_path_factory, count, torn):
    path = tmp_path_factory.mktemp("log") / "steps.bin"
    path.write_bytes(records(1, count).tobytes() + b"\xff" * torn)
    assert read_steps(path)["step"].tolist() == list(range(1, count + 1))


def test_going_on_cuts_what_came_after(tmp_path):
    path = tmp_path / "steps.bin"
    path.write_bytes(records(1, 10).tobytes() + b"torn")
    log = StepLog(path, 7)
    log.append(records(8, 2))
    log.sync()
    log.close()
    assert read_steps(path)["step"].tolist() == [1, 2, 3, 4, 5, 6, 7, 8, 9]


def test_a_log_that_lost_more_than_was_cut_goes_on_after_its_last_whole_line(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_bytes(msgspec.json.encode(EVENTS[0]) + b"\n" + msgspec.json.encode(EVENTS[1])[:-5])
    log = EventLog(path, 10_000)
    log.append(EVENTS[1])
    log.close()
    assert read_events(path) == EVENTS[:2]


def test_no_file_is_an_empty_log(tmp_path):
    assert read_events(tmp_path / "none") == []
    assert len(read_steps(tmp_path / "none")) == 0


def test_records_are_not_for_writing(tmp_path):
    path = tmp_path / "steps.bin"
    path.write_bytes(records(1, 3).tobytes())
    with pytest.raises(ValueError):
        read_steps(path)["loss"][0] = 1.0
