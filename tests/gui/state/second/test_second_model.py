"""The second model follows the current image; and the images on which both runs differ, one after the other."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from msgspec import structs

from engine.errors import NotTested, RunFolderError, RunGone
from engine.events import Reply
from engine.project.data.data_settings import DataSettings, ScaleToOne
from engine.project.data.own_images import FolderImages
from engine.project.data.sources import FashionMnist
from engine.project.data.spoiling import CornerMark
from engine.project.project import Project, with_facts
from engine.project.recipes import read_recipe
from engine.service.answers import DrawingOf, ImageOf, Picture, Prediction, RunView, Shown
from engine.service.comparison.comparison_answers import Apart
from engine.service.questions import FindApart, LeaveBeside, PredictBeside, ShowBeside
from engine.typed.document import changed
from gui.state.bridge import Bridge
from gui.state.document import Document
from gui.state.jobs import Jobs
from gui.state.run.run import RunState
from gui.state.second.images_apart import NO_RUN, SAME_RUN, ImagesApart
from gui.state.second.second_model import GONE, LOADING, NO_WEIGHTS, OTHERWISE, SecondModel
from gui.state.shown.image import CurrentImage
from gui.state.workspace import Workspace
from tests.asked import Asked
from tests.samples import SAMPLES

DIGITS = read_recipe("lenet5-sample")
FASHION = changed(DIGITS, data=changed(DIGITS.data, source=FashionMnist()))
RUN, FIRST = Path("/runs/other"), Path("/runs/first")


class Engine(Asked):
    """Knows where runs are kept."""

    def folder(self, run: str) -> Path:
        return Path("/runs") / run


class Desk:
    """A second model and the images apart, in front of such an engine."""

    def __init__(self) -> None:
        self.document, self.bridge, self.engine = Document(DIGITS), Bridge(), Engine()
        self.workspace, self.jobs, self.run = Workspace(self.document), Jobs(self.engine), RunState(self.bridge)
        self.image = CurrentImage(self.document, self.workspace)
        self.second = SecondModel(self.document, self.image, self.jobs)
        self.apart = ImagesApart(self.run, self.second, self.image, self.engine, self.jobs)
        self.said: list[Prediction | None] = []
        self.second.answered.connect(self.said.append)

    def answer(self, kind: type, result: object = None, error: Exception | None = None) -> None:
        """The reply to the last question of this kind."""
        last = max(at for at, asked in enumerate(self.engine.asked, 1) if isinstance(asked, kind))
        self.jobs.take(Reply(last, result, error))

    def put_beside(self, project: object = DIGITS) -> None:
        self.second.put_beside(RUN, "Other")
        self.answer(ShowBeside, Shown("saved", project, 1, 40, "other", RUN))

    def open(self) -> None:
        """The first run is shown."""
        self.run.begin("first", DIGITS)

    @property
    def last(self) -> object:
        return self.engine.asked[-1]


@pytest.fixture
def desk(qapp) -> Iterator[Desk]:
    made = Desk()
    yield made
    made.bridge.stop()
    made.document.close()


def prediction(image: object, best: int = 3) -> Prediction:
    values = np.eye(10, dtype=np.float32)[best]
    return Prediction(
        Picture(image, np.zeros((1, 28, 28), np.uint8), 2000, 4, best), values, tuple("0123456789"), 40, True
    )


def test_its_weights_are_asked_for_and_then_every_image(desk: Desk) -> None:
    desk.second.put_beside(RUN, "Other")
    assert (desk.second.folder, desk.second.name, desk.second.why_not) == (RUN, "Other", LOADING)
    desk.answer(ShowBeside, Shown("saved", DIGITS, 1, 40, "other", RUN))
    assert desk.last == PredictBeside(desk.image.ref)
    desk.answer(PredictBeside, prediction(desk.image.ref))
    assert desk.said[-1].picture.predicted == 3
    assert desk.second.why_not == ""
    for serial in (7, 8):
        desk.image.look_at(DrawingOf(serial, np.ones((280, 280), np.uint8)))
        assert desk.last == PredictBeside(desk.image.ref)


def test_an_answer_about_another_image_is_dropped(desk: Desk) -> None:
    desk.put_beside()
    desk.image.look_at(ImageOf("test", 3))
    count = len(desk.said)
    desk.answer(PredictBeside, prediction(ImageOf("test", 2)))
    assert len(desk.said) == count


def test_an_index_is_only_asked_for_among_the_same_images(desk: Desk) -> None:
    desk.image.look_at(ImageOf("test", 3))
    desk.put_beside(FASHION)
    assert "trained on Fashion-MNIST" in desk.second.why_not
    assert not any(isinstance(asked, PredictBeside) for asked in desk.engine.asked)
    desk.image.look_at(DrawingOf(7, np.ones((280, 280), np.uint8)))
    assert desk.last == PredictBeside(desk.image.ref)


def test_the_same_images_in_another_folder_are_asked_for_and_others_in_its_place_are_not(desk: Desk) -> None:
    source = FolderImages(path="/photos", classes=("cat", "dog"), train_images=80, test_images=20)
    here, moved = (photos(changed(source, path=path), "a") for path in ("/photos", "/moved"))
    desk.workspace.show_model(Shown("saved", here, 1, 40, "r"))
    desk.image.look_at(ImageOf("test", 3))
    desk.put_beside(moved)
    assert desk.last == PredictBeside(ImageOf("test", 3))
    desk.put_beside(photos(source, "b"))
    assert desk.second.why_not.startswith("It was trained on other images of photos")
    assert isinstance(desk.last, ShowBeside)
    marked = changed(here, data=changed(here.data, spoiling=(CornerMark(1, test=True),)))
    desk.put_beside(with_facts(marked, here.facts))
    assert desk.second.why_not == OTHERWISE


def photos(source: FolderImages, checksum: str) -> Project:
    project = Project(data=DataSettings(source=source, normalisation=ScaleToOne()))
    return with_facts(project, structs.replace(project.facts, checksum=checksum))


def test_it_is_let_go(desk: Desk) -> None:
    desk.put_beside()
    desk.second.leave()
    assert isinstance(desk.last, LeaveBeside)
    assert (desk.second.folder, desk.second.step) == (None, None)
    desk.image.look_at(ImageOf("test", 9))
    assert isinstance(desk.last, LeaveBeside)


def test_why_it_cannot_answer(desk: Desk) -> None:
    desk.second.put_beside(RUN, "Other")
    desk.answer(ShowBeside, None)
    assert desk.second.why_not == NO_WEIGHTS
    desk.second.put_beside(RUN, "Other")
    desk.answer(ShowBeside, error=RunFolderError("There is no run.", "Choose another."))
    assert desk.second.why_not == "There is no run. Choose another."
    assert desk.said[-1] is None


def test_that_it_is_gone_is_said_without_its_long_path(desk: Desk) -> None:
    desk.second.put_beside(RUN, "Other")
    desk.answer(ShowBeside, error=RunGone(f"There is no run at “{RUN}”.", "Name the folder of a run."))
    assert desk.second.why_not == GONE


# --- where both differ ---


def test_without_a_shown_run_it_says_what_to_do(desk: Desk) -> None:
    desk.put_beside()
    assert desk.apart.why_not == NO_RUN
    desk.open()
    assert desk.apart.why_not == ""
    assert desk.last == FindApart(FIRST, RUN)
    desk.second.put_beside(FIRST, "First")
    assert desk.apart.why_not == SAME_RUN
    desk.second.leave()
    assert desk.apart.why_not == ""


def test_images_are_walked_through_in_both_directions(desk: Desk) -> None:
    desk.open()
    desk.put_beside()
    desk.answer(FindApart, Apart(np.array([3, 9, 20]), 2000, (40, 40)))
    assert desk.apart.place is None
    walked = []
    for by in (1, 1, 1, 1, -1, -1):
        desk.apart.step(by)
        walked.append((desk.image.ref.index, desk.apart.place))
    assert walked == [(3, 0), (9, 1), (20, 2), (3, 0), (20, 2), (9, 1)]
    desk.image.look_at(ImageOf("test", 10))
    assert desk.apart.place is None
    desk.apart.step(1)
    assert desk.image.ref == ImageOf("test", 20)
    desk.image.look_at(ImageOf("test", 10))
    desk.apart.step(-1)
    assert desk.image.ref == ImageOf("test", 9)
    desk.image.look_at(ImageOf("train", 10))
    desk.apart.step(-1)
    assert desk.image.ref == ImageOf("test", 20)


def test_where_they_agree_or_nothing_is_known_nothing_is_walked_to(desk: Desk) -> None:
    desk.open()
    desk.put_beside()
    before = desk.image.ref
    desk.apart.step(1)
    desk.answer(FindApart, Apart(np.zeros(0, np.int64), 2000, (40, 40)))
    desk.apart.step(1)
    assert desk.image.ref == before


def test_why_nobody_knows_where_they_differ(desk: Desk) -> None:
    desk.open()
    desk.put_beside()
    desk.answer(FindApart, error=NotTested("“Other” keeps nothing of a test.", "Test it again."))
    assert desk.apart.why_not == "“Other” keeps nothing of a test. Test it again."
    assert desk.apart.found is None


def test_an_opened_run_is_looked_for_in_its_own_folder(desk: Desk) -> None:
    from engine.service.runs.run_view import run_view

    view: RunView = run_view(SAMPLES / "run-5")
    desk.run.show(view)
    desk.put_beside(view.project)
    assert FindApart(view.folder, RUN) in desk.engine.asked
