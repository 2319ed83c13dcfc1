"""Runs that never made a step: only those that a dead process left are taken away."""

import os

import pytest

from engine.project.project import Project
from engine.runs.collection.unstarted import discard_if_dead, made_no_step
from engine.runs.folder import RunFolder
from engine.runs.lock.lock import Lock
from engine.runs.logs import STEP


@pytest.fixture
def folder(tmp_path):
    made = RunFolder.create(Project(), tmp_path)
    (made.checkpoints / "000000").mkdir()
    (made.snapshots / "000000.safetensors").touch()
    return made


def abandoned(folder):
    folder.lock_file.write_text('{"pid": 1, "started": 5.0, "host": "elsewhere"}')
    os.utime(folder.lock_file, (1, 1))


def test_one_that_a_dead_process_left_is_taken_away(folder):
    abandoned(folder)
    discard_if_dead(folder)
    assert not folder.path.exists()


def test_one_that_trains_or_may_still_begin_stays(folder):
    discard_if_dead(folder)
    assert folder.path.exists()
    lock = Lock(folder.lock_file)
    lock.acquire()
    discard_if_dead(folder)
    assert folder.lock_file.exists()
    lock.release()


@pytest.mark.parametrize(
    ("place", "content"),
    [
        ("steps.bin", bytes(STEP.itemsize)),
        ("checkpoints/000001/manifest.json", b""),
        ("snapshots/000004.safetensors", b""),
        ("predictions/000000-test.bin", b""),
    ],
)
def test_anything_that_it_reached_is_kept(folder, place, content):
    assert made_no_step(folder)
    path = folder.path / place
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    assert not made_no_step(folder)
    abandoned(folder)
    discard_if_dead(folder)
    assert path.exists()


def test_what_cannot_be_told_is_kept(folder):
    folder.steps_file.mkdir()
    assert not made_no_step(folder)
