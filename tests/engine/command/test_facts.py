"""The command line tells how many images there really are: in its table, its steps, its figures and its sentences."""

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from engine.data.store import load
from engine.library.finding import open_run
from engine.project.data.sources import Mnist
from engine.runs.folder import RunFolder
from tests.engine.command.helpers import refused, told
from tests.engine.data.test_facts import checksum_of_old
from tests.small_data import put_idx

ROOT = Path(__file__).resolve().parents[3]
SAID = "MNIST has 200 training and 80 test images here, not 60,000 and 10,000."


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """200 and 80 images in the place of MNIST."""
    return put_idx(tmp_path_factory.mktemp("data"), 200, 80)


def train(data, out, *words):
    return told("train", "mlp-1", "--threads", 1, "--data-dir", data, "--out", out, *words)


def resume(run, *words):
    return told("train", run, "--resume", "--threads", 1, *words)


def test_check_counts_what_is_there_and_says_the_difference_once(data):
    answer = told("check", "mlp-1", "--data-dir", data)
    assert (answer.status, answer.sentence) == (0, SAID)
    assert "MNIST: 200 + 80 images of 1×28×28, 10 classes" in answer.out


def test_check_without_the_files_tells_the_published_counts_and_that_they_are_missing(tmp_path):
    answer = told("check", "mlp-1", "--data-dir", tmp_path)
    assert answer.status == 0
    assert "MNIST is not here" in answer.sentence
    assert str(tmp_path) in answer.sentence
    assert "MNIST: 60,000 + 10,000 images" in answer.out


def test_counting_loads_no_torch(data):
    words = ["check", "mlp-1", "--data-dir", str(data)]
    code = f"import sys; from main import main; status = main({words}); print(status, *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    status, *modules = done.stdout.splitlines()[-1].split()
    assert status == "0"
    assert "torch" not in modules


def test_check_names_a_batch_that_is_larger_than_what_is_there(tmp_path):
    root = put_idx(tmp_path, 9, 5)
    answer = told("check", "mlp-1", "--data-dir", root)
    assert answer.status == 2
    assert "A batch of 10 is larger than the 9 training images." in answer.out
    out = tmp_path / "runs"
    refusal = told("train", "mlp-1", "--data-dir", root, "--out", out)
    assert refusal.status == 2
    assert "A batch of 10 is larger than the 9 training images." in refusal.err
    assert not out.exists()


@pytest.mark.parametrize(("images", "tests"), [(200, 80), (37, 3), (41, 1), (60, 25)])
def test_an_epoch_has_the_steps_of_the_images_that_are_there(tmp_path, images, tests):
    root, each = put_idx(tmp_path / "data", images, tests), -(-images // 10) - (images % 10 == 1)
    answer = train(root, tmp_path / "runs", "--epochs", 2)
    assert answer.status == 0
    assert f" of the {tests:,} test images, which it never saw, after 2 epochs ({2 * each} steps)" in answer.out
    assert answer.err.splitlines().count(f"MNIST has {images} training and {tests} test images here, not 60,000 "
                                         "and 10,000.") == 1  # fmt: skip
    (run,) = RunFolder.list(tmp_path / "runs")
    assert (run.result().steps, run.result().epochs) == (2 * each, 2)
    facts = json.loads(run.environment_file.read_bytes())["data"]["facts"]
    assert (facts["train_images"], facts["test_images"], facts["shape"]) == (images, tests, [1, 28, 28])
    assert facts["classes"] == list(Mnist.published.classes)
    assert len(facts["checksum"]) == 32
    assert "here" not in json.loads(run.project_file.read_bytes())


def test_json_has_the_steps_that_were_taken(data, tmp_path):
    figures = train(data, tmp_path, "--epochs", 1, "--json").figures
    assert (figures["epochs"], figures["steps"], figures["stopped_by"]) == (1, 20, "budget")


def test_a_run_is_complete_and_trains_on_by_what_was_there(data, tmp_path):
    run = train(data, tmp_path, "--epochs", 1, "--json").figures["run"]
    assert refused("train", run, "--resume").startswith(f"The run “{Path(run).name}” is complete.")
    assert "has done 20 steps already, more than 19" in refused("train", run, "--resume", "--steps", 19)
    longer = resume(run, "--epochs", 3)
    assert longer.status == 0
    assert "of the 80 test images, which it never saw, after 3 epochs (60 steps)" in longer.out
    assert "is complete" in refused("train", run, "--resume", "--epochs", 3)
    legs = json.loads((Path(run) / "legs" / "2.json").read_bytes())
    assert (legs["first_step"], legs["total"]) == (20, 60)
    assert "here" not in legs["project"]
    assert open_run(run).latest_project.facts.train_images == 200


def test_a_run_that_was_cut_short_goes_on_to_its_own_end(data, tmp_path):
    run = train(data, tmp_path, "--steps", 7, "--json").figures["run"]
    assert resume(run, "--epochs", 1, "--json").figures["steps"] == 20


def test_the_project_of_a_run_afresh_counts_anew(data, tmp_path):
    run = train(data, tmp_path / "runs", "--epochs", 1, "--json").figures["run"]
    other = put_idx(tmp_path / "other", 50, 30)
    again = told("train", run, "--threads", 1, "--data-dir", other, "--out", tmp_path / "again", "--json")
    assert again.figures["steps"] == 5
    checked = told("check", run)
    assert (checked.sentence, "MNIST: 200 + 80 images" in checked.out) == (SAID, True)


def test_a_run_does_not_go_on_with_other_images(data, tmp_path):
    run = train(data, tmp_path / "runs", "--epochs", 1, "--json").figures["run"]
    for root in (put_idx(tmp_path / "many", 300, 80), put_idx(tmp_path / "same", 200, 80, seed=1)):
        answer = resume(run, "--epochs", 2, "--data-dir", root)
        assert answer.status == 2
        assert "The images are not those that the run began with." in answer.err


@pytest.mark.parametrize("validation", [[], ["--set", "data.validation=count", "--set", "data.validation.count=40"]])
def test_a_run_of_old_goes_on_and_knows_its_counts(data, tmp_path, validation):
    run = RunFolder.open(Path(train(data, tmp_path, "--epochs", 1, "--json", *validation).figures["run"]))
    environment = json.loads(run.environment_file.read_bytes())
    del environment["data"]["facts"]
    environment["data"]["checksum"] = checksum_of_old(load(run.project().data, data))
    run.environment_file.write_bytes(msgspec.json.encode(environment))
    assert (run.project().facts.train_images, run.project().facts.test_images) == (200, 80)
    each = 20 if not validation else 16
    assert resume(run.path, "--epochs", 2, "--json").figures["steps"] == 2 * each
    environment["data"]["checksum"] = "0" * 32
    run.environment_file.write_bytes(msgspec.json.encode(environment))
    assert "not those that the run began with" in resume(run.path, "--epochs", 3).err


def test_evaluate_tells_the_images_that_are_there(data, tmp_path):
    run = train(data, tmp_path, "--steps", 3, "--json").figures["run"]
    assert " of 80 test images right" in told("evaluate", run).out
    assert told("evaluate", run, "--json").figures["images"] == 80
