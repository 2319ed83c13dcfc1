"""A share of the training images, and what is spoiled on purpose, are fields of the project, told wherever it is."""

import pytest

from engine.library.editing import edit
from engine.project.project import save_project
from engine.runs.reader import RunReader
from tests.engine.command.helpers import told

SHARE = "10 % of the training images are used, of each class its share."
SPOILED = "Spoiled on purpose: 25 % of the training images have a wrong label."
WRONG = 'data.spoiling=[{"kind": "wrong-labels", "share": 0.25}]'


def test_check_tells_both(tmp_path):
    found = told("check", "lenet5-sample")
    assert "are used" not in found.out
    project = tmp_path / "p.json"
    save_project(edit("lenet5-sample", "data.share=0.1", WRONG), project)
    found = told("check", project)
    assert found.out.splitlines()[2:4] == [SHARE, SPOILED]


@pytest.mark.slow
def test_train_uses_the_share_and_the_run_keeps_it(tmp_path):
    found = told("train", "lenet5-sample", "--share", "0.1", "--set", WRONG, "--epochs", 1, "--out", tmp_path, "--json")
    assert found.status == 0, found
    assert found.figures["steps"] == 800 // 32
    assert {SHARE, SPOILED} <= set(found.err.splitlines())
    run = RunReader(tmp_path / found.figures["run"])
    assert run.project().data.share == 0.1
    assert run.environment().data.train_images == 800
    assert run.environment().data.facts.train_images == 8000


@pytest.mark.parametrize("share", ["0", "1.5", "-1", "much"])
def test_a_share_that_cannot_be_is_refused_in_a_sentence(share, tmp_path):
    found = told("train", "lenet5-sample", f"--share={share}", "--out", tmp_path)
    assert found.status == 2
    assert "Data, Share used" in found.err
    assert len(found.err.splitlines()) == 1


def test_a_run_that_goes_on_keeps_its_share(tmp_path):
    found = told("train", "any", "--resume", "--share", "0.5")
    assert found.status == 2
    assert "--share cannot be used with --resume" in found.err
