"""Own images as part of the document: kept, read again, and refused in words where a value is out of bounds."""

import pytest

from engine.errors import ProjectError
from engine.project.assignments import assigned
from engine.project.data.data_settings import DataSettings, FoundValidation, ScaleToOne
from engine.project.data.facts import Facts
from engine.project.data.own_images import OWN_KINDS, FolderImages, FoundTest, Reading, TestShare, reading_of
from engine.project.data.sources import Digits
from engine.project.project import Project, images_in, parse_project, problems, project_text, training_images
from engine.typed.document import changed
from engine.typed.fields import meta, struct_fields


def made(kind, path="/photos/holiday"):
    return kind(path=path, classes=("cat", "dog"), train_images=80, test_images=20)


@pytest.mark.parametrize("kind", OWN_KINDS)
class TestEveryKind:
    def test_it_is_kept_in_a_project(self, kind):
        for test in (FoundTest(), TestShare(share=0.5, seed=4)):
            source = changed(made(kind), test=test, checksum="abc")
            project = Project(data=DataSettings(source=source))
            assert parse_project(project_text(project)) == project

    def test_it_says_what_a_published_set_says(self, kind):
        source = made(kind)
        assert source.published == Facts((3, 32, 32), ("cat", "dog"), 80, 20)
        assert (source.name, source.title, source.where) == ("holiday", "holiday", "")
        assert training_images(Project(data=DataSettings(source=source))) == 80

    def test_every_field_has_a_label_and_a_help(self, kind):
        for name, type_ in struct_fields(kind).items():
            assert meta(type_).title, name
            assert meta(type_).description, name


@pytest.mark.parametrize(
    ("path", "name"), [("/photos/a.b", "a.b"), ("/photos/data.npz", "data"), ("/", "Images"), ("/p/table.csv", "table")]
)
def test_it_is_called_as_its_folder_or_file(path, name):
    assert made(FolderImages, path).name == name


@pytest.mark.parametrize(
    ("assignment", "sentence"),
    [
        ("data.source.reading.height=0", "Data, Data set, Reading, Height: must be at least 1"),
        ("data.source.reading.fit=zoom", "Fit"),
        ("data.source.test.share=1", "Test share: must be less than 1"),
        ("data.source.classes=[]", "Classes"),
    ],
)
def test_what_is_out_of_bounds_is_refused(assignment, sentence):
    with pytest.raises(ProjectError) as error:
        assigned(Project(data=DataSettings(source=made(FolderImages))), assignment)
    assert sentence in str(error.value)


def test_the_reading_can_be_set_from_the_command_line():
    project = assigned(Project(data=DataSettings(source=made(FolderImages))), "data.source.reading.colour=false")
    assert project.facts.shape == (1, 32, 32)


def test_only_own_images_have_a_reading():
    assert reading_of(Digits()) is None
    assert reading_of(made(FolderImages)) == Reading()


def test_validation_as_it_came_needs_some_that_came():
    source = changed(made(FolderImages), validation_images=30)
    project = Project(data=DataSettings(source=source, validation=FoundValidation(), normalisation=ScaleToOne()))
    assert (problems(project), training_images(project), images_in(project, "validation")) == ([], 50, 30)
    (problem,) = problems(changed(project, data=changed(project.data, source=Digits())))
    assert problem.what == "No validation images came with Digits."
