"""A fork remembers the run and the step that it began from."""

import json

import pytest

from engine.errors import RunFolderError
from engine.runs.folder import RunFolder
from engine.runs.parent import Parent, read_parent
from engine.runs.reader import RunReader
from tests.engine.training.small import project, tensors, train


def test_it_is_written_with_the_folder_and_read_again(tmp_path):
    parent = Parent(str(tmp_path / "2026-11-21_174510_lenet-5_k3f"), 938)
    folder = RunFolder.create(project(), tmp_path, parent=parent)
    assert RunReader(folder.path).parent() == parent
    assert json.loads(folder.parent_file.read_text()) == {"run": parent.run, "step": 938, "version": 1}
    assert parent.id == "2026-11-21_174510_lenet-5_k3f"


def test_a_run_that_began_by_itself_has_none(tmp_path):
    assert RunReader(RunFolder.create(project(), tmp_path).path).parent() is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"run": 1, "step": 2}', b"\xff\xfe"])
def test_one_that_cannot_be_read_is_none(content, tmp_path):
    (tmp_path / "parent.json").write_bytes(content)
    assert read_parent(tmp_path / "parent.json") is None


def test_a_fork_that_was_killed_before_its_first_weights_were_kept_does_not_begin_with_others(tmp_path):
    folder = RunFolder.create(project(), tmp_path, parent=Parent("/runs/one", 4))
    made, _ = train(project(), tmp_path, folder, resume=True)
    assert isinstance(made.error, RunFolderError)
    assert "another run" in made.error.what


def test_a_fork_goes_on_as_any_run(tmp_path):
    first, _ = train(project(), tmp_path)
    folder = RunFolder.create(project(), tmp_path, parent=Parent(str(first.folder.path), 20))
    from engine.model.weights import tensors_of

    train(project(), tmp_path, folder, tensors=tensors_of(tensors(first.folder)))
    made, _ = train(project(), tmp_path, folder, resume=True)
    assert made.error is None
    assert RunReader(folder.path).parent().step == 20
