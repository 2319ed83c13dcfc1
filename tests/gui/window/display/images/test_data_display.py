"""What the Data page is told of the engine's answers: those about the data that the document has now, and no other."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest
from msgspec.structs import replace
from pytestqt.qtbot import QtBot

from engine.errors import DataMissing
from engine.events import Reply
from engine.project.data.data_settings import ScaleToOne
from engine.project.data.sources import Digits, FashionMnist, Mnist
from engine.project.project import Project
from engine.service.answers import Compute, Held
from engine.service.questions import CountImages, Download, LookAtData, LookIntoFolder, UseDataFolder
from gui.data.page import DataPage
from gui.data.usual_constants import with_other_images
from gui.state.conditions import Conditions
from gui.state.data.data_facts import DataFacts
from gui.state.data.data_samples import DataSamples
from gui.state.document import Document
from gui.state.downloads import Downloads
from gui.state.importing import Importing
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from gui.state.settings import SettingsFile
from gui.state.shown.image import CurrentImage
from gui.state.workspace import Workspace
from gui.window.display.images.data_display import DataDisplay
from tests.asked import Asked
from tests.gui.data.overviews import overview
from tests.widgets import scrolled

MISSING = DataMissing("It is not here.", "Get it.")


class Engine(Asked):
    """Keeps what it is asked, and answers when it is told to."""

    def about(self, kind: type) -> list[int]:
        """The numbers of the questions of a kind."""
        return [at for at, question in enumerate(self.asked, 1) if isinstance(question, kind)]


class Desk:
    """The page in front, on a document of the bundled digits, and such an engine."""

    def __init__(self, document: Document, folder: Path) -> None:
        self.document, self.engine, self.jobs = document, Engine(), None
        workspace, messages = Workspace(document), MessageQueue()
        self.jobs, self.conditions = Jobs(self.engine), Conditions()  # type: ignore[arg-type]  # as much of a service as is asked for
        self.settings = SettingsFile(folder / "settings.json")
        facts, samples = DataFacts(document, workspace, self.jobs, messages, self.conditions), DataSamples(self.jobs)
        downloads = Downloads(self.jobs, messages)
        self.page = DataPage(document, samples, downloads, Importing(self.jobs, messages))
        image = CurrentImage(document, workspace)
        shared = SimpleNamespace(
            document=document, workspace=workspace, image=image, settings=self.settings, messages=messages
        )
        engine = SimpleNamespace(jobs=self.jobs, facts=facts, samples=samples, downloads=downloads, live=mock.Mock())
        self.display = DataDisplay(
            shared, engine, SimpleNamespace(data=self.page, images=mock.Mock(), check_up=mock.Mock())
        )
        workspace.set_engine_ready(Compute("cpu", 1))

    def choose(self, source: object) -> None:
        self.document.edit_fields("Data", data=with_other_images(self.document.project.data, source))

    def answer(self, kind: type, result: object = None, error: Exception | None = None, which: int = -1) -> None:
        self.jobs.take(Reply(self.engine.about(kind)[which], result, error))

    def looks(self) -> int:
        """How often the page has asked for an overview."""
        return len(self.engine.about(LookAtData))


@pytest.fixture
def project() -> Project:
    return Project()


@pytest.fixture
def desk(qtbot: QtBot, document: Document, tmp_path: Path) -> Iterator[Desk]:
    desk = Desk(document, tmp_path)
    with scrolled(qtbot, desk.page, 620, 460):
        qtbot.waitUntil(lambda: desk.looks() == 1)  # asked as the page came to the front
        yield desk


def test_an_edit_while_an_older_answer_is_on_its_way_is_looked_at_too(qtbot: QtBot, desk: Desk) -> None:
    normalised = replace(desk.document.project.data, normalisation=ScaleToOne())
    desk.document.edit_fields("Scale", data=normalised)
    desk.answer(LookAtData, overview(note="of before"))
    assert not desk.page.overview.table.isVisible()
    qtbot.waitUntil(lambda: desk.looks() == 2)
    assert desk.engine.asked[desk.engine.about(LookAtData)[-1] - 1] == LookAtData(normalised)
    desk.answer(LookAtData, overview())
    qtbot.waitUntil(desk.page.overview.table.isVisible)


def test_an_answer_that_comes_while_the_page_is_hidden_is_asked_for_anew(qtbot: QtBot, desk: Desk) -> None:
    desk.page.hide()
    desk.choose(Mnist())
    desk.answer(LookAtData, overview())
    desk.page.show()
    qtbot.waitUntil(lambda: desk.looks() == 2)


def test_images_that_lie_elsewhere_by_now_are_looked_at_anew(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.page.hide()
    desk.settings.change(data_folder=str(tmp_path))
    desk.answer(UseDataFolder)
    desk.answer(LookAtData, overview())  # of the folder before
    desk.page.show()
    qtbot.waitUntil(lambda: desk.looks() == 2)


def test_a_late_answer_is_no_word_about_the_data_of_now(qtbot: QtBot, desk: Desk) -> None:
    desk.choose(FashionMnist())
    desk.answer(CountImages, error=MISSING)
    desk.answer(LookAtData, overview())  # of the digits, which are here
    assert desk.conditions.get("images").text == "Fashion-MNIST is not on this computer yet."
    qtbot.waitUntil(lambda: desk.looks() == 2)
    desk.choose(Digits())
    desk.answer(LookAtData, error=MISSING)  # of Fashion-MNIST
    assert desk.conditions.get("images") is None
    assert not desk.page.problem.isVisible()


@pytest.mark.parametrize("held", [False, True])
def test_what_a_folder_holds_is_of_no_interest_once_another_data_set_is_chosen(
    desk: Desk, tmp_path: Path, held: bool
) -> None:
    desk.choose(FashionMnist())
    desk.page.folder_chosen.emit(str(tmp_path))
    desk.choose(Mnist())
    desk.answer(LookIntoFolder, Held(tmp_path if held else None, 0, 0, ()))
    assert desk.page.refusal.text() == ""
    assert desk.settings.value.data_folder == ""


def test_what_was_downloaded_is_looked_up_and_shown_without_another_click(desk: Desk) -> None:
    desk.choose(Mnist())
    desk.page.look_again()
    desk.answer(CountImages, error=MISSING)
    desk.answer(LookAtData, error=MISSING)
    assert desk.page.problem.isVisible()
    desk.page.problem.download.button.click()
    looks = desk.looks()
    desk.answer(Download)
    assert desk.looks() == looks + 1
    desk.answer(CountImages, Mnist.published)
    desk.answer(LookAtData, overview())
    assert desk.document.project.counted == Mnist.published
    assert not desk.page.problem.isVisible()
    assert desk.conditions.get("images") is None
