"""The current image: one value, which follows the data of the shown model."""

from collections.abc import Iterator

import numpy as np
import pytest

from engine.project.data.data_settings import (
    DataSettings,
    NoValidation,
    ScaleToOne,
    ValidationCount,
    ValidationShare,
)
from engine.project.data.own_images import FolderImages
from engine.project.data.renaming import renamed
from engine.project.data.sources import Cifar10, FashionMnist
from engine.project.data.spoiling import CornerMark, FewImages
from engine.project.project import Project
from engine.project.recipes import read_recipe
from engine.service.answers import DrawingOf, ImageOf, PictureOf, Shown
from engine.typed.document import changed
from gui.state.document import Document
from gui.state.shown.image import EMPTY, FIRST, CurrentImage
from gui.state.workspace import Workspace

DIGITS = read_recipe("lenet5-sample")
FASHION = changed(DIGITS, data=changed(DIGITS.data, source=FashionMnist()))
DRAWING = DrawingOf(7, np.ones((280, 280), np.uint8))


class Desk:
    """The image, with all that it follows, and how often it changed."""

    def __init__(self, project: Project = DIGITS) -> None:
        self.document = Document(project)
        self.workspace = Workspace(self.document)
        self.image = CurrentImage(self.document, self.workspace)
        self.said: list[object] = []
        self.image.changed.connect(lambda: self.said.append(self.image.ref))

    def show(self, project: Project, run: str | None = "r", serial: int = 1) -> None:
        self.workspace.show_model(Shown("saved", project, serial, 5, run))


@pytest.fixture
def desk(qapp) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.document.close()


def test_digits_begin_with_a_drawing_and_other_data_with_their_first_test_image(qapp) -> None:
    for project, first in ((DIGITS, EMPTY), (FASHION, FIRST)):
        made = Desk(project)
        assert made.image.ref == first
        made.document.close()


def test_looking_at_another_image_is_told_once(desk: Desk) -> None:
    for _ in range(2):
        desk.image.look_at(ImageOf("train", 3))
    assert desk.said == [ImageOf("train", 3)]


def test_the_last_drawing_is_remembered_while_an_image_is_looked_at(desk: Desk) -> None:
    desk.image.look_at(DRAWING)
    desk.image.look_at(ImageOf("test", 9))
    assert desk.image.drawn == DRAWING
    desk.image.look_at(PictureOf(8, np.ones((3, 4, 4), np.uint8), "cat.png"))
    assert desk.image.drawn.name == "cat.png"


def test_other_data_begin_anew_and_the_drawing_waits_for_the_next_digits(desk: Desk) -> None:
    desk.image.look_at(DRAWING)
    heard = []
    desk.image.data_changed.connect(lambda: heard.append(desk.image.ref))
    desk.document.open(FASHION, None)
    assert (heard, desk.image.ref) == ([DRAWING], FIRST)
    desk.image.look_at(ImageOf("test", 1207))
    desk.document.open(DIGITS, None)
    assert desk.image.ref == DRAWING


def test_a_picture_that_was_taken_as_it_is_goes_with_the_data(desk: Desk) -> None:
    desk.document.open(FASHION, None)
    desk.image.look_at(PictureOf(8, np.ones((3, 32, 32), np.uint8), "frog.png"))
    desk.image.look_at(ImageOf("test", 3))
    desk.document.open(DIGITS, None)
    assert (desk.image.ref, desk.image.drawn) == (EMPTY, EMPTY)


def test_another_project_on_the_same_data_keeps_the_image(desk: Desk) -> None:
    desk.image.look_at(ImageOf("test", 1207))
    desk.document.open(changed(DIGITS, title="Again"), None)
    assert desk.image.ref == ImageOf("test", 1207)


def test_the_image_is_of_the_shown_models_data_whatever_the_document_says(desk: Desk) -> None:
    desk.show(DIGITS)
    desk.image.look_at(ImageOf("test", 14))
    desk.document.edit_fields("Data", data=FASHION.data)
    assert (desk.image.ref, desk.image.project) == (ImageOf("test", 14), DIGITS)
    desk.show(FASHION, None, 2)
    assert (desk.image.ref, desk.image.of_digits) == (FIRST, False)


def test_an_index_past_the_last_image_goes_back_to_the_first(desk: Desk) -> None:
    desk.image.look_at(ImageOf("test", 1207))
    desk.document.know_facts(DIGITS.data.source, DIGITS.facts.counted(50, 7))
    assert desk.image.ref == FIRST


def test_an_image_of_a_split_that_is_gone_makes_way(desk: Desk) -> None:
    settings = desk.document.project.data
    desk.document.edit_fields("Validate", data=changed(settings, validation=ValidationCount(1000)))
    desk.image.look_at(ImageOf("validation", 3))
    desk.document.edit_fields("Do not", data=changed(settings, validation=NoValidation()))
    assert desk.image.ref == FIRST


def test_that_an_image_is_missing_is_said_until_another_is_looked_at(desk: Desk) -> None:
    said: list[str] = []
    desk.image.missing_changed.connect(lambda: said.append(desk.image.missing))
    for _ in range(2):
        desk.image.say_missing("It is not here.")
    desk.image.look_at(DRAWING)
    assert said == ["It is not here.", ""]


def test_that_images_are_missing_is_not_said_of_other_data(desk: Desk) -> None:
    desk.document.open(FASHION, None)
    desk.image.say_missing("Fashion-MNIST is not here.")
    desk.document.edit_fields("Data", data=changed(FASHION.data, source=Cifar10()))
    assert (desk.image.ref, desk.image.missing) == (FIRST, "")


def test_an_image_is_picked_among_its_own_data_alone(desk: Desk) -> None:
    refused: list[str] = []
    desk.image.refused.connect(lambda what, _: refused.append(what))
    desk.image.pick(ImageOf("test", 9), DIGITS)
    desk.image.pick(ImageOf("test", 8), FASHION)
    assert desk.image.ref == ImageOf("test", 9)
    assert refused == ["This is an image of Fashion-MNIST, and the shown network looks at Digits."]
    divided = changed(DIGITS, data=changed(DIGITS.data, validation=ValidationCount(100)))
    desk.image.pick(ImageOf("test", 7), divided)
    assert desk.image.ref == ImageOf("test", 7)
    desk.image.pick(ImageOf("train", 7), divided)
    assert desk.image.ref == ImageOf("test", 7)
    assert "divided in another way" in refused[1]


def test_a_share_of_the_training_images_has_indexes_of_its_own(desk: Desk) -> None:
    shared = changed(DIGITS, data=changed(DIGITS.data, share=0.1))
    desk.image.pick(ImageOf("test", 7), shared)
    desk.image.pick(ImageOf("train", 8), shared)
    assert desk.image.ref == ImageOf("test", 7)


def test_classes_of_a_shown_run_are_called_as_in_the_document_and_the_image_stays(desk: Desk) -> None:
    source = FolderImages(path="/photos", classes=("n01", "n02"), train_images=80, test_images=20)
    photos = Project(data=DataSettings(source=source, normalisation=ScaleToOne()))
    desk.document.open(photos, None)
    desk.show(photos)
    desk.image.look_at(ImageOf("test", 7))
    heard: list[object] = []
    desk.workspace.shown_changed.connect(lambda: heard.append(desk.image.project.facts.classes))
    desk.document.edit_fields("Rename", data=changed(photos.data, source=renamed(source, 0, "cat")))
    assert heard == [("cat", "n02")]
    desk.show(photos, serial=2)
    assert desk.image.project.facts.classes == ("cat", "n02")
    assert desk.image.ref == ImageOf("test", 7)
    desk.document.edit_fields("Data", data=FASHION.data)
    assert desk.image.project.facts.classes == ("cat", "n02")


@pytest.mark.parametrize(
    ("split", "fields", "stays"),
    [
        ("train", {"validation": ValidationShare(0.3)}, False),
        ("train", {"share": 0.5}, False),
        ("train", {"spoiling": (FewImages(0, 3),)}, False),
        ("train", {"spoiling": (CornerMark(3),), "shuffle": False}, True),
        ("validation", {"split_seed": 4}, False),
        ("test", {"validation": ValidationShare(0.3), "split_seed": 4}, True),
    ],
)
def test_no_index_leads_to_another_image_without_a_word(desk: Desk, split, fields, stays) -> None:
    data = changed(DIGITS.data, validation=ValidationShare(0.2))
    desk.document.edit_fields("Validation", data=data)
    desk.image.look_at(ImageOf(split, 33))
    desk.document.edit_fields("Divide", data=changed(data, **fields))
    assert desk.image.ref == (ImageOf(split, 33) if stays else FIRST)
