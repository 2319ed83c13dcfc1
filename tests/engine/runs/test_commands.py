"""A word in a file: renamed into place by one, taken once by another."""

import os

import pytest

from engine.errors import InputError, RunFolderError
from engine.project.project import Project
from engine.runs.commands import COMMANDS, cleared, send, taken
from engine.runs.folder import RunFolder


@pytest.fixture
def run(tmp_path):
    return RunFolder.create(Project(), tmp_path)


@pytest.mark.parametrize("word", ["pause", "resume", "stop", "evaluate"])
def test_a_word_is_taken_once_and_nothing_is_left(run, word):
    before = sorted(run.path.iterdir())
    assert taken(run.command_file) is None
    send(run.path, word)
    assert (run.path / "command").read_text() == f"{word}\n"
    assert taken(run.command_file) == word
    assert taken(run.command_file) is None
    assert sorted(run.path.iterdir()) == before


def test_these_are_all_words():
    assert COMMANDS == ("pause", "resume", "stop", "evaluate")


def test_the_newest_word_counts(run):
    send(str(run.path), "pause")
    send(run.path, "stop")
    assert taken(run.command_file) == "stop"


@pytest.mark.parametrize("content", [b"", b"pause and more", b"\xff\xfe\x00", b"x" * 10**6, b"  stop \r\n"])
def test_whatever_lies_there_is_taken(run, content):
    run.command_file.write_bytes(content)
    assert len(taken(run.command_file)) <= 100
    assert not run.command_file.exists()


@pytest.mark.parametrize("make", [os.mkdir, *filter(None, [getattr(os, "mkfifo", None)])])
def test_what_is_no_file_is_no_word(run, make):
    make(run.command_file)
    before = sorted(run.path.iterdir())
    assert taken(run.command_file) is None
    assert sorted(run.path.iterdir()) == before


def test_another_word_is_refused_with_the_one_that_was_meant(run):
    with pytest.raises(InputError, match="puase") as refused:
        send(run.path, "puase")
    assert refused.value.hint == "Did you mean “pause”?"
    assert not run.command_file.exists()


def test_where_there_is_no_run_nothing_is_told(tmp_path):
    with pytest.raises(RunFolderError):
        send(tmp_path / "none", "stop")
    with pytest.raises(RunFolderError):
        send(tmp_path, "stop")


def test_clearing_needs_nothing_to_clear(run):
    cleared(run.command_file)
    send(run.path, "stop")
    cleared(run.command_file)
    assert taken(run.command_file) is None
