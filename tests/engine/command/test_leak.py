"""What the command line says of runs that learned from images on which they are tested."""

import pytest

from engine.events import Evaluated
from engine.project.training.own_drawings import MixedDrawings
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


def test_a_comparison_says_so_of_runs_and_of_groups(runs):
    said = told("compare", *runs[1]).out
    assert f"* 1: {COUNTED}" in said
    assert "Group 1: 2 runs learned from test images, or may have, which are counted." in said
    assert "Group 2: " not in said.replace("Group 2: 9", "")
