"""Classes of own images are called as their owner says; what is read stays what was found."""

import pytest

from engine.errors import ProjectError
from engine.project.data.data_settings import DataSettings, ScaleToOne
from engine.project.data.own_images import ClassRename, FolderImages
from engine.project.data.renaming import renamed, same_but_for_names, unnamed
from engine.project.data.sources import Digits
from engine.project.project import Project, parse_project, problems, project_text, with_facts
from engine.project.proposal import on_images
from engine.typed.document import changed

PHOTOS = FolderImages(path="/photos", classes=("n01", "n02", "n03"), train_images=80, test_images=20)


def project(source=PHOTOS) -> Project:
    return Project(data=DataSettings(source=source, normalisation=ScaleToOne()))


def test_a_name_is_what_the_class_is_called_and_is_kept_in_the_file():
    source = renamed(PHOTOS, 1, "  dog ")
    assert (source.classes, source.names) == (("n01", "n02", "n03"), ("n01", "dog", "n03"))
    assert source.published.classes == project(source).facts.classes == source.names
    assert parse_project(project_text(project(source))) == project(source)


def test_the_name_that_it_was_found_with_is_no_other_name():
    assert renamed(renamed(PHOTOS, 1, "dog"), 1, "n02") == PHOTOS
    assert renamed(renamed(PHOTOS, 1, "dog"), 1, "cat").renamed == (ClassRename("n02", "cat"),)


def test_whoever_is_called_first_the_source_is_the_same():
    assert renamed(renamed(PHOTOS, 0, "cat"), 2, "dog") == renamed(renamed(PHOTOS, 2, "dog"), 0, "cat")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (" \n ", "A class needs a name. Type one."),
        ("n01", "Another class is called “n01”. Each needs a name of its own."),
        ("x" * 201, "A name has at most 200 characters, not 201. Type a shorter one."),
    ],
)
def test_a_name_that_cannot_be_is_refused_in_words(name, sentence):
    with pytest.raises(ProjectError) as refused:
        renamed(PHOTOS, 1, name)
    assert str(refused.value) == sentence


def test_names_of_two_hundred_characters_of_any_script_are_taken():
    for name in ("x" * 200, "قطة", "猫", "a/b: “c”"):
        assert renamed(PHOTOS, 1, name).names[1] == name


@pytest.mark.parametrize(
    ("renames", "sentence"),
    [
        ((ClassRename("n02", "n01"),), "Two classes are called “n01”."),
        ((ClassRename("n09", "dog"),), "There is no class “n09” that could be called otherwise."),
        ((ClassRename("n02", " "),), "A class has an empty name."),
    ],
)
def test_names_that_were_written_by_hand_and_cannot_be_are_problems(renames, sentence):
    (problem,) = problems(project(changed(PHOTOS, renamed=renames)))
    assert (problem.what, problem.where.words) == (sentence, "Data, Class names")


def test_what_was_counted_here_stays_counted_under_other_names():
    here = with_facts(project(), PHOTOS.published.counted(70, 10))
    named = changed(here, data=changed(here.data, source=renamed(PHOTOS, 0, "cat")))
    assert (named.facts.train_images, named.facts.classes) == (70, ("cat", "n02", "n03"))


def test_settings_are_the_same_but_for_names():
    named = DataSettings(source=renamed(PHOTOS, 0, "cat"))
    assert unnamed(named.source) == PHOTOS
    assert unnamed(Digits()) == Digits()
    assert same_but_for_names(named, DataSettings(source=PHOTOS))
    assert not same_but_for_names(named, DataSettings(source=PHOTOS, share=0.5))


def test_what_is_brought_in_anew_keeps_the_names_of_its_classes():
    before = renamed(renamed(PHOTOS, 0, "cat"), 2, "owl")
    anew = changed(PHOTOS, classes=("n01", "n02"), train_images=50)
    now = on_images(project(before), anew, (0.5,) * 3, (0.2,) * 3)
    assert now.facts.classes == ("cat", "n02")
    elsewhere = changed(anew, path="/other")
    assert on_images(project(before), elsewhere, (0.5,) * 3, (0.2,) * 3).facts.classes == ("n01", "n02")
