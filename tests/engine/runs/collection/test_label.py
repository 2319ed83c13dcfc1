"""The label of a run: what is given is kept, and shown wherever the run is named."""

import pytest

from engine.errors import NewerVersion, ProjectError
from engine.project.project import Project
from engine.runs.collection.label import (
    Label,
    LabelChange,
    StepNote,
    label_in,
    left_out_in_words,
    read_label,
    write_label,
    write_step_note,
)
from engine.runs.collection.run_list import run_list
from engine.runs.folder import RunFolder
from engine.typed.document import written
from tests.runs_on_disk import put_run


def test_name_and_note_are_given_one_by_one(tmp_path):
    path = tmp_path / "label.json"
    assert read_label(path) == Label()
    write_label(path, LabelChange(title="  Two\n lines "))
    write_label(path, LabelChange(note=" Wide. \n"))
    assert read_label(path) == Label("Two lines", "Wide.")
    assert write_label(path, LabelChange(title="")) == Label("", "Wide.")


def test_the_project_of_a_run_goes_by_its_name(tmp_path):
    folder = RunFolder.create(Project(title="LeNet"), tmp_path)
    before = folder.project_file.read_bytes()
    write_label(folder.label_file, LabelChange(title="Mine"))
    assert folder.project().title == folder.latest_project().title == "Mine"
    assert folder.project_file.read_bytes() == before
    write_label(folder.label_file, LabelChange(title=""))
    assert folder.project().title == "LeNet"


def test_what_is_no_label_counts_as_none(tmp_path):
    path = tmp_path / "label.json"
    path.write_bytes(b"[1")
    assert read_label(path) == Label()
    assert write_label(path, LabelChange(title="Mine")) == Label("Mine")


def test_that_of_a_newer_program_is_not_written_over(tmp_path):
    path = tmp_path / "label.json"
    path.write_bytes(b'{"version": 99}')
    assert read_label(path) == Label()
    with pytest.raises(NewerVersion):
        write_label(path, LabelChange(title="Mine"))
    assert path.read_bytes() == b'{"version": 99}'


def test_a_name_far_too_long_is_refused(tmp_path):
    with pytest.raises(ProjectError, match="200"):
        write_label(tmp_path / "label.json", LabelChange(title="x" * 201))


def test_what_another_program_wrote_is_read_as_a_line_that_can_be_printed(tmp_path):
    path = tmp_path / "label.json"
    odd = {"title": " a\nb\u0001 \u202e\u2028c ", "at_steps": [{"step": 3, "text": "x\ny\u202e"}]}
    path.write_bytes(written(odd | {"version": 3}))
    label = read_label(path)
    assert (label.title, label.at_steps[0].text) == ("a b c", "x y")
    path.write_bytes(written({"title": " \u202e ", "version": 3}))
    assert read_label(path).title == ""
    path.write_bytes(written({"title": "👩‍👩‍👧‍👦 at home", "version": 3}))
    assert read_label(path).title == "👩‍👩‍👧‍👦 at home"


def test_a_tag_that_is_too_long_is_left_out_and_the_rest_kept(tmp_path):
    folder = put_run(tmp_path, "2026-01-01_101010_a", [1.0])
    path, long = RunFolder(folder).label_file, "x" * 41
    path.write_bytes(written({"title": "Mine", "note": "Wide.", "tags": ["one", long], "pinned": True, "version": 3}))
    assert read_label(path) == Label("Mine", "Wide.", ("one",), pinned=True)
    (run,) = run_list(tmp_path)
    assert (run.title, run.tags, run.left_out) == ("Mine", ("one",), (long,))
    said = left_out_in_words(run.left_out)
    assert said.startswith("Left out of its tags: “xxx")
    assert "40 letters" in said
    assert left_out_in_words(()) == ""


def test_a_tag_that_is_too_long_stays_in_the_file_until_others_are_given(tmp_path):
    path, long = tmp_path / "label.json", "x" * 41
    path.write_bytes(written({"tags": ["one", long, 5], "version": 3}))
    assert write_label(path, LabelChange(note="Deep.")) == Label("", "Deep.", ("one",))
    write_step_note(path, StepNote(3, "Here."))
    assert label_in(path.read_bytes()) == (Label("", "Deep.", ("one",), at_steps=(StepNote(3, "Here."),)), (long, "5"))
    write_label(path, LabelChange(tags=("two",)))
    assert label_in(path.read_bytes())[1] == ()
