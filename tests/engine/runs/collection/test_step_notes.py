"""Notes at the steps of a run: kept with what else a person says of it, searched and listed with it."""

import json

import pytest

from engine.errors import NewerVersion, ProjectError
from engine.runs.collection.label import (
    LABEL,
    LONGEST_STEP_NOTE,
    MOST_STEP_NOTES,
    LabelChange,
    StepNote,
    read_label,
    write_label,
    write_step_note,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "label.json"


def noted(path):
    return [(note.step, note.text) for note in read_label(path).at_steps]


def test_they_are_sorted_and_there_is_one_a_step(path):
    for step, text in ((9, "later"), (4, "first"), (9, "  later,\n and better ")):
        write_step_note(path, StepNote(step, text))
    assert noted(path) == [(4, "first"), (9, "later, and better")]


def test_one_without_words_takes_away_what_stands_there(path):
    write_step_note(path, StepNote(4, "first"))
    write_step_note(path, StepNote(4, "  "))
    write_step_note(path, StepNote(5, ""))
    assert noted(path) == []


def test_what_else_is_said_of_the_run_stays_and_so_do_they(path):
    write_label(path, LabelChange(title="Mine", note="Good", tags=("wide",), pinned=True))
    write_step_note(path, StepNote(4, "first"))
    write_label(path, LabelChange(note="Better"))
    label = read_label(path)
    assert (label.title, label.note, label.tags, label.pinned) == ("Mine", "Better", ("wide",), True)
    assert noted(path) == [(4, "first")]


@pytest.mark.parametrize("note", [StepNote(-1, "before"), StepNote(3, "x" * (LONGEST_STEP_NOTE + 1))])
def test_what_cannot_be_is_refused_and_nothing_is_lost(path, note):
    write_step_note(path, StepNote(4, "first"))
    with pytest.raises(ProjectError):
        write_step_note(path, note)
    assert noted(path) == [(4, "first")]


def test_more_than_there_may_be_are_refused_in_words(path):
    notes = [{"step": step, "text": "n"} for step in range(MOST_STEP_NOTES)]
    path.write_bytes(json.dumps({"version": 3, "at_steps": notes}).encode())
    with pytest.raises(ProjectError, match="Notes at steps"):
        write_step_note(path, StepNote(MOST_STEP_NOTES, "one more"))


def test_a_newer_programs_are_not_written_over(path):
    path.write_bytes(b'{"version": 99}')
    with pytest.raises(NewerVersion):
        write_step_note(path, StepNote(4, "first"))
    assert LABEL.version < 99
