"""The whole chain for real: train, evaluate, predict, go on, train afresh."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.project.project import read_project
from engine.project.recipes import read_recipe
from engine.project.training.budgets import Steps
from tests.engine.command.helpers import refused, told

DIGITS = Path(__file__).resolve().parents[3] / "resources" / "mnist-10k.npz"
TRAIN_KEYS = [
    "run",
    "epochs",
    "steps",
    "seconds",
    "images_per_second",
    "train_loss",
    "test_loss",
    "test_accuracy",
    "stopped_by",
    "averaged_test_loss",
    "averaged_test_accuracy",
    "test_accuracy_interval",
    "parent",
]


@pytest.fixture
def copied_run(run_folder, tmp_path):
    """A copy of the short run that a test may change."""
    return Path(shutil.copytree(run_folder, tmp_path / Path(run_folder).name))


@pytest.fixture(scope="module")
def digit_files(tmp_path_factory):
    """Test digits of every class as a person would draw them: large, dark on white."""
    folder = tmp_path_factory.mktemp("digits")
    with np.load(DIGITS, allow_pickle=False) as arrays:
        images, labels = arrays["images"][8000:], arrays["labels"][8000:]
    files = []
    for label in range(10):
        picture = Image.fromarray(255 - images[labels == label][0]).resize((280, 280))
        files.append(folder / f"{label}.png")
        picture.save(files[-1])
    return files


def test_train_tells_what_it_reached(short_run):
    figures = short_run.figures
    assert short_run.status == 0
    assert list(figures) == TRAIN_KEYS
    assert (figures["steps"], figures["epochs"], figures["stopped_by"]) == (100, 0, "budget")
    assert figures["test_accuracy"] > 0.75
    assert figures["images_per_second"] > 0
    assert Path(figures["run"], "result.json").is_file()


def test_progress_goes_to_standard_error_and_figures_to_standard_output(short_run):
    assert len(short_run.out.splitlines()) == 1
    assert "Reading Digits" in short_run.err
    assert "Test: " in short_run.err


def test_evaluate_tells_the_same_as_train(short_run, run_folder):
    figures = told("evaluate", run_folder, "--json").figures
    assert figures["test_accuracy"] == short_run.figures["test_accuracy"]
    assert figures["test_loss"] == pytest.approx(short_run.figures["test_loss"], rel=1e-5)
    assert figures["images"] == sum(map(sum, figures["confusion"])) == 2000
    right = [row[index] for index, row in enumerate(figures["confusion"])]
    assert [one["accuracy"] * one["images"] for one in figures["classes"]] == pytest.approx(right)


def test_evaluate_shows_every_class_and_the_confusion_matrix(run_folder):
    answer = told("evaluate", run_folder)
    assert answer.status == 0
    assert "of 2,000 test images right" in answer.out
    assert len(answer.out.splitlines()) > 2 * 10


def test_predict_recognises_drawn_digits(run_folder, digit_files):
    answer = told("predict", run_folder, *digit_files, "--drawing", "--json")
    predictions = answer.figures["predictions"]
    assert [one["file"] for one in predictions] == list(map(str, digit_files))
    right = sum(one["top"][0]["class"] == Path(one["file"]).stem for one in predictions)
    assert right >= 7
    for one in predictions:
        shares = [top["probability"] for top in one["top"]]
        assert shares == sorted(shares, reverse=True)
        assert 0 < sum(shares) <= 1.000001


def test_predict_takes_images_as_they_are_without_drawing(run_folder, tmp_path):
    with np.load(DIGITS, allow_pickle=False) as arrays:
        image, label = arrays["images"][8001], arrays["labels"][8001]
    Image.fromarray(image).save(tmp_path / "digit.png")
    answer = told("predict", run_folder, tmp_path / "digit.png")
    assert answer.out.startswith(f"{tmp_path / 'digit.png'}: {label} (")


def test_a_complete_run_is_not_resumed_without_more_to_do(run_folder):
    assert "is complete. Give it more --epochs" in refused("train", run_folder, "--resume")


def test_a_budget_that_is_used_up_is_refused_and_changes_nothing(copied_run):
    before = (copied_run / "project.json").read_bytes(), (copied_run / "result.json").read_bytes()
    assert "has done 100 steps already, more than 60." in refused("train", copied_run, "--resume", "--steps", 60)
    assert before == ((copied_run / "project.json").read_bytes(), (copied_run / "result.json").read_bytes())


def test_a_run_goes_on_with_a_larger_budget(copied_run):
    answer = told("train", copied_run, "--resume", "--steps", 130, "--threads", 1, "--json")
    assert answer.status == 0
    assert "Going on from step 100." in answer.err
    assert (answer.figures["steps"], answer.figures["run"]) == (130, str(copied_run))


def test_a_damaged_checkpoint_is_left_out_and_the_one_before_is_used(copied_run):
    weights = copied_run / "checkpoints" / "000100" / "weights.safetensors"
    weights.write_bytes(weights.read_bytes()[:-10])
    evaluated = told("evaluate", copied_run, "--json")
    assert evaluated.figures["step"] == 0
    assert "damaged checkpoint" in evaluated.sentence
    resumed = told("train", copied_run, "--resume", "--steps", 110, "--threads", 1, "--json")
    assert resumed.figures["steps"] == 110
    assert "damaged checkpoint" in resumed.err


def test_a_run_can_be_trained_afresh(run_folder, short_run, tmp_path):
    again = told("train", run_folder, "--threads", 1, "--out", tmp_path, "--json")
    assert again.figures["run"] != run_folder
    same = ["steps", "train_loss", "test_loss", "test_accuracy"]
    assert [again.figures[key] for key in same] == [short_run.figures[key] for key in same]


def test_options_change_the_project_that_runs(tmp_path):
    words = ("--steps", 2, "--seed", 7, "--set", "training.batch=16", "--set", "training.optimiser=sgd")
    answer = told("train", "lenet5-sample", *words, "--threads", 1, "--out", tmp_path)
    assert answer.status == 0
    (folder,) = tmp_path.iterdir()
    training = read_project(folder / "project.json").training
    assert (training.budget, training.seed, training.batch) == (Steps(2), 7, 16)
    assert "recognises" in answer.out
    assert f"Run: {folder}" in answer.out


def test_runs_lie_in_the_users_folder_and_are_found_by_name(user_folders):
    answer = told("train", "lenet5-sample", "--steps", 1, "--threads", 1, "--json")
    run = Path(answer.figures["run"])
    assert run.is_relative_to(user_folders)
    assert told("evaluate", run.name, "--json").figures["run"] == str(run)


def test_a_run_is_checked_as_a_project(run_folder):
    answer = told("check", run_folder)
    assert answer.status == 0
    assert "61,706 parameters" in answer.out


def test_json_of_the_run_holds_the_project(run_folder):
    raw = json.loads(Path(run_folder, "project.json").read_text(encoding="utf-8"))
    assert raw["notes"] == read_recipe("lenet5-sample").notes
