"""Corrections as part of the document: what they leave, how they join, and what is wrong with them, in words."""

import pytest

from engine.project.data.corrections import LeaveOut, LeaveOutClass, MergeClasses, MoveImages, classes_left, wrong
from engine.project.data.data_settings import DataSettings
from engine.project.data.data_words import data_in_words
from engine.project.data.own_images import FolderImages, corrected, corrections_in_words, validation_found
from engine.project.data.renaming import renamed
from engine.project.project import Project, parse_project, problems, project_text, training_images
from engine.typed.document import changed

CLASSES = ("cat", "dog", "emu")
SOURCE = FolderImages(path="/photos", classes=CLASSES, train_images=80, test_images=20, validation_images=8)
ALL = (
    LeaveOut(("cat/1.png", "cat/2.png"), train=1, test=1),
    MoveImages(("cat/3.png",), "dog"),
    MergeClasses("emu", "dog"),
)


def with_all(*corrections):
    return changed(SOURCE, corrections=corrections)


def test_they_are_kept_in_a_project():
    project = Project(data=DataSettings(source=with_all(*ALL, LeaveOutClass("dog", 9, 1, 2))))
    assert parse_project(project_text(project)) == project


def test_how_many_images_they_leave_is_known_before_reading():
    source = with_all(*ALL, LeaveOut(("x.png",), train=1, validation=1))
    facts = source.published
    assert (facts.classes, facts.train_images, facts.test_images) == (("cat", "dog"), 78, 19)
    assert validation_found(source) == 7
    assert training_images(Project(data=DataSettings(source=source))) == 78


def test_classes_keep_their_order():
    assert classes_left(CLASSES, [MergeClasses("cat", "emu")]) == ("dog", "emu")
    assert classes_left(CLASSES, ()) is CLASSES


def test_images_that_meet_the_same_fate_one_after_the_other_join():
    source = corrected(corrected(SOURCE, LeaveOut(("a",), train=1)), LeaveOut(("b",), test=1))
    assert source.corrections == (LeaveOut(("a", "b"), train=1, test=1),)
    source = corrected(corrected(SOURCE, MoveImages(("a",), "dog")), MoveImages(("b",), "dog"))
    assert source.corrections == (MoveImages(("a", "b"), "dog"),)
    assert len(corrected(source, MoveImages(("c",), "cat")).corrections) == 2


def test_each_is_said():
    assert data_in_words(DataSettings(source=with_all(*ALL, LeaveOutClass("cat", 1, 0, 2))), CLASSES) == (
        "2 images are left out.",
        "1 image is moved to “dog”.",
        "“emu” is merged into “dog”.",
        "“cat” is left out, with 3 images.",
    )


@pytest.mark.parametrize(
    ("corrections", "sentence"),
    [
        ((MergeClasses("owl", "dog"),), "There is no class “owl” any more that a correction speaks of."),
        ((MergeClasses("dog", "cat"), MoveImages(("a",), "dog")), "There is no class “dog” any more"),
        ((MergeClasses("dog", "dog"),), "“dog” cannot be merged into itself."),
        ((LeaveOutClass("cat"), LeaveOutClass("emu")), "no two classes left"),
    ],
)
def test_what_is_wrong_with_them_is_a_problem_of_the_project(corrections, sentence):
    assert sentence in wrong(CLASSES, corrections)
    (problem, *_) = problems(Project(data=DataSettings(source=with_all(*corrections))))
    assert sentence in problem.what


def test_good_ones_are_no_problem():
    assert wrong(CLASSES, ALL) == ""


def test_classes_are_said_as_they_are_called():
    source = renamed(with_all(MergeClasses("emu", "dog")), 1, "hound")
    assert corrections_in_words(source) == ("“emu” is merged into “hound”.",)
    assert source.names == ("cat", "hound")
