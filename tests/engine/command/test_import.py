"""`main.py import`, and `--data` of check, train and evaluate: a person's own images from the folder to the figures."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from engine.command.telling import check_up_told
from engine.errors import DataError, Stopped
from engine.project.data.own_images import FolderImages, Reading
from engine.project.project import read_project
from tests.engine.command.helpers import refused, told
from tests.own_images import arrays, picture, put_classes, put_parts

ROOT = Path(__file__).resolve().parents[3]
QUICK = ("--threads", 1, "--set", "training.budget.epochs=4")


@pytest.fixture(autouse=True, scope="module")
def images_cache(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture
def photos(tmp_path):
    return put_classes(tmp_path / "photos", 30)


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    """A project that was imported and trained: its folder of images, its file and its run."""
    folder = tmp_path_factory.mktemp("trained")
    photos, project = put_parts(folder / "photos", 30, 10), folder / "photos.json"
    assert told("import", photos, "--out", project).status == 0
    answer = told("train", project, *QUICK, "--out", folder / "runs", "--json")
    assert answer.status == 0, answer
    return photos, project, answer.figures


def test_import_writes_a_project_that_can_be_trained(trained):
    _, project, figures = trained
    assert figures["test_accuracy"] > 0.9  # a bright row tells the class
    assert read_project(project).title == "photos"


def test_import_says_what_it_found(photos, tmp_path):
    answer = told("import", photos, "--out", tmp_path / "mine.json")
    assert (answer.status, answer.err) == (0, "")
    assert answer.out.splitlines() == [
        "photos: 48 training and 12 test images (20 % of each class) of 2 classes: cat and dog.",
        "Each becomes 12×12 pixels, in colour.",
        f"Project: {tmp_path / 'mine.json'}",
        f"It can be trained now: main.py train {tmp_path / 'mine.json'}",
        "Check-up: nothing was noticed.",
    ]


def test_import_gives_its_figures(photos, tmp_path):
    (photos / "cat" / "text.png").write_text("hello")
    answer = told("import", photos, "--out", tmp_path / "mine", "--size", "16x8", "--grey", "--fit", "pad", "--json")
    assert answer.status == 0
    assert "Passed over 1 file: cat/text.png. It is no image." in answer.err
    assert answer.figures == {
        "project": str(tmp_path / "mine"),
        "title": "photos",
        "before": None,
        "kind": "folder",
        "classes": ["cat", "dog"],
        "train_images": 48,
        "test_images": 12,
        "validation_images": 0,
        "test_part": "share",
        "size": [16, 8],
        "colour": False,
        "fit": "pad",
        "image_bytes": 60 * 16 * 8,
        "reads_from_disk": False,
        "passed_over": 1,
        "passed_over_files": [{"file": "cat/text.png", "why": "It is no image."}],
        "hidden": 0,
        "remarks": ["Passed over 1 file: cat/text.png. It is no image."],
        "check_up": [{"kind": "unreadable", "count": 1, "sentence": "1 file was passed over."}],
    }
    source = read_project(tmp_path / "mine").data.source
    assert isinstance(source, FolderImages)
    assert source.reading == Reading(16, 8, colour=False, fit="pad")


def ended(*_):
    """A check-up amid which Ctrl+C is pressed."""
    signal.raise_signal(signal.SIGINT)
    raise Stopped


@pytest.mark.parametrize("as_json", [False, True])
def test_ctrl_c_ends_the_check_up_alone_as_the_project_can_be_trained(photos, tmp_path, monkeypatch, as_json):
    def told_before(*given):
        assert read_project(tmp_path / "mine.json").data.source.place == photos
        return ended(*given)

    monkeypatch.setattr(check_up_told, "brought_in", told_before)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    answer = told("import", photos, "--out", tmp_path / "mine.json", *(["--json"] if as_json else []))
    signal.signal(signal.SIGINT, before)
    assert answer.status == 0
    assert answer.err.splitlines()[-1] == check_up_told.ENDED
    assert f"main.py train {tmp_path / 'mine.json'}" in (answer.err if as_json else answer.out)
    assert not as_json or answer.figures["check_up"] is None


def test_a_check_up_that_cannot_be_done_takes_nothing_away(photos, tmp_path, monkeypatch):
    def broken(*_):
        raise DataError("These images are damaged in the cache.", "Empty the cache.")

    monkeypatch.setattr(check_up_told, "brought_in", broken)
    answer = told("import", photos, "--out", tmp_path / "mine.json")
    assert (answer.status, len(answer.out.splitlines())) == (0, 4)
    assert "The check-up could not be done: These images are damaged in the cache. Empty the cache." in answer.err


@pytest.mark.parametrize("size", [8, 9, 16, 28, 32, 64])
def test_the_stack_fits_the_images(tmp_path, size):
    put_classes(tmp_path / "photos", 4)
    told("import", tmp_path / "photos", "--out", tmp_path / "mine.json", "--size", size)
    answer = told("check", tmp_path / "mine.json", "--json")
    assert (answer.status, answer.figures["problems"], answer.figures["advice"]) == (0, [], [])


def test_a_project_goes_with_its_facts_where_the_images_are_gone(photos, tmp_path):
    told("import", photos, "--out", tmp_path / "mine.json")
    photos.rename(tmp_path / "elsewhere")
    answer = told("check", tmp_path / "mine.json")
    assert answer.status == 0
    assert "photos: 48 + 12 images of 3×12×12, 2 classes" in answer.out
    refusal = told("train", tmp_path / "mine.json", *QUICK, "--out", tmp_path / "runs")
    assert (refusal.status, "moved or removed" in refusal.err) == (2, True)
    again = told("train", tmp_path / "mine.json", "--data", tmp_path / "elsewhere", *QUICK, "--out", tmp_path / "runs")
    assert again.status == 0, again


# --- --data ---


def test_a_project_that_was_there_is_kept_beside_the_new_one(photos, tmp_path):
    mine = tmp_path / "mine.json"
    told("import", photos, "--out", mine)
    assert told("import", photos, "--out", mine, "--json").figures["before"] is None  # the same again
    mine.write_text("my careful work")
    answer = told("import", photos, "--out", mine, "--json")
    assert answer.figures["before"] == str(tmp_path / "mine before.json")
    assert f"it is kept as {tmp_path / 'mine before.json'}." in answer.err
    assert (tmp_path / "mine before.json").read_text() == "my careful work"
    mine.write_text("more work")
    assert told("import", photos, "--out", mine, "--json").figures["before"] == str(tmp_path / "mine before 2.json")


def test_the_stack_follows_the_shape_of_the_data(photos):
    answer = told("check", "lenet5-sample", "--data", photos, "--json")
    assert (answer.status, answer.figures["input"], answer.figures["problems"]) == (0, [3, 12, 12], [])


def test_what_no_longer_fits_is_said_with_its_fix(tmp_path):
    put_classes(tmp_path, 5, size=(8, 8))
    answer = told("check", "lenet5-sample", "--data", tmp_path, "--json")
    assert (answer.status, answer.figures["input"]) == (2, [3, 8, 8])
    assert all(problem["fixes"] or problem["hint"] for problem in answer.figures["problems"])


def test_check_says_what_was_passed_over(photos):
    (photos / "cat" / "text.png").write_text("hello")
    answer = told("check", "mlp-1", "--data", photos)
    assert "Passed over 1 file: cat/text.png. It is no image." in answer.err
    assert "photos: 48 + 12 images of 3×12×12, 2 classes" in answer.out


def test_a_recipe_is_trained_on_own_images(photos, tmp_path):
    answer = told("train", "mlp-1", "--data", photos, *QUICK, "--out", tmp_path / "runs", "--json")
    assert answer.status == 0, answer
    run = Path(answer.figures["run"])
    project = read_project(run / "project.json")
    assert project.data.source.classes == ("cat", "dog")
    assert project.title.endswith(" on photos")
    assert "Each becomes 12×12 pixels, in colour." in answer.err
    assert len(project.data.normalisation.mean) == 3
    again = told("train", run, *QUICK, "--out", tmp_path / "runs", "--json")
    assert again.figures["test_accuracy"] == answer.figures["test_accuracy"]
    assert "learned from most of these very images" in told("evaluate", run, "--data", photos).err


@pytest.mark.parametrize("kind", ["table", "arrays"])
def test_a_table_and_an_archive_do_as_well(photos, tmp_path, kind):
    if kind == "table":
        path = photos / "table.csv"
        path.write_text("file,label\n" + "".join(f"{n}/{i:03}.png,{n}\n" for n in ("cat", "dog") for i in range(30)))
    else:
        path = tmp_path / "data.npz"
        np.savez(path, **arrays(60))
    answer = told("train", "mlp-1", "--data", path, *QUICK, "--out", tmp_path / "runs", "--json")
    assert answer.status == 0, answer
    assert answer.figures["test_accuracy"] > 0.7


def test_a_run_is_evaluated_on_the_images_that_were_named(trained, tmp_path):
    _, _, figures = trained
    others = put_classes(tmp_path / "others", 7, ("Dog", "cat"), size=(30, 20))
    answer = told("evaluate", figures["run"], "--data", others, "--json")
    assert answer.status == 0, answer
    assert answer.figures["images"] == 14
    assert [one["images"] for one in answer.figures["classes"]] == [7, 7]
    assert [one["class"] for one in answer.figures["classes"]] == ["cat", "dog"]


def test_a_run_reaches_on_its_own_images_what_it_reached_on_its_test_images(trained):
    photos, _, figures = trained
    answer = told("evaluate", figures["run"], "--data", photos, "--json")
    assert answer.figures["test_accuracy"] == told("evaluate", figures["run"], "--json").figures["test_accuracy"]
    assert answer.figures["images"] == 20
    assert "learned from" not in answer.err  # its test part was kept apart


def test_evaluate_refuses_classes_that_the_run_does_not_know(trained, tmp_path):
    others = put_classes(tmp_path / "others", 3, ("cat", "kiwi"))
    sentence = refused("evaluate", trained[2]["run"], "--data", others)
    assert "has no class “kiwi”. It knows “cat” and “dog”." in sentence


def test_predict_sees_a_file_as_it_was_when_it_was_brought_in(trained, tmp_path):
    photos, _, figures = trained
    path = tmp_path / "large.jpg"
    picture(3, 1, size=(400, 300)).save(path)
    import engine

    (found,) = engine.predict(figures["run"], path)
    from engine.data.importing.decoding.fitting import read_in

    assert np.array_equal(found.seen, read_in(path, Reading(12, 12))[0])
    (own,) = engine.predict(figures["run"], photos / "test" / "dog" / "000.png")
    assert own.best == "dog"


# --- what is refused ---


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("photos",), "--out is missing. “main.py import --help” tells more."),
        (("none", "--out", "x.json"), "none: Nothing is there. Choose a folder with a folder for each class,"),
        (("photos", "--out", "."), "It is a folder. Give the name of the project file to write."),
        (("photos", "--out", "none/x.json"), "The folder that it is to be written to is not there. Make it first."),
        (
            ("photos", "--out", "x", "--size", "0"),
            "--size: must be height x width, such as 32x32, up to 1,024, not “0”",
        ),
        (("photos", "--out", "x", "--size", "big"), "not “big”."),
        (("photos", "--out", "x", "--fit", "zoom"), "--fit: invalid choice: 'zoom'"),
        (("photos", "--out", "x", "--grey", "--colour"), "exclude each other."),
    ],
)
def test_bad_words_are_refused_in_a_sentence(photos, monkeypatch, words, sentence):
    monkeypatch.chdir(photos.parent)
    assert sentence in refused("import", *words)


def test_nothing_usable_is_refused_and_no_project_is_written(tmp_path):
    for name in ("cat", "dog"):
        (tmp_path / "photos" / name).mkdir(parents=True)
        (tmp_path / "photos" / name / "1.png").write_text("hello")
    assert "None of its 2 files could be read." in refused("import", tmp_path / "photos", "--out", tmp_path / "x.json")
    assert not (tmp_path / "x.json").exists()


def test_data_and_data_dir_exclude_each_other(photos, tmp_path):
    for command in ("check", "train"):
        sentence = refused(command, "mlp-1", "--data", photos, "--data-dir", tmp_path)
        assert sentence == "--data and --data-dir exclude each other. --data names the images themselves."


def test_a_run_goes_on_with_the_data_it_has(trained, tmp_path):
    assert "--data cannot be used with --resume." in refused("train", trained[2]["run"], "--resume", "--data", tmp_path)


def test_a_home_folder_is_meant_by_its_sign(photos, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert told("import", "~/photos", "--out", "~/mine.json").status == 0
    assert read_project(tmp_path / "mine.json").data.source.path == str(photos)


def test_importing_loads_neither_torch_nor_qt(photos, tmp_path):
    words = ["import", str(photos), "--out", str(tmp_path / "mine.json"), "--json"]
    code = f"import sys; from main import main; status = main({words}); print(status, *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    figures, modules = done.stdout.splitlines()
    assert json.loads(figures)["train_images"] == 48
    assert not {"torch", "PySide6"} & set(modules.split())


def test_the_proposed_stack_beats_a_linear_model_on_the_same_split(tmp_path):
    """Small crosses and rings at any place of a noisy image: what no weighing of pixels tells apart."""
    random = np.random.default_rng(0)
    for name, shape in (
        ("cross", np.eye(5) + np.eye(5)[::-1]),
        ("ring", np.pad(np.zeros((3, 3)), 1, constant_values=1)),
    ):
        folder = tmp_path / "shapes" / name
        folder.mkdir(parents=True)
        for number in range(120):
            values = random.integers(0, 60, (16, 16))
            top, left = random.integers(0, 11, 2)
            values[top : top + 5, left : left + 5] += (np.clip(shape, 0, 1) * 150).astype(int)
            Image.fromarray(values.astype(np.uint8)).save(folder / f"{number}.png")
    told("import", tmp_path / "shapes", "--out", tmp_path / "mine.json")
    reached = {
        name: told("train", project, "--data", tmp_path / "shapes", "--threads", 1, "--epochs", 8, "--json",
                   "--out", tmp_path / "runs").figures["test_accuracy"]
        for name, project in (("proposed", tmp_path / "mine.json"), ("linear", "mlp-1"))
    }  # fmt: skip
    assert reached["proposed"] > max(0.85, reached["linear"])
