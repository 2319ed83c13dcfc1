"""What the command line says of runs that learned from images on which they are tested."""

import numpy as np
import pytest

from engine.command.training.one_training import _summary
from engine.events import Evaluated
from engine.library.run import Run
from engine.project.training.own_drawings import MixedDrawings
from engine.runs.collection.run_list import run_list
from engine.runs.family.parent import Parent, save_parent
from engine.runs.folder import RunFolder
from engine.runs.kept_drawings import save_drawings
from engine.runs.summary import summary
from engine.typed.document import changed
from tests.engine.command.helpers import told
from tests.runs_on_disk import LENET, log, put_run, with_seed

COUNTED = "It learned from 1 of these images, which is counted."


@pytest.fixture
def runs(tmp_path):
    """One that learned from a test image, one of which nobody looked, and one without own drawings."""
    mixed = changed(LENET, training=changed(LENET.training, drawings=MixedDrawings()))
    names = ("2026-01-01_101010_a", "2026-01-01_101011_b", "2026-01-01_101012_c")
    projects = (mixed, with_seed(1, mixed), LENET)
    folders = [put_run(tmp_path, name, [0.5] * 9, project) for name, project in zip(names, projects, strict=True)]
    for folder, learned in zip(folders, (1, None, 0), strict=True):
        log(folder, Evaluated(folder.name, 0.0, "test", 1, 9, 0.1, 0.97, (), 0.1, learned=learned))
    return tmp_path, folders


def test_the_list_marks_their_accuracy_and_says_why(runs):
    answer = told("runs", runs[0])
    rows = [line for line in answer.out.splitlines() if "2026-" in line]
    assert ["97.00 %*" in row for row in rows] == [False, True, True]
    looked, counted = answer.err.splitlines()
    assert counted == f"* 2026-01-01_101010_a: {COUNTED}"
    assert "nobody looked" in looked
    assert [one["leak"] for one in told("runs", runs[0], "--json").figures][::2] == [None, COUNTED]


def test_a_training_never_saw_only_what_somebody_looked_for(runs):
    said = []
    for path in runs[1]:
        folder = RunFolder(path)
        said.append(_summary(summary(folder, "budget"), folder.project(), Run(folder)).partition(" test images")[2][:7])
    assert said == [", 1 of ", ", after", ", which"]


def test_nor_what_goes_on_from_a_run_of_which_nobody_looked(runs):
    _, (_, older, path) = runs
    fork = RunFolder(path)
    log(path, Evaluated(fork.id, 0.0, "test", 1, 9, 0.1, 0.97, (), 0.1, learned=None))
    save_drawings(np.zeros((1, 1, 28, 28), np.uint8), np.zeros(1, np.int64), RunFolder(older).drawings_file)
    for parent, words in ((None, ", which it never saw"), (Parent(str(older), 9), ", after")):
        if parent:
            save_parent(parent, fork.parent_file)
        said = _summary(summary(fork, "budget"), fork.project(), Run(fork))
        assert said.partition(" test images")[2].startswith(words)


def test_a_comparison_says_so_of_runs_and_of_groups(runs):
    said = told("compare", *runs[1]).out
    assert f"* 1: {COUNTED}" in said
    assert "Group 1: 2 runs learned from test images, or may have, which are counted." in said
    assert "Group 2: " not in said.replace("Group 2: 9", "")


def test_what_goes_on_from_a_run_of_which_nobody_looked_says_so_too(runs):
    root, (_, older, fork) = runs
    assert next(one for one in run_list(root) if one.folder == fork).leak == ""
    log(fork, Evaluated(fork.name, 0.0, "test", 1, 9, 0.1, 0.97, (), 0.1, learned=None))
    assert next(one for one in run_list(root) if one.folder == fork).leak == ""
    save_drawings(np.zeros((1, 1, 28, 28), np.uint8), np.zeros(1, np.int64), RunFolder(older).drawings_file)
    save_parent(Parent(str(older), 9), RunFolder(fork).parent_file)
    assert "nobody looked" in next(one for one in run_list(root) if one.folder == fork).leak
