"""A project proposed for own images: it fits whatever they are, and can be trained as it is."""

import pytest

from engine.network.layers import Linear
from engine.project.data.data_settings import Constants, ScaleToOne
from engine.project.data.own_images import FolderImages, Reading
from engine.project.project import Project, analysed, problems, read_project, refuse_training, save_project
from engine.project.proposal import measured, on_images, proposed
from engine.project.recipes import read_recipe
from engine.typed.document import changed


def a_source(height=32, width=32, classes=3, train=100, colour=True):
    return FolderImages(
        path="/photos/holiday",
        classes=tuple(f"class {number}" for number in range(classes)),
        train_images=train,
        test_images=20,
        reading=Reading(height, width, colour=colour),
    )


def a_project(**how):
    source = a_source(**how)
    channels = source.reading.shape[0]
    return proposed(source, (0.5,) * channels, (0.2,) * channels)


@pytest.mark.parametrize("size", [(1, 1), (4, 4), (5, 9), (8, 8), (28, 28), (8, 64), (32, 32), (64, 64), (224, 224)])
@pytest.mark.parametrize("colour", [True, False])
@pytest.mark.parametrize("classes", [2, 10, 1000])
def test_it_fits_images_of_any_size(size, colour, classes):
    project = a_project(height=size[0], width=size[1], colour=colour, classes=classes, train=5000)
    refuse_training(project)
    assert analysed(project).output == (classes,)


@pytest.mark.parametrize("train", [2, 3, 20, 700, 5_000, 100_000])
def test_its_training_suits_the_number_of_images(train):
    project = a_project(train=train)
    assert problems(project) == []
    assert project.training.batch <= train
    assert 5 <= project.training.budget.epochs <= 60


def test_it_is_called_as_the_folder_and_holds_what_was_measured(tmp_path):
    project = a_project()
    assert project.title == "holiday"
    assert project.data.normalisation == Constants((0.5,) * 3, (0.2,) * 3)
    save_project(project, tmp_path / "mine.json")
    assert read_project(tmp_path / "mine.json") == project
    assert project.network.nodes[-1].op == Linear("classes")


def test_a_channel_that_is_the_same_everywhere_is_not_divided_by_nothing():
    assert measured((0.0, 1.0, 0.123456), (0.0, 0.00001, 0.25)) == Constants((0.0, 1.0, 0.1235), (1.0, 1.0, 0.25))


def test_a_recipe_on_own_images_takes_their_constants_and_keeps_the_rest():
    recipe = read_recipe("lenet5-cifar10")
    moved = on_images(recipe, a_source(), (0.5,) * 3, (0.2,) * 3)
    assert moved.data.normalisation == Constants((0.5,) * 3, (0.2,) * 3)
    assert (moved.network, moved.training) == (recipe.network, recipe.training)
    plain = changed(recipe, data=changed(recipe.data, normalisation=ScaleToOne()))
    assert on_images(plain, a_source(), (0.5,), (0.2,)).data.normalisation == ScaleToOne()


def test_an_empty_project_stays_empty():
    assert on_images(Project(), a_source(), (0.5,) * 3, (0.2,) * 3).network.nodes == ()
