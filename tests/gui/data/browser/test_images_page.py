"""The page of single images: what it asks of the engine, and that late answers are of no other data."""

from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.errors import DataMissing
from engine.events import Reply
from engine.project.data.augmentations import RandomFlip
from engine.project.data.data_settings import ScaleToOne, ValidationCount
from engine.project.data.sources import Cifar10
from engine.project.project import Project
from engine.service.answers import Compute, ImageOf
from engine.service.images.browsing.browse_answers import Listed, Opened, TrainingBatch
from engine.service.images.browsing.browse_questions import ListImages, MakeBatch, OpenImage, ReadThumbnails
from engine.typed.document import changed
from gui.data.browser.page import ImagesPage
from gui.data.usual_constants import with_other_images
from gui.state.jobs import Jobs
from gui.window.display.images.images_display import ImagesDisplay
from tests.asked import Asked

CLASSES = 10


@pytest.fixture
def project():
    return Project()


class Desk:
    """The page in front, over an engine that answers when it is told to."""

    def __init__(self, document, workspace, image):
        self.document, self.image, self.engine = document, image, Asked()
        self.jobs, self.page, self.shown = Jobs(self.engine), ImagesPage(document), []
        self.run = SimpleNamespace(current=None, changed=SimpleNamespace(connect=lambda _: None))
        shared = SimpleNamespace(document=document, workspace=workspace, image=image, run=self.run)
        parts = SimpleNamespace(show_page=self.shown.append)
        pages = SimpleNamespace(images=self.page, parts_of_data=parts)
        self.display = ImagesDisplay(shared, SimpleNamespace(jobs=self.jobs, service=None), pages)
        workspace.set_engine_ready(Compute("cpu", 1))

    def asked(self, kind):
        return [question for question in self.engine.asked if isinstance(question, kind)]

    def answer(self, kind, result=None, error=None, which=-1):
        numbers = [at for at, question in enumerate(self.engine.asked, 1) if isinstance(question, kind)]
        self.jobs.take(Reply(numbers[which], result, error))

    def list(self, count=8000, split="train", **answers):
        self.answer(ListImages, Listed(split, np.arange(count), np.arange(count) % CLASSES, **answers))

    def picture(self, index):
        return self.page.thumbnails.picture(index)

    def take_pictures(self):
        (*_, question) = self.asked(ReadThumbnails)
        self.answer(ReadThumbnails, np.zeros((len(question.indexes), 1, 28, 28), np.uint8))


@pytest.fixture
def desk(qtbot, document, workspace, image):
    made = Desk(document, workspace, image)
    qtbot.addWidget(made.page)
    assert not made.engine.asked  # nobody looks yet
    made.page.resize(640, 480)
    made.page.show()
    qtbot.waitUntil(lambda: len(made.asked(ListImages)) == 1)
    return made


def test_pictures_come_as_far_as_they_are_in_sight(qtbot, desk):
    desk.list()
    assert desk.page.parts.count.text() == "8,000 training images"
    qtbot.waitUntil(lambda: len(desk.asked(ReadThumbnails)) > 0)
    desk.take_pictures()
    assert desk.picture(0) is not None
    assert desk.picture(4000) is None
    desk.page.grid.verticalScrollBar().setValue(desk.page.grid.verticalScrollBar().maximum())
    qtbot.waitUntil(lambda: 7999 in desk.asked(ReadThumbnails)[-1].indexes)
    assert max(map(len, [question.indexes for question in desk.asked(ReadThumbnails)])) <= 120


def test_a_click_makes_an_image_the_current_one_and_opens_it_large(qtbot, desk):
    desk.list()
    desk.page.grid.picked.emit(7)
    assert desk.image.ref == ImageOf("train", 7)
    assert desk.asked(OpenImage)[-1].index == 7
    desk.answer(OpenImage, Opened(ImageOf("train", 7), np.full((1, 28, 28), 9, np.uint8), 7, "seven/a.png", "/x/a.png"))
    assert desk.page.pane.label.text() == ""  # the grid has chosen none by then: an answer to another click
    qtbot.keyClick(desk.page.grid, Qt.Key.Key_Home)
    desk.answer(OpenImage, Opened(ImageOf("train", 0), np.full((1, 28, 28), 9, np.uint8), 0, "zero/b.png", "/x/b.png"))
    pane = desk.page.pane
    assert (pane.label.text(), pane.file.text(), pane.file.toolTip()) == ("0", "zero/b.png", "/x/b.png")
    assert pane.preview.reading(3, 4) == "row 4, column 5: 9"


def test_what_is_chosen_is_asked_for_and_keeps_the_pictures_of_the_same_part(qtbot, desk):
    desk.list()
    qtbot.waitUntil(lambda: len(desk.asked(ReadThumbnails)) > 0)
    desk.take_pictures()
    listing = desk.page.listing
    listing.of_class.picked.emit(3)
    assert desk.asked(ListImages)[-1].label == 3
    desk.list(12)
    assert desk.picture(0) is not None
    listing.split.setCurrentIndex(listing.split.findData("test"))
    listing.split.activated.emit(listing.split.currentIndex())
    assert desk.asked(ListImages)[-1].split == "test"
    desk.list(12, "test")
    assert desk.picture(0) is None


def test_other_data_are_asked_for_and_a_late_answer_is_not_shown(qtbot, desk):
    desk.list()
    edited = with_other_images(desk.document.project.data, Cifar10())
    desk.document.edit_fields("Data", data=edited)
    assert desk.page.grid.tiles.count == 0
    desk.page.ask()
    settings = changed(edited, validation=ValidationCount(100))
    desk.document.edit_fields("Data", data=settings)
    desk.list(5)  # of the settings before
    assert desk.page.grid.tiles.count == 0
    assert desk.asked(ListImages)[-1].settings == settings
    asked = len(desk.asked(ListImages))
    desk.list(50)
    desk.document.edit_fields("Data", data=changed(settings, normalisation=ScaleToOne()))
    assert desk.page.grid.tiles.count == 50  # they look the same however they are normalised
    assert len(desk.asked(ListImages)) == asked


def test_missing_images_are_said_and_lead_to_the_ways_out(qtbot, desk):
    desk.answer(ListImages, error=DataMissing("It is not here.", "Get it."))
    assert desk.page.parts.sentence.text() == "Digits is not on this computer yet."
    qtbot.mouseClick(desk.page.parts.way_out, Qt.MouseButton.LeftButton)
    assert desk.shown == ["settings"]


def test_nine_at_random_with_their_names_and_others_at_each_draw(qtbot, desk):
    desk.list()
    qtbot.mouseClick(desk.page.parts.sheets["nine"], Qt.MouseButton.LeftButton)
    grid = desk.page.grid
    first = [grid.tiles.sentence(place) for place in range(grid.tiles.count)]
    assert len(set(first)) == 9
    assert grid.tiles.name(0) == first[0][-1]
    qtbot.mouseClick(desk.page.parts.again, Qt.MouseButton.LeftButton)
    assert [grid.tiles.sentence(place) for place in range(9)] != first
    assert len(desk.asked(ListImages)) == 1


def test_a_batch_of_any_step_as_augmentation_changes_it(qtbot, desk):
    qtbot.mouseClick(desk.page.parts.sheets["batch"], Qt.MouseButton.LeftButton)
    assert desk.asked(MakeBatch)[-1].step == 0
    desk.page.batch.last.click()
    (*_, question) = desk.asked(MakeBatch)
    per_epoch = question.step + 1
    assert per_epoch == -(-8000 // desk.document.project.training.batch)
    pixels, places = np.full((3, 1, 28, 28), 5, np.uint8), np.array([40, 50, 60])
    desk.answer(MakeBatch, TrainingBatch(question.step, pixels, np.array([1, 2, 3]), places, per_epoch))
    assert desk.page.parts.count.text().startswith(f"3 images: the last of the {per_epoch} batches of epoch 1")
    qtbot.keyClick(desk.page.grid, Qt.Key.Key_End)
    assert desk.image.ref == ImageOf("train", 60)
    desk.answer(OpenImage, Opened(ImageOf("train", 60), np.zeros((1, 28, 28), np.uint8), 3))
    assert desk.page.pane.preview.reading(0, 0).endswith(": 5")
    data = changed(desk.document.project.data, augmentation=(RandomFlip(),))
    desk.document.edit_fields("Augment", data=data)
    qtbot.waitUntil(lambda: desk.asked(MakeBatch)[-1].project.data == data)


def test_most_wrong_first_is_offered_where_a_run_was_evaluated_on_these_images(desk, document):
    def offered():
        return [desk.page.listing.order.itemData(at) for at in range(desk.page.listing.order.count())]

    desk.page.listing.split.activated.emit(desk.page.listing.split.findData("test"))
    assert offered() == ["as they are"]
    desk.run.current = SimpleNamespace(evaluation=object(), project=document.project, folder="run", id="run")
    desk.display._rank()
    assert offered() == ["as they are", "most wrong"]
    desk.page.listing.order.activated.emit(1)
    assert desk.asked(ListImages)[-1].evaluated == "run"
    desk.list(2, "test", predicted=np.array([1, 1]), truth=np.array([0.1, 0.9], np.float32), step=40)
    assert desk.page.grid.tiles.name(0) == "0 → 1"
    assert desk.page.parts.count.text() == "2 test images, by the evaluation after step 40"


def test_the_batch_of_this_moment_is_that_of_a_run_that_is_fed_so(desk, document):
    desk.page.show_sheet("batch")
    assert not desk.page.batch.now.isVisible()
    desk.run.current = SimpleNamespace(evaluation=None, training=True, project=document.project, step=130)
    desk.display._follow_run()
    desk.page.batch.now.click()
    assert desk.asked(MakeBatch)[-1].step == 130
    data = changed(document.project.data, augmentation=(RandomFlip(),))
    desk.run.current.project = changed(document.project, data=data)
    desk.display._follow_run()
    assert not desk.page.batch.now.isVisible()
