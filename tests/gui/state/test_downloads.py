"""Data sets are fetched one after another, each with its own progress, end and failure."""

import pytest

from engine.errors import DownloadFailed
from engine.events import Reply
from engine.project.data.sources import Cifar10, Kmnist, Mnist
from engine.service.questions import Download
from gui.state.bridge import Told
from gui.state.downloads import Downloads
from gui.state.jobs import Jobs
from gui.state.message_queue import MessageQueue
from tests.asked import Asked

FAILED = DownloadFailed("It could not be downloaded.", "Try again.")


class Service(Asked):
    def __init__(self):
        super().__init__()
        self.cancelled = []

    def cancel(self, channel):
        self.cancelled.append(channel)


class Desk:
    def __init__(self):
        self.service, messages = Service(), MessageQueue()
        self.jobs = Jobs(self.service)
        self.downloads = Downloads(self.jobs, messages)
        self.said, self.arrived = [], []
        messages.show_by(lambda message: self.said.append((message.level, message.text)))
        self.downloads.arrived.connect(self.arrived.append)

    def words(self, source):
        told = self.downloads.told(source)
        return told and told.words

    def answer(self, number, error=None):
        self.jobs.take(Reply(number, error=error))


@pytest.fixture
def desk(qapp):
    return Desk()


def far(words, unit="bytes", run=""):
    return Told(run, words, unit, 0.5)


def test_one_after_another_in_the_order_in_which_they_were_wanted(desk):
    for source in (Mnist(), Cifar10(), Mnist()):
        desk.downloads.begin(source)
    assert desk.service.asked == [Download(Mnist())]
    assert (desk.words(Mnist()), desk.words(Cifar10()), desk.words(Kmnist())) == (
        "Connecting…",
        "Waits for MNIST",
        None,
    )
    desk.downloads.note_progress(far("5 MB of 12 MB"))
    assert desk.downloads.line == "Downloading MNIST: 5 MB of 12 MB"
    desk.answer(1)
    assert desk.arrived == [Mnist()]
    assert desk.said == [("info", "MNIST is here.")]
    assert desk.service.asked == [Download(Mnist()), Download(Cifar10())]
    assert desk.words(Cifar10()) == "Connecting…"
    desk.answer(2)
    assert desk.downloads.line == ""


def test_progress_of_other_things_is_none_of_its_business(desk):
    desk.downloads.begin(Mnist())
    for told in (far("41 images", "images"), far("41 MB", run="a run"), far("")):
        desk.downloads.note_progress(told)
    assert desk.words(Mnist()) == "Connecting…"


def test_what_is_given_up_is_the_next_ones_turn(desk):
    for source in (Mnist(), Cifar10(), Kmnist()):
        desk.downloads.begin(source)
    desk.downloads.cancel(Cifar10())
    assert desk.service.cancelled == []
    desk.downloads.cancel(Mnist())
    assert desk.service.cancelled == ["download"]
    assert desk.service.asked == [Download(Mnist()), Download(Kmnist())]
    desk.answer(1)  # too late
    assert desk.arrived == []
    desk.downloads.cancel(Mnist())
    desk.downloads.cancel(Kmnist())
    assert desk.downloads.line == ""


def test_a_failure_is_said_and_kept_until_the_next_try(desk):
    desk.downloads.begin(Mnist())
    desk.downloads.begin(Cifar10())
    desk.answer(1, FAILED)
    assert desk.downloads.failure(Mnist()) is FAILED
    assert desk.said == [("error", "It could not be downloaded.")]
    assert desk.words(Mnist()) is None
    desk.answer(2)
    desk.downloads.begin(Mnist())
    assert desk.downloads.failure(Mnist()) is None
