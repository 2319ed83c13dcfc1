"""`main.py runs` and `main.py compare`: what they promise, to the letter."""

import json
import shutil
import time
from pathlib import Path

import pytest

from engine.project.data.corrections import LeaveOut
from engine.project.data.own_images import FolderImages
from engine.project.data.sources import DIGITS
from engine.project.project import read_project, save_project
from engine.typed.document import changed
from tests.engine.command.helpers import refused, told

PROMISED = {"run", "title", "steps", "test_accuracy", "state", "seconds", "seed"}


@pytest.fixture(scope="module")
def two_runs(short_run, tmp_path_factory):
    """The short run, and one of another seed and rate beside it."""
    first = Path(short_run.figures["run"])
    while first.name.startswith(time.strftime("%Y-%m-%d_%H%M%S")):
        time.sleep(0.05)  # names know seconds: of two runs of one second none is the newer
    other = told(
        *("train", "lenet5-sample", "--steps", 60, "--threads", 1, "--seed", 9, "--out", first.parent, "--json"),
        *("--set", "training.optimiser.rate=0.01"),
    )
    return first, Path(other.figures["run"])


def test_runs_are_an_array_newest_first(two_runs):
    first, other = two_runs
    listed = told("runs", first.parent, "--json")
    assert (listed.status, listed.err) == (0, "")
    assert [run["run"] for run in listed.figures] == [str(other), str(first)]
    newest = listed.figures[0]
    assert newest.keys() >= PROMISED
    assert (newest["steps"], newest["state"], newest["seed"]) == (60, "finished", 9)
    assert 0 < newest["test_accuracy"] < 1
    assert newest["seconds"] > 0
    assert first.name in told("runs", first.parent).out


def test_without_runs_the_array_is_empty(tmp_path):
    assert told("runs", tmp_path, "--json").figures == []
    assert told("runs", tmp_path).err == f"No runs lie in “{tmp_path}”.\n"


def test_what_is_no_folder_of_runs_is_refused(two_runs, tmp_path):
    assert "There is no folder" in refused("runs", tmp_path / "none")
    assert str(two_runs[0].parent) in refused("runs", two_runs[0])
    (tmp_path / "file").touch()
    assert f"“{tmp_path / 'file'}” is a file" in refused("runs", tmp_path / "file")


def test_the_recipe_stands_in_the_table(two_runs):
    head, _, *rows = told("runs", two_runs[0].parent).out.splitlines()
    assert "Recipe" in head
    assert [row[head.index("Recipe") :].strip() for row in rows] == ["Adam 0.01", "Adam 0.001"]


def test_a_run_of_a_newer_version_says_so(two_runs, tmp_path):
    newer = shutil.copytree(two_runs[0], tmp_path / "newer") / "project.json"
    newer.write_text(json.dumps(json.loads(newer.read_text()) | {"version": 99}))
    (run,) = told("runs", tmp_path, "--json").figures
    assert (run["state"], run["steps"]) == ("newer version", 100)
    assert "newer version" in told("runs", tmp_path).out


@pytest.mark.parametrize("subcommand", ["runs", "queue"])
def test_the_help_of_what_answers_with_an_array_says_so(subcommand):
    assert "one JSON array" in " ".join(told(subcommand, "--help").out.split())


def test_two_runs_are_compared_image_by_image(two_runs):
    answer = told("compare", *two_runs, "--json")
    assert answer.status == 0
    first, other = answer.figures["runs"]
    assert first.keys() >= PROMISED
    (beside,) = answer.figures["differences"]
    assert beside["training"] == ["Learning rate 0.001 → 0.01", "Steps 100 → 60", f"Seed {first['seed']} → 9"]
    assert (beside["stack"], beside["data"], beside["remark"]) == ("", [], "")
    counts = beside["agreement"]
    right = [counts["both_right"] + counts[f"only_{which}_right"] for which in ("first", "this")]
    assert [count / counts["images"] for count in right] == [first["test_accuracy"], other["test_accuracy"]]
    assert counts["gain"] == pytest.approx(other["test_accuracy"] - first["test_accuracy"])
    assert 0 <= counts["p"] <= 1
    assert beside["verdict"].startswith(("This one is right on", "The first run is right on"))
    low, high = first["interval"]
    assert low < first["test_accuracy"] < high
    assert 0 < first["f1"] < 1
    assert first["top_k"][0] == first["test_accuracy"]
    settings = {one["setting"]: one["values"] for one in answer.figures["settings"]}
    assert settings["Optimiser: Learning rate"] == ["0.001", "0.01"]
    assert answer.figures["groups"] == []


def test_runs_that_differ_in_their_seeds_are_groups(two_runs, tmp_path):
    """Three of one recipe, of which two are copies with another seed, against the other."""
    runs = [two_runs[0], *(tmp_path / str(seed) for seed in (7, 8)), two_runs[1]]
    for seed, path in zip((7, 8), runs[1:3], strict=True):
        shutil.copytree(two_runs[0], path)
        project = read_project(path / "project.json")
        save_project(changed(project, training=changed(project.training, seed=seed)), path / "project.json")
    first, other = told("compare", *runs, "--json").figures["groups"]
    assert first["runs"] == [str(run) for run in runs[:3]]
    assert first["test_accuracy"]["deviation"] == pytest.approx(0)
    assert "beside_first" not in first
    assert (first["difference"], other["difference"]) == ("", "Learning rate 0.001 → 0.01, Steps 100 → 60")
    assert other["beside_first"].keys() == {"gain", "p", "enough_seeds"}
    assert not other["beside_first"]["enough_seeds"]
    said = told("compare", *runs).out
    assert "Group 1 (runs 1 to 3): " in said
    assert "over 3 seeds" in said
    assert "Group 2 beside group 1 (Learning rate 0.001 → 0.01, Steps 100 → 60): 1 against 3 seeds: " in said
    assert "with too few seeds to tell" in said
    assert said.count("Train more seeds of each") == 1


def test_in_words(two_runs):
    said = told("compare", *two_runs).out
    assert "2 beside 1: Learning rate 0.001 → 0.01, Steps 100 → 60" in said
    assert "Of 2,000 test images both got" in said
    assert "McNemar’s test: Run 2 is right on" in said
    assert "(p = " in said


def test_runs_tested_on_other_images_are_told_apart_and_not_counted(two_runs, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    shutil.copytree(two_runs[1], elsewhere)
    environment = elsewhere / "environment.json"
    checksum = json.loads(environment.read_text())["data"]["checksum"]
    environment.write_text(environment.read_text().replace(checksum, "0" * len(checksum)))
    (beside,) = told("compare", two_runs[0], elsewhere, "--json").figures["differences"]
    assert (beside["agreement"], beside["remark"]) == (None, "They were tested on other images.")
    assert beside["remark"] in told("compare", two_runs[0], elsewhere).out


def test_of_own_images_that_were_put_right_otherwise_nothing_is_counted(two_runs, tmp_path):
    """The checksum is of all images, whichever of them are left out."""
    source = FolderImages(path="/photos", classes=DIGITS, train_images=8000, test_images=2000)
    elsewhere = []
    for name, corrections in (("a", ()), ("b", (LeaveOut(("1/1.png",), test=1),))):
        shutil.copytree(two_runs[0], tmp_path / name)
        project = read_project(tmp_path / name / "project.json")
        other = changed(project, data=changed(project.data, source=changed(source, corrections=corrections)))
        save_project(other, tmp_path / name / "project.json")
        elsewhere.append(tmp_path / name)
    (beside,) = told("compare", *elsewhere, "--json").figures["differences"]
    assert (beside["agreement"], beside["remark"]) == (None, "They were tested on other images.")
    assert beside["data"] == ["other images of photos"]


def test_what_cannot_be_compared_is_refused_in_words(two_runs, tmp_path):
    first = two_runs[0]
    assert "two runs" in refused("compare", first)
    assert "named twice" in refused("compare", first, first.parent / "." / first.name)
    refused("compare", first, tmp_path)
    shutil.copytree(first, tmp_path / "broken")
    (tmp_path / "broken" / "project.json").write_text("{")
    refused("compare", first, tmp_path / "broken")
