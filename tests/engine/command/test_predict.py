"""`predict`: an answer for every picture that has one, a sentence for every other, in the order given."""

import csv
import json
import shutil

import numpy as np
import pytest
from PIL import Image, ImageDraw

from engine.command.predict import SHOWN
from tests.engine.command.helpers import told


def three(side=280):
    """A drawn 3 as its share of ink, float (side, side)."""
    image = Image.new("L", (280, 280), 0)
    points = [(80, 70), (140, 40), (200, 80), (130, 140), (205, 205), (150, 245), (75, 220)]
    ImageDraw.Draw(image).line(points, fill=255, width=22, joint="curve")
    return np.asarray(image.resize((side, side))) / 255


def saved(path, values):
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(np.clip(values, 0, 255).round().astype(np.uint8)).save(path)
    return path


@pytest.fixture
def pictures(tmp_path):
    """A good one, a cut one and a good one."""
    good = saved(tmp_path / "good.png", 255 * three())
    cut = tmp_path / "cut.png"
    cut.write_bytes(good.read_bytes()[:-200])
    return good, cut, saved(tmp_path / "other.png", 255 * three(28))


def test_a_cut_picture_among_good_ones_takes_no_answer_away(run_folder, pictures):
    answer = told("predict", run_folder, *pictures, "--drawing", "--json")
    first, second, third = answer.figures["predictions"]
    assert [one["file"] for one in (first, second, third)] == list(map(str, pictures))
    assert (set(first), set(second), set(third)) == ({"file", "top"}, {"file", "error"}, {"file", "top"})
    assert len(first["top"]) == SHOWN
    assert answer.status == 2
    assert answer.sentence == f"{pictures[1]}: {second['error']}"


def test_in_words_the_answers_stand_on_standard_output_and_the_error_beside_them(run_folder, pictures):
    answer = told("predict", run_folder, *pictures)
    assert [line.split(":")[0] for line in answer.out.splitlines()] == [str(pictures[0]), str(pictures[2])]
    assert answer.sentence.startswith(f"{pictures[1]}: It is cut short")


def test_a_folder_gives_its_pictures_and_passes_over_what_is_none(run_folder, tmp_path):
    folder = tmp_path / "folder"
    expected = [saved(folder / name, 255 * three(28)) for name in ("B.JPG", "a.png", "deeper/c.jpeg")]
    for name in ("._a.png", ".DS_Store", "Thumbs.db", "notes.txt", ".hidden/x.png"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"none")
    (tmp_path / "empty").mkdir()
    answer = told("predict", run_folder, folder, tmp_path / "empty", folder, "--json")
    files = [one["file"] for one in answer.figures["predictions"]]
    assert files == [*map(str, expected), str(tmp_path / "empty"), *map(str, expected)]
    assert answer.sentence == f"{tmp_path / 'empty'}: There is no picture in this folder."


def test_a_table_has_a_row_for_each_file_with_answer_or_error(run_folder, pictures, tmp_path):
    assert told("predict", run_folder, *pictures, "--csv", tmp_path / "table.csv").status == 2
    with (tmp_path / "table.csv").open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    assert head == ["file", "class", "probability", "error"]
    assert [row[0] for row in rows] == list(map(str, pictures))
    assert [bool(row[1]) for row in rows] == [not row[3] for row in rows] == [True, False, True]
    assert 0 < float(rows[0][2]) <= 1


def test_a_table_that_cannot_be_written_is_said(run_folder, pictures, tmp_path):
    answer = told("predict", run_folder, pictures[0], "--csv", tmp_path / "nowhere" / "table.csv")
    assert answer.status == 2
    assert f"{tmp_path / 'nowhere' / 'table.csv'}: It cannot be written (no such file or directory)." in answer.err


# --- words beside an answer ---


def test_a_pale_drawing_is_answered_with_a_word(run_folder, tmp_path):
    noise = np.random.default_rng(0).normal(0, 2, (280, 280))
    path = saved(tmp_path / "pale.png", 230 * (1 - 0.25 * three()) + noise)
    answer = told("predict", run_folder, path, "--drawing", "--json")
    assert answer.status == 0
    assert answer.sentence.startswith(f"{path}: Only weak contrast is left in it")
    assert json.loads(answer.out)["predictions"][0]["top"]


def test_one_word_about_many_pictures_is_said_once(run_folder, tmp_path):
    pale = saved(tmp_path / "1.png", 230 * (1 - 0.25 * three()))
    others = [shutil.copy(pale, tmp_path / f"{number}.png") for number in (2, 3)]
    answer = told("predict", run_folder, pale, *others, "--drawing")
    assert answer.status == 0
    assert answer.err.splitlines()[-1].startswith(f"{pale} and 2 others: Only weak contrast is left in it")
    assert answer.err.count("weak contrast") == 1


def test_an_empty_noisy_sheet_has_nothing_drawn_in_it(run_folder, tmp_path):
    path = saved(tmp_path / "empty.png", 180 + np.random.default_rng(0).normal(0, 3, (280, 280)))
    answer = told("predict", run_folder, path, "--drawing", "--json")
    assert (answer.status, answer.figures["predictions"][0]["error"][:23]) == (2, "Nothing is drawn in it.")


@pytest.mark.parametrize(
    ("values", "said"), [(255 * (1 - three()), True), (90 * (1 - 0.8 * three()), True), (255 * three(), False)]
)
def test_a_drawing_dark_on_light_taken_as_it_is_is_pointed_to_the_option(run_folder, tmp_path, values, said):
    path = saved(tmp_path / "plain.png", values)
    answer = told("predict", run_folder, path, "--json")
    assert answer.status == 0
    assert len(answer.out.splitlines()) == 1
    assert ("--drawing" in answer.err) == said
    assert told("predict", run_folder, path, "--drawing").err == ""


# --- the weights that answer ---


def test_a_run_that_diverged_says_when_it_failed_and_from_when_its_weights_are(pictures, tmp_path):
    settings = ("data.source=digits", "training.optimiser=sgd", "training.optimiser.rate=100")
    words = [f"--set={one}" for one in settings]
    failed = told("train", "mlp-1", *words, "--steps=50", "--threads=1", "--out", tmp_path / "runs")
    assert failed.status == 1, failed
    (run,) = (tmp_path / "runs").iterdir()
    for words in (["predict", run, pictures[0]], ["evaluate", run]):
        answer = told(*words)
        assert answer.status == 0
        assert answer.sentence.startswith("The run failed after ")
        assert "These are its weights after step " in answer.sentence
