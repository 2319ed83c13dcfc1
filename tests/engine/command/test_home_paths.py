"""`~` is a home folder in every path of the command line."""

import shutil

import pytest

from engine.network.layers import Flatten, Linear
from engine.network.network import Network
from engine.network.nodes import Node
from engine.project.project import Project, save_project
from tests.engine.command.helpers import refused, told
from tests.engine.command.test_predict import saved, three


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


def test_projects_runs_pictures_and_tables_are_found_at_home(home, run_folder):
    save_project(Project(network=Network((Node("n00000", Flatten()), Node("n00001", Linear())))), home / "mine.json")
    assert told("check", "~/mine.json").status == 0
    shutil.copytree(run_folder, home / "run")
    saved(home / "three.png", 255 * three())
    answer = told("predict", "~/run", "~/three.png", "--csv=~/table.csv", "--json")
    assert (answer.status, answer.figures["predictions"][0]["file"]) == (0, str(home / "three.png"))
    assert (home / "table.csv").is_file()


def test_a_run_is_kept_at_home(home):
    answer = told("train", "lenet5-sample", "--steps=1", "--threads=1", "--out=~/runs", "--json")
    assert answer.figures["run"].startswith(str(home / "runs"))


def test_images_are_looked_for_at_home(home):
    answer = told("train", "mlp-1", "--data-dir=~/data", "--out", home)
    assert (answer.status, str(home / "data") in answer.err) == (2, True)


def test_nobodys_home_is_not_there():
    assert refused("check", "~nobody-of-that-name/x.json") == "~nobody-of-that-name/x.json: There is no such file."
    assert refused("evaluate", "~nobody-of-that-name/x").startswith("There is no run at “~nobody-of-that-name/x”.")
