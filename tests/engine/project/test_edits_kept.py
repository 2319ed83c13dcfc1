"""Images that are brought in anew keep their corrections and names, as far as these still fit."""

from engine.project.data.corrections import LeaveOut, LeaveOutClass, MergeClasses, MoveImages
from engine.project.data.data_settings import DataSettings, ScaleToOne
from engine.project.data.own_images import ClassRename, FolderImages
from engine.project.edits_kept import with_edits_of
from engine.project.project import Project
from engine.project.proposal import on_images
from engine.typed.document import changed

EDITS = (LeaveOut(("cat/1.png",), train=1), MoveImages(("dog/2.png",), to="cat"), MergeClasses("owl", "dog"))
BEFORE = FolderImages(
    path="/photos",
    classes=("cat", "dog", "owl"),
    train_images=80,
    test_images=20,
    corrections=EDITS,
    renamed=(ClassRename("cat", "dog"), ClassRename("dog", "cat")),
)


def again(*classes: str) -> FolderImages:
    return FolderImages(path="/photos", classes=classes, train_images=90, test_images=20)


def test_all_of_them_where_the_classes_are_the_same():
    kept = with_edits_of(again("cat", "dog", "owl"), BEFORE)
    assert (kept.corrections, kept.renamed) == (BEFORE.corrections, BEFORE.renamed)


def test_a_class_that_came_takes_none_of_them_away():
    kept = with_edits_of(again("bat", "cat", "dog", "owl"), BEFORE)
    assert (kept.corrections, kept.renamed) == (BEFORE.corrections, BEFORE.renamed)


def test_a_class_that_went_takes_what_speaks_of_it():
    assert with_edits_of(again("cat", "dog"), BEFORE).corrections == EDITS[:2]
    kept = with_edits_of(again("dog", "owl", "yak"), BEFORE)
    assert kept.corrections == (EDITS[0], EDITS[2])


def test_two_classes_stay():
    before = changed(BEFORE, corrections=(LeaveOutClass("owl", 9, 0, 3),), renamed=())
    assert with_edits_of(again("cat", "owl"), before).corrections == ()


def test_a_name_that_another_class_has_by_now_is_dropped():
    before = changed(BEFORE, corrections=(), renamed=(ClassRename("cat", "puma"), ClassRename("owl", "bat")))
    kept = with_edits_of(again("cat", "owl", "puma"), before)
    assert kept.names == ("cat", "bat", "puma")


def test_nothing_is_taken_over_from_images_of_another_place():
    elsewhere = changed(again("cat", "dog", "owl"), path="/others")
    assert with_edits_of(elsewhere, BEFORE) == elsewhere


def test_a_project_on_what_lies_there_now_has_them_too():
    project = Project(data=DataSettings(source=BEFORE, normalisation=ScaleToOne()))
    found = on_images(project, again("bat", "cat", "dog", "owl"), (0.5,), (0.2,))
    assert found.data.source.corrections == BEFORE.corrections
