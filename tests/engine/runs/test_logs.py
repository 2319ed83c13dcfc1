"""Logs read back what was written, whatever a kill left at their end."""

import subprocess
import sys

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import RunFolderError
from engine.events import CheckpointSaved, Evaluated, Failed, StateChanged
from engine.runs.logs import (
    STEP,
    EventLog,
    Logged,
    StepLog,
    damaged_steps,
    logged_steps,
    read_events,
    read_log,
    read_steps,
)

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
    assert logged_steps(path) == count


@given(count=st.integers(0, 20), begin=st.integers(0, 25), end=st.none() | st.integers(0, 25))
def test_a_part_of_the_step_log_is_what_a_slice_of_it_would_be(tmp_path_factory, count, begin, end):
    path = tmp_path_factory.mktemp("log") / "steps.bin"
    path.write_bytes(records(1, count).tobytes())
    assert read_steps(path, begin, end)["step"].tolist() == list(range(1, count + 1))[begin:end]


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
    assert len(read_steps(tmp_path / "none")) == logged_steps(tmp_path / "none") == 0


READER = """
import sys
from pathlib import Path
from engine.runs.logs import read_steps
path = Path(sys.argv[1])
print("begun", flush=True)
for _ in range(3000):
    found = read_steps(path)
    assert int(found["step"].astype("int64").sum()) == len(found) * (len(found) + 1) // 2
    read_steps(path, 500)["loss"].sum()
"""


def test_whoever_reads_the_steps_lives_on_when_they_are_cut(tmp_path):
    """A log that was mapped into memory ended the process that looked at it, without a word."""
    path = tmp_path / "steps.bin"
    path.write_bytes(records(1, 1000).tobytes())
    reader = subprocess.Popen([sys.executable, "-c", READER, path], stdout=subprocess.PIPE, text=True)
    assert reader.stdout.readline() == "begun\n"
    while reader.poll() is None:
        log = StepLog(path, 7)
        log.append(records(8, 993))
        log.close()
    reader.stdout.close()
    assert reader.returncode == 0


def test_records_end_where_zeros_begin(tmp_path):
    """A reader may meet them amid a cut, and a power failure may leave them."""
    path = tmp_path / "steps.bin"
    path.write_bytes(records(1, 3).tobytes() + bytes(300 * STEP.itemsize))
    assert read_steps(path)["step"].tolist() == [1, 2, 3]
    path.write_bytes(bytes(300 * STEP.itemsize))
    assert read_steps(path)["step"].tolist() == []


def test_a_record_of_another_step_tells_no_figures_and_the_rest_stays(tmp_path):
    """Damaged ones would else draw a chart of a billion steps; and a run goes on behind them."""
    path, damaged = tmp_path / "steps.bin", records(1, 6)
    damaged["step"][3], damaged["images"] = 1_500_000_000, 4
    path.write_bytes(damaged.tobytes())
    found = read_steps(path)
    assert found["step"].tolist() == [1, 2, 3, 4, 5, 6]
    assert np.isnan(found["loss"]).tolist() == [False, False, False, True, False, False]
    assert found["images"].tolist() == [4, 4, 4, 0, 4, 4]
    assert damaged_steps(found) == 1
    assert not found.flags.writeable


@given(damage=st.sets(st.integers(0, 19)), begin=st.integers(0, 25), end=st.none() | st.integers(0, 25))
def test_a_part_of_a_damaged_log_is_what_a_slice_of_it_would_be(tmp_path_factory, damage, begin, end):
    """Whoever reads on from a step, and whoever reads all, are told the same."""
    path, rows = tmp_path_factory.mktemp("log") / "steps.bin", records(1, 20)
    rows["step"][list(damage)] = 77
    path.write_bytes(rows.tobytes())
    whole = read_steps(path)
    assert len(whole) == max((place + 1 for place in range(20) if place not in damage), default=0)
    assert read_steps(path, begin, end).tobytes() == whole[begin:end].tobytes()


def test_records_are_not_for_writing(tmp_path):
    path = tmp_path / "steps.bin"
    path.write_bytes(records(1, 3).tobytes())
    with pytest.raises(ValueError):
        read_steps(path)["loss"][0] = 1.0


UNKNOWN = [
    b'{"event":"weather","run":"r","time":1.0,"sun":true}',  # of a newer program
    b'{"event":"state","run":"r","time":1.0,"state":"dreaming","step":0}',  # a word of a newer program
    b'{"run":"r","time":1.0}',
    b"\0\0\0\0",  # blocks that a disk lost in a power cut
    b"",
    b"\xff{",
    b'{"event":"checkpoint","run":',
    b"[]",
    b"[" * 5000,
]


def lines(*events):
    return b"".join(line + b"\n" for line in (e if isinstance(e, bytes) else msgspec.json.encode(e) for e in events))


@pytest.mark.parametrize("unknown", UNKNOWN)
@pytest.mark.parametrize("at", range(len(EVENTS) + 1))
def test_a_whole_line_that_is_not_known_hides_nothing_and_is_counted(tmp_path, unknown, at):
    path = tmp_path / "events.jsonl"
    path.write_bytes(lines(*EVENTS[:at], unknown, *EVENTS[at:], unknown) + unknown[:3])
    assert read_log(path) == Logged(tuple(EVENTS), 2)


def test_unknown_fields_of_a_known_event_are_passed_over(tmp_path):
    path = tmp_path / "events.jsonl"
    path.write_bytes(lines(msgspec.json.encode(EVENTS[2])[:-1] + b',"place":"home"}'))
    assert read_log(path) == Logged((EVENTS[2],), 0)


@pytest.mark.parametrize("unknown", UNKNOWN)
def test_going_on_leaves_lines_of_a_newer_program_where_they_are(tmp_path, unknown):
    path = tmp_path / "events.jsonl"
    before = lines(EVENTS[0], unknown, EVENTS[1], unknown)
    path.write_bytes(before + b'{"event":"torn')
    log = EventLog(path, len(before) + 5)
    log.append(EVENTS[2])
    log.close()
    assert path.read_bytes() == before + lines(EVENTS[2])


@pytest.mark.parametrize("read", [read_log, read_events, read_steps, logged_steps])
def test_a_log_that_cannot_be_read_is_told_by_its_name(tmp_path, read):
    (tmp_path / "events.jsonl").mkdir()
    with pytest.raises(RunFolderError, match=r"events.jsonl” cannot be read \("):
        read(tmp_path / "events.jsonl")
