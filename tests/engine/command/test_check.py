"""`recipes` and `check`: what they print, and that they need no torch."""

import subprocess
import sys
from pathlib import Path

import pytest

from engine.exchange.archive import About, save_archive
from engine.network.layers import Conv2d, Flatten, Linear, MaxPool2d, ReLU
from engine.network.network import Network
from engine.network.nodes import Node, Repeat, Residual
from engine.project.project import Project, save_project
from engine.project.recipes import NAMES, read_recipe
from engine.project.training.training_settings import TrainingSettings
from tests.engine.command.helpers import told

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def saved(tmp_path):
    """Saves nodes as a project and gives its path."""

    def save(*ops, training=TrainingSettings()):  # noqa: B008  # frozen
        nodes = tuple(op if isinstance(op, Node) else Node(f"n0000{i}", op) for i, op in enumerate(ops))
        save_project(Project(network=Network(nodes), training=training), tmp_path / "mine.json")
        return tmp_path / "mine.json"

    return save


@pytest.mark.parametrize("words", [["recipes"], ["check", "resnet-110-cifar10"]])
def test_recipes_and_check_import_no_torch_and_no_qt(words):
    code = f"import sys; from main import main; status = main({words}); print(status, *sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    status, *modules = done.stdout.splitlines()[-1].split()
    assert status == "0"
    assert not {"torch", "torchvision", "PySide6", "pyqtgraph"} & set(modules)


def test_recipes_are_listed_one_a_line_with_their_titles():
    lines = told("recipes").out.splitlines()
    assert [line.split()[0] for line in lines] == list(NAMES)
    assert lines[0].endswith("LeNet-5 on digits")


@pytest.mark.parametrize("name", NAMES)
def test_every_recipe_passes_the_check(name):
    answer = told("check", name)
    assert (answer.status, answer.err) == (0, "")


def test_the_table_shows_shapes_parameters_and_multiply_adds():
    lines = [line.split("  ") for line in told("check", "lenet5-sample").out.splitlines()]
    cells = [[cell.strip() for cell in line if cell.strip()] for line in lines]
    assert ["1", "Convolution", "6 · 5×5 · pad 2", "6×28×28", "156", "117,600"] in cells
    assert ["14", "Linear", "classes", "10", "850", "840"] in cells


def test_layers_inside_blocks_are_numbered_through_them():
    out = told("check", "resnet-20-cifar10").out
    assert "4.1.1 " in out
    assert "5.s2 " in out
    assert "269,722 parameters" in out


def test_problems_are_shown_with_their_fixes(saved):
    answer = told("check", saved(Conv2d(8), ReLU(), Linear()))
    assert answer.status == 2
    assert "8×26×26" in answer.out
    assert "\n  - Insert Flatten before it\n" in answer.out
    assert "← problem" in answer.out
    assert answer.sentence.endswith("1 problem to mend before it can be trained.")


def test_what_follows_a_problem_is_unknown(saved):
    out = told("check", saved(MaxPool2d((64, 64)), ReLU())).out
    assert next(line for line in out.splitlines() if "ReLU" in line).split()[-1] == "?"


def test_problems_across_fields_count_too(saved):
    answer = told("check", saved(Repeat((Node("n1aaaa", ReLU()),), 2), Linear(), training=TrainingSettings(batch=9000)))
    assert answer.status == 2
    assert "A batch of 9,000 is larger than the 8,000 training images." in answer.out
    assert "2 problems" in answer.sentence


def test_switched_off_layers_are_shown_as_such(saved):
    out = told("check", saved(Node("n00009", Residual((Node("n1aaaa", ReLU()),)), enabled=False), Linear())).out
    assert next(line for line in out.splitlines() if "Residual" in line).split()[-1] == "off"


def test_a_file_that_also_holds_a_model_is_opened(tmp_path):
    save_archive(tmp_path / "mine.layerscope", read_recipe("mlp-1"), {}, About(0), b"")
    assert "407,050 parameters" in told("check", tmp_path / "mine.layerscope").out


def test_a_folder_of_a_subcommands_name_is_not_taken_for_a_run(tmp_path, monkeypatch):
    (tmp_path / "recipes").mkdir()
    monkeypatch.chdir(tmp_path)
    assert "lenet5-sample" in told("recipes").out


def test_names_cannot_move_the_cursor_of_a_terminal(tmp_path):
    evil = "red\x1b[31m\nand more"
    nodes = (Node("n00000", MaxPool2d((99, 99)), name=evil), Node("n00001", Linear()))
    save_project(Project(title=evil, network=Network(nodes)), tmp_path / "mine.json")
    out = told("check", tmp_path / "mine.json").out
    assert "\x1b" not in out
    assert out.startswith("red[31m and more\n")
    assert "1  red[31m and more  " in out


def test_an_empty_network_is_answered(saved):
    assert told("check", saved()).status == 2


def test_advice_is_printed_as_the_window_shows_it(saved):
    answer = told("check", saved(Flatten(), Linear(), ReLU()))
    assert (answer.status, answer.err) == (0, "")
    assert "Advice, Layer 3 (ReLU): ReLU after the last layer bends the scores" in answer.out
    figures = told("check", saved(Flatten(), Linear(), ReLU()), "--json").figures
    assert [(one["layer"], one["text"][:25]) for one in figures["advice"]] == [
        ("Layer 3 (ReLU)", "ReLU after the last layer")
    ]
    assert (figures["parameters"], figures["problems"], figures["layers"][1]["output"]) == (7850, [], [10])


def test_what_cannot_be_trained_is_a_problem_as_training_says(saved):
    answer = told("check", saved(Flatten(), ReLU()), "--json")
    assert answer.status == 2
    assert len(answer.figures["problems"]) == 1
