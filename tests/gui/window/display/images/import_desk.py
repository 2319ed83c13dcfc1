"""A desk with the import display over a document, a page and a line, and images that were found."""

from pathlib import Path
from types import SimpleNamespace
from unittest import mock

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from engine.events import Reply
from engine.project.data.own_images import FolderImages, Reading
from engine.service.answers import Brought, Compute
from engine.service.questions import BringIn, LookAtImages
from gui.data.page import DataPage
from gui.state.conditions import Conditions
from gui.state.data.changed_images import ChangedImages
from gui.state.data.data_samples import DataSamples
from gui.state.document import Document
from gui.state.downloads import Downloads
from gui.state.importing import Importing
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from gui.state.settings import SettingsFile
from gui.state.workspace import Workspace
from gui.window.display.images.import_display import ImportDisplay
from gui.window.line.first_steps import FirstSteps
from gui.window.line.line import Line
from tests.asked import Asked
from tests.gui.importing.looks import look

PHOTOS = Path("/home/ada/photos")


SOURCE = FolderImages(str(PHOTOS), ("cat", "dog"), 80, 20, checksum="1234", reading=Reading(height=48, width=64))


BROUGHT = Brought(SOURCE, (0.5, 0.4, 0.3), (0.2, 0.2, 0.1), (), 0, 0, ())


MOVED = replace(SOURCE, path="/mnt/photos")


class Run(QObject):
    changed = Signal()
    training = False


class House(QWidget):
    page = ""

    def show_page(self, key: str) -> None:
        self.page = key


class Files(QObject):
    images_chosen = Signal(object)


class Desk:
    """The display over a document, a page and a line, with an engine that answers when it is told to."""

    def __init__(self, document: Document, folder: Path, qtbot: QtBot) -> None:
        self.document, self.engine, messages = document, Asked(), MessageQueue()
        self.jobs, self.conditions, workspace = Jobs(self.engine), Conditions(), Workspace(document)
        self.importing, self.said = Importing(self.jobs, messages), []
        messages.show_by(lambda message: self.said.append(message.text))
        downloads = Downloads(self.jobs, messages)
        self.page = DataPage(document, DataSamples(self.jobs), downloads, self.importing)
        self.house, self.files, self.run, self.service = House(), Files(), Run(), mock.Mock()
        self.house.resize(1280, 800)
        self.line = Line(FirstSteps())
        for widget in (self.page, self.house, self.line):
            qtbot.addWidget(widget)
        self.settings = SettingsFile(folder / "settings.json")
        shared = SimpleNamespace(document=document, messages=messages, run=self.run, settings=self.settings)
        changes = ChangedImages(document, workspace, self.run, self.jobs, self.conditions)
        engine = SimpleNamespace(jobs=self.jobs, importing=self.importing, changed_images=changes, service=self.service)
        chrome = SimpleNamespace(frame=self.house, files=self.files, line=self.line)
        self.parts = mock.Mock()
        pages = SimpleNamespace(data=self.page, parts_of_data=self.parts)
        self.display = ImportDisplay(shared, engine, pages, chrome)
        workspace.set_engine_ready(Compute("cpu", 1))

    @property
    def source(self) -> object:
        return self.document.project.data.source

    def asked(self, kind: type) -> list:
        return [question for question in self.engine.asked if isinstance(question, kind)]

    def answer(self, kind: type, result: object = None, error: Exception | None = None) -> None:
        """To the newest question of a kind."""
        newest = max(at for at, question in enumerate(self.engine.asked, 1) if isinstance(question, kind))
        self.jobs.take(Reply(newest, result, error))

    def bring_in(self, brought: Brought = BROUGHT) -> None:
        """As it is suggested."""
        self.files.images_chosen.emit(brought.source.place)
        self.answer(LookAtImages, look())
        self.display.dialog.take.click()
        self.answer(BringIn, brought)


def replace_source(source: FolderImages) -> Brought:
    return Brought(source, BROUGHT.mean, BROUGHT.deviation, (), 0, 0, ())
