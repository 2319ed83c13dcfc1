"""Every bad input gives one plain sentence on standard error and the right exit status, never a traceback."""

import errno
import gzip
import os
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.data.reading import data_root
from engine.network.layers import Conv2d, Flatten, Linear, MaxPool2d
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, random_ids
from engine.project.project import Project, save_project
from engine.project.recipes import read_recipe
from engine.typed.document import changed, written
from tests.engine.command.helpers import refused, told

ROOT = Path(__file__).resolve().parents[3]
NO_SUBCOMMAND = "No subcommand stands before “--data-dir”, and the window takes no options."


def saved(path, *ops):
    new_id = random_ids(0)
    nodes = tuple(Node(new_id(), op) for op in ops)
    save_project(Project(network=Network(nodes)), path)
    return path


# --- words ---


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ([".", "--data-dir", "x"], "“.” opens in the window, which takes nothing but a project or a run."),
        (["--data-dir", "x"], f"{NO_SUBCOMMAND} In the window Data › Data folder… chooses where the data sets lie."),
        (["--data-dir=x", "a.json"], f"{NO_SUBCOMMAND} In the window Data › Data folder… chooses"),
        (["--data-dir", "x", "train", "mlp-1"], f"{NO_SUBCOMMAND} Put it behind “train”."),
        (["trian"], "There is no subcommand “trian”. Did you mean “train”?"),
        (["--nonsense"], "No subcommand stands before “--nonsense”, and the window takes no options. “main.py"),
        (["train"], "PROJECT|RECIPE|RUN is missing. “main.py train --help” tells more."),
        (["predict", "run"], "IMAGE|FOLDER is missing. “main.py predict --help” tells more."),
        (["check", "mpl-1"], "There is no project, recipe or run “mpl-1”. Did you mean “mlp-1”?"),
        (["check", "none.json"], "none.json: There is no such file."),
        (["train", "folder/none"], "folder/none: There is no such file."),
        (["check", "a", "b"], "“b” is one word too many. Put words with spaces in quotes."),
        (["check", "a\0b"], "There is no project, recipe or run “a\0b”."),
        (["check", "x" * 5000], "There is no project, recipe or run “xxx"),
        (["check", ""], "There is no project, recipe or run “”."),
        (["train", "x", "--epoch", "3"], "There is no option “--epoch”. Did you mean “--epochs”?"),
        (["train", "x", "--epochs"], "--epochs needs a value."),
        (["train", "x", "--epochs", "0"], "--epochs: must be a whole number from 1 to 1,000,000, not “0”."),
        (["train", "x", "--epochs", "three"], "--epochs: must be a whole number from 1 to 1,000,000, not “three”."),
        (["train", "x", "--steps", "1e3"], "--steps: must be a whole number from 1 to 1,000,000,000, not “1e3”."),
        (["train", "x", "--seed=-1"], "--seed: must be a whole number from 0 to 2,147,483,647, not “-1”."),
        (["train", "x", "--threads", "0"], "--threads: must be a whole number from 1 to 1,024, not “0”."),
        (["train", "x", "--epochs", "1", "--steps", "1"], "--steps and --epochs exclude each other."),
        (["train", "lenet5-sample", "--set", "training"], "“training” sets nothing."),
        (["train", "mlp-1", "--set", "training.bach=1"], "There is no field “training.bach”. Did you mean “batch”?"),
        (["train", "lenet5-sample", "--set", "training.batch=0"], "Training, Batch size: must be at least 1, not 0."),
        (["train", "lenet5-sample", "--resume"], "There is no run at “lenet5-sample”."),
        (["train", "lenet5-sample", "--resume", "--seed", "3"], "--seed cannot be used with --resume."),
        (["evaluate", "nowhere"], "There is no run at “nowhere”. Name the folder of a run."),
    ],
)  # fmt: skip
def test_words_that_make_no_sense(words, sentence):
    answer = told(*words)
    assert answer.status == 2
    assert answer.sentence.startswith(sentence.replace("\0", ""))


# --- project files ---


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "It is empty."),
        (b"\x00\xff\x13" * 100, "It is not a text file."),
        (b"{" * 50_000, "It is nested too deeply."),
        (b'{"cells": [], "nbformat": 4}', "It is not a Layerscope project."),
        (written(read_recipe("mlp-1"))[:500], "It ends too early."),
        (written(read_recipe("mlp-1")).replace(b'"Linear"', b'"Lineal"'), "Did you mean “Linear”?"),
        (written(read_recipe("mlp-1")).replace(b"512", b"0"), "Layer 2 (Linear), Units: must be at least 1, not 0."),
        (written(read_recipe("mlp-1")).replace(b'"seed"', b'"sed"'), "Training: there is no field “sed”."),
    ],
)
@pytest.mark.parametrize("subcommand", ["check", "train"])
def test_files_that_are_no_project(subcommand, content, words, tmp_path):
    path = tmp_path / "mine.json"
    path.write_bytes(content)
    sentence = refused(subcommand, path)
    assert sentence.startswith(f"{path}: ")
    assert words in sentence


def test_a_folder_that_is_no_run(tmp_path):
    for words in (["check"], ["train"], ["evaluate"]):
        assert "is not a run" in refused(*words, tmp_path)


# --- networks ---


def test_a_network_that_cannot_run_is_not_trained(tmp_path):
    path = saved(tmp_path / "mine.json", Conv2d(8), MaxPool2d((64, 64)), Flatten(), Linear())
    sentence = refused("train", path, "--out", tmp_path / "runs")
    assert sentence.startswith(f"{path}: Layer 2 (Max pooling): ")
    assert not (tmp_path / "runs").exists()


def test_a_network_without_bounds_is_not_measured(tmp_path):
    new_id = random_ids(0)
    node = Node(new_id(), Linear(10))
    for _ in range(8):
        node = Node(new_id(), Repeat((node,), 256))
    save_project(Project(network=Network((Node(new_id(), Flatten()), node))), tmp_path / "mine.json")
    assert "10,000 are the most" in refused("train", tmp_path / "mine.json")


def test_a_network_too_large_for_memory_is_refused_before_it_is_built(tmp_path):
    path = saved(tmp_path / "wide.json", *[Conv2d(4096, padding="same")] * 2, Flatten(), Linear())
    sentence = refused_after_reading("train", path, "--set", "training.batch=8000", "--out", tmp_path / "runs")
    assert "of memory with a batch of 8,000" in sentence
    assert "A batch of at most " in sentence
    assert list((tmp_path / "runs").iterdir()) == []


def test_a_batch_larger_than_the_data():
    sentence = refused("train", "lenet5-sample", "--set", "training.batch=8001")
    assert "A batch of 8,001 is larger than the 8,000 training images." in sentence


# --- data ---


def idx(array):
    return struct.pack(f">HBB{array.ndim}I", 0, 8, array.ndim, *array.shape) + array.tobytes()


@pytest.fixture
def mnist_root(tmp_path):
    """Files of MNIST's names and form, with 20 images in each part."""
    raw = tmp_path / "data" / "MNIST" / "raw"
    raw.mkdir(parents=True)
    for part in ("train", "t10k"):
        (raw / f"{part}-images-idx3-ubyte").write_bytes(idx(np.zeros((20, 28, 28), np.uint8)))
        (raw / f"{part}-labels-idx1-ubyte").write_bytes(idx(np.arange(20, dtype=np.uint8) % 10))
    return tmp_path / "data"


@pytest.mark.parametrize("name", ["lenet5-mnist", "convnet-fashion", "lenet5-cifar10"])
def test_missing_data_says_where_to_put_it_and_leaves_no_run(name, tmp_path):
    sentence = refused_after_reading("train", name, "--data-dir", tmp_path / "none", "--out", tmp_path / "runs")
    assert str(tmp_path / "none") in sentence
    assert "--data-dir" in sentence
    assert list((tmp_path / "runs").iterdir()) == []


def refused_after_reading(*words):
    """As `refused`, for what is found out while the images are read, which is told before."""
    answer = told(*words)
    assert (answer.status, answer.out) == (2, ""), answer
    *before, last = answer.err.splitlines()  # among them how many images there are, where that is unusual
    assert any(line.startswith("Reading ") for line in before)
    return last


@pytest.mark.parametrize(
    "spoil",
    [
        lambda raw: (raw / "train-images-idx3-ubyte").unlink(),
        lambda raw: (raw / "train-images-idx3-ubyte").write_bytes(b""),
        lambda raw: (raw / "train-images-idx3-ubyte").write_bytes(idx(np.zeros((20, 28, 28), np.uint8))[:-1]),
        lambda raw: (raw / "train-labels-idx1-ubyte").write_bytes(b"not the labels of anything"),
        lambda raw: (raw / "t10k-labels-idx1-ubyte").write_bytes(idx(np.full(20, 10, np.uint8))),
        lambda raw: (raw / "t10k-labels-idx1-ubyte").write_bytes(idx(np.zeros(19, np.uint8))),
        lambda raw: _squeeze(raw / "train-images-idx3-ubyte", cut=20),
    ],
    ids=["missing", "empty", "truncated", "foreign", "label 10", "too few", "truncated gz"],
)
def test_damaged_data_is_named(spoil, mnist_root, tmp_path):
    spoil(mnist_root / "MNIST" / "raw")
    words = ("--set", "training.batch=5", "--data-dir", mnist_root, "--out", tmp_path / "runs")
    assert str(mnist_root) in refused_after_reading("train", "lenet5-mnist", *words)


def _squeeze(path, cut):
    path.with_name(f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes())[:-cut])
    path.unlink()


def test_a_run_remembers_where_its_images_lay(mnist_root, tmp_path, monkeypatch):
    words = ("--set", "training.batch=5", "--steps", 2, "--threads", 1, "--json")
    monkeypatch.chdir(mnist_root)
    first = told("train", "mlp-1", "--data-dir", ".", "--out", tmp_path / "runs", *words)
    monkeypatch.chdir(tmp_path)
    run = first.figures["run"]
    assert told("train", run, "--out", "again", *words).status == 0
    assert told("evaluate", run).status == 0


def test_images_that_have_moved_are_found_in_the_usual_place_or_missed_where_they_lay(mnist_root, tmp_path):
    words = ("--set", "training.batch=5", "--steps", 2, "--threads", 1, "--json")
    run = told("train", "mlp-1", "--data-dir", mnist_root, "--out", tmp_path / "runs", *words).figures["run"]
    shutil.move(mnist_root, tmp_path / "moved")
    said = refused("evaluate", run)
    assert said.startswith(f"{mnist_root / 'MNIST' / 'raw'}: MNIST is not here")
    assert "--data-dir" in said
    assert told("evaluate", run, "--data-dir", tmp_path / "moved").status == 0
    data_root().parent.mkdir(parents=True)
    shutil.move(tmp_path / "moved", data_root())
    assert told("evaluate", run).status == 0
    assert told("train", run, "--out", tmp_path / "again", *words).status == 0
    assert told("train", run, "--resume", "--steps", 4, "--threads", 1).status == 0


def test_missing_data_of_a_run_that_is_evaluated(run_folder, tmp_path):
    copy = Path(shutil.copytree(run_folder, tmp_path / "run"))
    project = changed(read_recipe("lenet5-mnist"), network=read_recipe("lenet5-sample").network)
    (copy / "project.json").write_bytes(written(project))
    assert str(tmp_path / "none") in refused("evaluate", copy, "--data-dir", tmp_path / "none")


# --- images ---


@pytest.mark.parametrize("options", [[], ["--drawing"]])
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("text.png", b"hello", "It is no image."),
        ("empty.png", b"", "It is no image."),
        ("folder", None, "There is no picture in this folder."),
        ("missing.png", ..., "It cannot be read (no such file or directory)."),
    ],
)
def test_images_that_are_none(run_folder, tmp_path, options, name, content, words):
    path = tmp_path / name
    if content is None:
        path.mkdir()
    elif content is not ...:
        path.write_bytes(content)
    assert refused("predict", run_folder, path, *options).startswith(f"{path}: {words}")


@pytest.mark.parametrize("options", [[], ["--drawing"]])
def test_truncated_and_oversized_images(run_folder, tmp_path, options):
    path = tmp_path / "noise.png"
    noise = np.random.default_rng(0).integers(0, 255, (64, 64), np.uint8)
    Image.fromarray(noise).save(path)
    path.write_bytes(path.read_bytes()[:2000])
    assert refused("predict", run_folder, path, *options).startswith(f"{path}: It ")
    large = tmp_path / "large.png"
    Image.new("1", (9000, 9000)).save(large)
    assert "too many" in refused("predict", run_folder, large, *options)


def test_an_empty_drawing(run_folder, tmp_path):
    Image.new("L", (100, 100), 255).save(tmp_path / "empty.png")
    assert "Nothing is drawn in it." in refused("predict", run_folder, tmp_path / "empty.png", "--drawing")


# --- devices and folders ---


@pytest.mark.parametrize("device", ["tpu", "cuda:99", "", "mps:3"])
def test_an_unknown_device(device, tmp_path):
    sentence = refused("train", "lenet5-sample", f"--device={device}", "--out", tmp_path)
    assert f"There is no device “{device}” here. There is: cpu" in sentence
    assert list(tmp_path.iterdir()) == []


def test_an_output_folder_that_is_a_run_already(run_folder):
    assert "is a run already" in refused("train", "lenet5-sample", "--out", run_folder)


def test_an_output_folder_that_is_a_file(tmp_path):
    (tmp_path / "file").touch()
    assert "is not a folder" in refused("train", "lenet5-sample", "--out", tmp_path / "file")
    assert "is not a folder" in refused("train", "lenet5-sample", "--out", tmp_path / "file" / "runs")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_an_output_folder_that_is_read_only(tmp_path):
    tmp_path.chmod(0o500)
    assert "cannot be written to" in refused("train", "lenet5-sample", "--out", tmp_path)


@pytest.mark.parametrize(
    ("number", "words"), [(errno.ENOSPC, "is full"), (errno.EROFS, "cannot be written to"), (errno.EIO, "cannot be")]
)
def test_an_output_folder_that_takes_nothing(number, words, tmp_path, monkeypatch):
    def refuse(handle):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    answer = told("train", "lenet5-sample", "--out", tmp_path)
    assert (answer.status, words in answer.sentence) == (1 if number == errno.ENOSPC else 2, True)
    assert list(tmp_path.iterdir()) == []


def test_a_run_without_a_whole_checkpoint(run_folder, tmp_path):
    copy = Path(shutil.copytree(run_folder, tmp_path / "run"))
    for manifest in copy.glob("checkpoints/*/manifest.json"):
        manifest.write_bytes(b"{}")
    for words in (["evaluate", copy], ["train", copy, "--resume", "--steps", 120]):
        assert "No checkpoint" in refused(*words)
    shutil.rmtree(copy / "checkpoints")
    assert told("evaluate", copy).status == 0  # snapshots are weights too
    shutil.rmtree(copy / "snapshots")
    assert "no weights that can be read" in refused("evaluate", copy)


# --- failures ---


def test_a_run_that_diverges_fails_keeps_its_checkpoint_and_gives_advice(tmp_path):
    path = saved(tmp_path / "wild.json", Flatten(), Linear(50), Linear(50), Linear())
    wild = ("--set", "training.optimiser=sgd", "--set", "training.optimiser.rate=100")
    answer = told("train", path, *wild, "--threads", 1, "--out", tmp_path / "runs", "--json")
    assert answer.status == 1
    assert answer.figures["stopped_by"] == "failure"
    assert "Traceback" not in answer.err
    assert "learning rate" in answer.err.splitlines()[-1].lower()
    (folder,) = (tmp_path / "runs").iterdir()
    assert list(folder.glob("checkpoints/*/manifest.json"))


def test_the_unexpected_is_one_sentence_and_a_report(monkeypatch):
    def broken():
        raise ZeroDivisionError("by accident")

    monkeypatch.setattr("engine.command.recipes.recipes", broken)
    answer = told("recipes")
    assert answer.status == 1
    assert answer.sentence.startswith("Something unexpected went wrong (ZeroDivisionError: by accident).")
    report = Path(answer.sentence.rpartition("The details are in ")[2].rstrip("."))
    content = report.read_text(encoding="utf-8")
    assert "main.py recipes" in content
    assert "Traceback (most recent call last)" in content


@pytest.mark.parametrize(("words", "status"), [(["check", "nothing"], 2), (["check", "mlp-1"], 0), (["--help"], 0)])
def test_a_shell_gets_status_and_sentence(words, status):
    done = subprocess.run([sys.executable, "main.py", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert "Traceback" not in done.stderr
    assert len(done.stderr.splitlines()) == (status == 2)


def test_a_terminal_that_lacks_letters_gets_all_else():
    poor = {**os.environ, "PYTHONIOENCODING": "ascii"}
    words = [sys.executable, "main.py", "check", "mlp-1"]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True, env=poor)
    assert "1x28x28" in done.stdout


def test_a_reader_that_goes_away_is_no_mistake():
    command = f"{sys.executable} main.py check resnet-20-cifar10 | head -n 1"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "ResNet-20 on CIFAR-10\n"
    assert done.stderr == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a file that is always full")
def test_answers_for_a_full_disk_are_told_in_words():
    command = f"{sys.executable} main.py check mlp-1 > /dev/full"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("The disk that this was to be written to is full.")
    assert len(done.stderr.splitlines()) == 1


def test_an_output_that_was_closed_beforehand_is_no_mistake():
    command = f"{sys.executable} main.py check mlp-1 >&-"
    done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
