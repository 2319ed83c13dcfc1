"""Own images are brought in one after another; what is said of one that goes on, ends or fails."""

from pathlib import Path

import pytest

from engine.errors import DataError
from engine.events import Progress, Reply
from engine.service.answers import Wish
from engine.service.questions import BringIn
from gui.state.bridge import Told
from gui.state.importing import Importing, Wanted
from gui.state.jobs import Jobs
from gui.state.machine.pace import Pace
from gui.state.message_queue import MessageQueue
from tests.asked import Asked

PHOTOS, LEAVES = Wanted(Path("/photos"), Wish()), Wanted(Path("/leaves"), Wish((32, 32)))


class Desk:
    def __init__(self):
        self.service = Asked()
        self.jobs, messages = Jobs(self.service), MessageQueue()
        self.importing = Importing(self.jobs, messages)
        self.arrived, self.failed = [], []
        self.importing.arrived.connect(lambda *what: self.arrived.append(what))
        self.importing.failed.connect(lambda *what: self.failed.append(what))


@pytest.fixture
def desk(qapp):
    return Desk()


def test_a_second_waits_for_the_first(desk):
    for wanted in (PHOTOS, LEAVES, PHOTOS):
        desk.importing.begin(wanted)
    assert desk.service.asked == [BringIn(PHOTOS.path, PHOTOS.wish)]
    assert (desk.importing.waiting, desk.importing.told(LEAVES).words) == (1, "Waits for photos")
    desk.jobs.take(Reply(1, "brought"))
    assert desk.arrived == [(PHOTOS, "brought")]
    assert desk.service.asked[1:] == [BringIn(LEAVES.path, LEAVES.wish)]


def test_the_first_that_is_given_up_lets_the_next_begin(desk):
    desk.importing.begin(PHOTOS)
    desk.importing.begin(LEAVES)
    desk.importing.cancel(desk.importing.first)
    desk.jobs.take(Reply(1, "too late"))
    assert desk.arrived == []
    assert desk.importing.first == LEAVES


def test_a_reading_for_something_else_is_no_progress_of_an_import(desk):
    desk.importing.begin(PHOTOS)
    desk.importing.note_progress(Told("", "Reading CIFAR-10: 4 %", "images"))
    assert desk.importing.line == "Looking for images…"
    desk.importing.note_progress(Told("", "Reading photos: 4 %", "pictures", 0.04))
    assert desk.importing.line == "Reading photos: 4 %"


def test_a_failure_is_told_with_what_was_wanted(desk):
    desk.importing.begin(PHOTOS)
    error = DataError("It is gone.")
    desk.jobs.take(Reply(1, error=error))
    assert desk.failed == [(PHOTOS, error)]
    assert desk.importing.failure(PHOTOS) is error
    assert desk.importing.line == ""


def test_how_fast_pictures_are_decoded_is_told_with_the_time_left():
    now = [0.0]
    pace = Pace(lambda: now[0])
    assert pace.words(Progress("", "Reading photos", 0, 8_000, "pictures")) == "Reading photos: 0 %"
    now[0] = 2.0
    said = pace.words(Progress("", "Reading photos", 4_000, 8_000, "pictures"))
    assert said == "Reading photos: 50 %, 2,000 images a second, 2 s left"
