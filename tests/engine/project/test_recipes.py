"""The bundled projects: each opens, can run, has the size that is known of it, and tells a student about itself."""

import re
from math import prod
from typing import get_args

import pytest

from engine.errors import ProjectError
from engine.network.layers import Conv2d, Linear
from engine.network.network import Network
from engine.project import recipes
from engine.project.project import analysed, problems, training_images
from engine.project.recipes import FOLDER, NAMES, RECIPES, Group, notes_of, read_recipe
from engine.project.training.budgets import Epochs, Steps
from engine.typed.document import changed, written
from resources import make_recipes

# Of the residual networks: published. Of the others: counted by hand from the table of layers.
PARAMETERS = {
    "lenet5-sample": 61_706,
    "lenet5-mnist": 61_706,
    "lenet5-cifar10": 62_006,
    "mlp-1": 407_050,
    "mlp-3": 535_818,
    "convnet-fashion": 44_426,
    "firstcnn-fashion": 280_186,
    "firstcnn-as-printed": 108_154,
    "cnn-16-32-mnist": 28_938,
    "batchnorm-mnist": 266_058,
    "dropout-cifar10": 591_658,
    "resnet-20-cifar10": 269_722,
    "resnet-32-cifar10": 464_154,
    "resnet-44-cifar10": 658_586,
    "resnet-56-cifar10": 853_018,
    "resnet-110-cifar10": 1_727_962,
    "plain-20-cifar10": 269_722,
    "plain-32-cifar10": 464_154,
}


def test_the_list_names_exactly_what_is_there():
    assert sorted(NAMES) == sorted(path.stem for path in FOLDER.glob("*.json"))
    assert sorted(NAMES) == sorted(make_recipes.recipes())
    assert NAMES[0] == "lenet5-sample"


@pytest.mark.parametrize("name", NAMES)
def test_each_recipe_opens_and_can_run(name):
    project = read_recipe(name)
    assert problems(project) == []
    assert analysed(project).problems == ()


@pytest.mark.parametrize("name", PARAMETERS)
def test_each_recipe_has_its_number_of_parameters(name):
    assert analysed(read_recipe(name)).parameters == PARAMETERS[name]


@pytest.mark.parametrize("name", NAMES)
def test_each_recipe_tells_about_itself(name):
    project = read_recipe(name)
    assert project.title
    assert len(project.notes.split()) > 25


@pytest.mark.parametrize("name", NAMES)
def test_the_script_writes_the_very_same_bytes(name):
    assert written(make_recipes.recipes()[name]) == (FOLDER / f"{name}.json").read_bytes()


def test_writing_them_all_again_changes_nothing(tmp_path):
    make_recipes.write_all(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        path.name: path.read_bytes() for path in FOLDER.iterdir()
    }


@pytest.mark.parametrize("name", NAMES)
def test_ids_are_unique_in_the_project(name):
    nodes = list(read_recipe(name).network)
    assert len({node.id for node in nodes}) == len(nodes)


def test_the_printed_network_flattens_to_128_and_says_what_was_wrong():
    project = read_recipe("firstcnn-as-printed")
    assert (128,) in [instance.output for instance in analysed(project).instances.values()]
    assert "Linear(32*5*5, 256)" in project.notes
    assert (800,) in [instance.output for instance in analysed(read_recipe("firstcnn-fashion")).instances.values()]


def test_the_residual_networks_differ_in_their_repeats_alone():
    shallow, deep = read_recipe("resnet-20-cifar10"), read_recipe("resnet-110-cifar10")
    assert [type(node.op) for node in shallow.network] == [type(node.op) for node in deep.network]
    assert [node.op.times for node in deep.network.nodes if hasattr(node.op, "times")] == [18, 17, 17]
    assert deep.training.slow_start is not None
    assert shallow.training.slow_start is None
    assert shallow.training.budget == deep.training.budget == Steps(64_000)


def test_every_network_ends_with_one_value_for_each_class():
    for name in NAMES:
        assert Linear() == read_recipe(name).network.nodes[-1].op


def test_the_first_recipe_is_short_enough_to_watch():
    assert read_recipe("lenet5-sample").training.budget == Epochs(6)


def test_an_unknown_recipe_is_answered_with_the_one_that_was_meant():
    with pytest.raises(ProjectError) as caught:
        read_recipe("lenet-sample")
    assert str(caught.value) == "There is no recipe “lenet-sample”. Did you mean “lenet5-sample”?"


def test_recipes_are_found_from_any_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert changed(recipes.read_recipe("mlp-1"), network=Network()).title


def test_the_small_network_on_clothes_has_the_seed_that_its_note_names():
    project = read_recipe("convnet-fashion")
    assert project.training.seed == 4
    assert "This recipe has seed 4." in project.notes


# What a note names and nobody can count: published with the material that the recipe is from, or measured with this
# program (`benchmarks/accuracy.py`, and `main.py train NAME --seed S`).
PUBLISHED = {
    "lenet5-mnist": "98.68",
    "lenet5-cifar10": "51.64",
    "mlp-1": "97",
    "mlp-3": "97 0.081 0.083",
    "firstcnn-fashion": "91",
    "resnet-20-cifar10": "91.25",
}
MEASURED = {
    "lenet5-sample": "97",
    "lenet5-mnist": "98.1 98.3 98.5 97.5",
    "convnet-fashion": "29.8 62.6 54.0 24.9 67.3",
}
ADVISED = {"convnet-fashion": "0 0.1", "firstcnn-as-printed": "1", "lenet5-mnist": "0 3"}  # to try, not claimed
WORDS = re.compile(r"“[^”]*”|[A-Za-z]+-\d+|et al\. +\d+|arXiv:[\d.]+|section [\d.]+")  # names and sources
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def figures(text):
    return {found.replace(",", "") for found in FIGURE.findall(WORDS.sub("", text))}


def counted(name):
    """Every number that follows from the recipe: its settings, its shapes, its counts, and the data it names."""
    project = read_recipe(name)
    instances = analysed(project).instances.values()
    facts = project.facts
    shapes = [facts.shape, *(instance.output for instance in instances)]
    weighted = sum(isinstance(instance.node.op, Conv2d | Linear) for instance in instances)
    plain = figures(written(project).partition(b'"network"')[2].decode())
    numbers = {number for shape in shapes for number in (*shape, prod(shape))}
    numbers |= {facts.train_images, facts.test_images, training_images(project), weighted, PARAMETERS[name]}
    if slow := project.training.slow_start:
        numbers |= {round(slow.factor * project.training.optimiser.rate, 6), round(100 * slow.until_error)}
    return plain | {str(number) for number in numbers}


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_of_a_note_is_counted_or_known(name):
    named = figures(read_recipe(name).notes)
    known = f"{PUBLISHED.get(name, '')} {MEASURED.get(name, '')} {ADVISED.get(name, '')}".split()
    compared = set().union(*map(counted, (name, *spoken_of(name))))
    assert named - compared - set(known) == set()
    assert set(known) <= named


def spoken_of(name):
    """The recipes that a note names, by their titles: people read it in the window, where no file names stand."""
    names = {title: other for other, title in recipes.recipes().items()}
    return [names[title] for title in re.findall(r"“([^”]*)”", read_recipe(name).notes)]


@pytest.mark.parametrize("name", NAMES)
def test_notes_speak_of_other_recipes_by_their_titles(name):
    notes = read_recipe(name).notes
    assert not [other for other in NAMES if other in notes]
    assert name not in spoken_of(name)


@pytest.mark.parametrize("recipe", RECIPES, ids=NAMES)
def test_the_accuracy_to_expect_stands_in_the_note_and_is_known_as_it_says(recipe):
    if recipe.expected is None:
        return
    (figure,) = figures(recipe.expected.accuracy)
    assert figure in figures(read_recipe(recipe.name).notes)
    known = {"published": PUBLISHED, "measured": MEASURED}[recipe.expected.known]
    assert figure in known[recipe.name].split()
    assert recipe.expected.accuracy.removeprefix("over ").endswith(f"{figure} %")


def test_the_accuracy_measured_of_a_recipe_is_that_of_its_own_seed():
    seeds = {"lenet5-mnist": range(4), "convnet-fashion": range(5)}  # in the order in which the notes name them
    for name, tried in seeds.items():
        accuracies = dict(zip(tried, MEASURED[name].split(), strict=True))
        expected = next(recipe.expected for recipe in RECIPES if recipe.name == name)
        assert expected.accuracy == f"{accuracies[read_recipe(name).training.seed]} %"


@pytest.mark.parametrize("group", get_args(Group))
def test_no_group_is_empty(group):
    assert [recipe for recipe in RECIPES if recipe.group == group]


@pytest.mark.parametrize("name", NAMES)
def test_what_it_tells_of_itself_can_be_had_alone(name):
    assert notes_of(name) == read_recipe(name).notes
