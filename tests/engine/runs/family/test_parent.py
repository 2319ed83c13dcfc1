"""A fork remembers the run and the step that it began from, and what was trained before."""

import json
import shutil
from dataclasses import replace

import pytest

from engine.errors import RunFolderError
from engine.runs.collection.run_list import run_list
from engine.runs.family.began import began_learned
from engine.runs.family.first_state import FirstState
from engine.runs.family.fork_point import ForkPoint, read_point
from engine.runs.family.parent import Behind, Parent, lies_at, read_parent
from engine.runs.folder import RunFolder
from engine.runs.reader import RunReader
from engine.training.forking.forking import forked
from tests.engine.training.small import project, tensors, train


def test_it_is_written_with_the_folder_and_read_again(tmp_path):
    parent = Parent(str(tmp_path / "2026-11-21_174510_lenet-5_k3f"), 938, "LeNet-5", 0.5, Behind(938, 2.0, 3.0))
    folder = RunFolder.create(project(), tmp_path, first=FirstState({}, parent=parent))
    assert RunReader(folder.path).parent() == parent
    assert json.loads(folder.parent_file.read_text())["version"] == 2
    assert parent.id == "2026-11-21_174510_lenet-5_k3f"


def test_one_of_before_knows_the_steps_of_its_parent(tmp_path):
    (tmp_path / "parent.json").write_text('{"run": "/runs/one", "step": 20, "version": 1}')
    assert read_parent(tmp_path / "parent.json") == Parent("/runs/one", 20, behind=Behind(20))


def test_a_run_that_began_by_itself_has_none(tmp_path):
    assert RunReader(RunFolder.create(project(), tmp_path).path).parent() is None


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"run": 1, "step": 2}', b'{"run": "a"}', b"\xff\xfe"])
def test_one_that_cannot_be_read_is_none(content, tmp_path):
    (tmp_path / "parent.json").write_bytes(content)
    assert read_parent(tmp_path / "parent.json") is None


def test_where_it_is_gone_or_was_moved_together_with_its_fork(tmp_path):
    begun = RunFolder.create(project(), tmp_path / "one")
    parent, fork = Parent(str(begun.path), 4), tmp_path / "two" / "fork"
    assert lies_at(parent, fork) == begun.path
    moved = shutil.move(begun.path, tmp_path / "two" / begun.id)
    assert lies_at(parent, fork) == moved
    shutil.rmtree(moved)
    assert lies_at(parent, fork) is None
    assert lies_at(Parent("/a\0b", 4), fork) is None


@pytest.mark.parametrize("resume", [True, False])
def test_a_fork_whose_first_weights_are_gone_does_not_begin_with_others(resume, tmp_path):
    folder = RunFolder.create(project(), tmp_path, first=FirstState({}, parent=Parent("/runs/one", 4)))
    shutil.rmtree(folder.checkpoints / "000000")
    made, _ = train(project(), tmp_path, folder, resume=resume)
    assert isinstance(made.error, RunFolderError)
    assert made.error.hint == "Fork it again."


def test_a_fork_goes_on_as_any_run(tmp_path):
    first, _ = train(project(), tmp_path)
    begun = FirstState(tensors(first.folder), parent=Parent(str(first.folder.path), 20))
    folder = RunFolder.create(project(), tmp_path, first=begun)
    train(project(), tmp_path, folder)
    made, _ = train(project(), tmp_path, folder, resume=True)
    assert made.error is None
    assert RunReader(folder.path).parent().step == 20
    assert [one.parent and one.parent.step for one in run_list(tmp_path) if one.folder == folder.path] == [20]


def test_a_fork_of_weights_that_had_learned_nothing_began_with_none(tmp_path):
    first, _ = train(project(), tmp_path)
    assert not began_learned(first.folder)
    for step, learned in ((20, True), (0, False)):
        child = fork(project(), read_point(first.folder, step), tmp_path)
        assert began_learned(child) is learned
        child.began_file.unlink()  # as one of before this was kept
        assert began_learned(child) is learned


def test_a_fork_that_nothing_fits_began_with_weights_that_had_learned_nothing(tmp_path):
    first, _ = train(project(), tmp_path)
    point = read_point(first.folder)
    others = {f"of-another-{name}": array for name, array in point.weights.items()}
    child = fork(project(), replace(point, weights=others), tmp_path)
    assert not began_learned(child)
    train(project(), tmp_path, child)
    assert not began_learned(fork(project(), read_point(child, 0), tmp_path))
    assert began_learned(fork(project(), read_point(child), tmp_path))


def test_a_fork_of_step_0_of_a_fork_of_before_began_learned_too(tmp_path):
    for name, parent, step in (("A", None, 0), ("B", "A", 1500), ("C", "B", 0), ("D", "A", 0), ("E", "E", 0)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "project.json").write_text("{}")
        if parent:
            words = json.dumps({"run": str(tmp_path / parent), "step": step, "version": 1})
            (tmp_path / name / "parent.json").write_text(words)
    began = [name for name in "ABCDE" if began_learned(RunFolder(tmp_path / name))]
    assert began == ["B", "C"]
    begun = RunFolder.create(project(), tmp_path, first=FirstState({}, parent=Parent("/gone", 0, behind=Behind(5))))
    begun.began_file.unlink()
    assert began_learned(begun)


@pytest.mark.parametrize("learned", [True, False])
def test_weights_of_no_run_may_have_learned_too(learned, tmp_path):
    first, _ = train(project(), tmp_path)
    weights = read_point(first.folder).weights
    child = fork(project(), ForkPoint(project(), weights, learned=learned), tmp_path)
    assert began_learned(child) is learned


def fork(what, point, runs):
    return RunFolder.create(what, runs, first=forked(what, point))


def test_what_lies_behind_adds_up_over_generations(tmp_path):
    first, _ = train(project(), tmp_path)
    child = RunFolder.create(project(), tmp_path, first=forked(project(), read_point(first.folder)))
    train(project(), tmp_path, child)
    behind = read_point(child, 16).parent.behind
    assert behind.steps == 36
    assert behind.epochs == pytest.approx(20 / 16 + 1)
    assert behind.seconds > 0
