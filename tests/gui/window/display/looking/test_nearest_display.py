"""The nearest training images of the current image: weights rest while a training goes on, images do not."""

from types import SimpleNamespace
from unittest import mock

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QWidget

from engine.errors import DataError
from engine.events import Reply
from engine.network.network import Network
from engine.service.answers import ImageOf
from engine.service.questions import FindNearest
from gui.state.machine.processor_share import OF_ANSWERS
from gui.window.display.looking.asking.following import Following
from gui.window.display.looking.nearest_display import MISSING, NearestDisplay
from tests.gui.inspect.layers import show_model


class Row(QWidget):
    """Stands for the row of Try it, and keeps what it is told."""

    image_wanted = mock.Mock()

    def __init__(self):
        super().__init__()
        self.told, self.next_look, self.faint = [], mock.Mock(), False

    def show_nearest(self, found, _names):
        self.told.append(found)

    def say(self, sentence):
        self.told.append(sentence)

    def set_faint(self, *, faint):
        self.faint = faint


@pytest.fixture
def nearest(desk, qtbot):
    """In sight; the weights have stayed for a moment, and are looked at."""
    row = Row()
    qtbot.addWidget(row)
    desk.image.look_at(ImageOf("test", 9))
    made = NearestDisplay(desk.shared, desk.of_engine, SimpleNamespace(try_it=mock.Mock(nearest=row)))
    made.follow()
    made._settle.stop()
    made._settle.timeout.emit()
    assert [question.anew for question in desk.engine.asked] == [True]
    return made


def found(desk, at=9):
    return mock.Mock(image=ImageOf("test", at))


def test_another_image_is_held_against_what_is_known(desk, nearest):
    desk.answer(FindNearest, found(desk))
    desk.image.look_at(ImageOf("test", 3))
    nearest.follow()
    assert desk.engine.asked[-1] == FindNearest(ImageOf("test", 3), anew=False)
    desk.answer(FindNearest, late := found(desk, 3))
    assert nearest._row.told[-1] is late


def test_an_image_that_is_drawn_waits_for_the_answer_before(desk, nearest):
    desk.image.look_at(ImageOf("test", 3))
    nearest.follow()
    assert desk.asked(FindNearest) == 1
    desk.answer(FindNearest, found(desk))
    assert nearest._row.told == []
    assert desk.asked(FindNearest) == 2


def test_while_it_trains_weights_rest_and_images_do_not(desk, nearest):
    desk.train()
    desk.answer(FindNearest, found(desk), seconds=100.0)
    rest = nearest._asks._rest.remainingTime()
    desk.show_run(1300)
    assert (desk.asked(FindNearest), nearest._settle.isActive()) == (1, False)
    desk.image.look_at(ImageOf("test", 3))
    nearest.follow()
    assert desk.engine.asked[-1] == FindNearest(ImageOf("test", 3), anew=False)
    desk.answer(FindNearest, found(desk, 3))
    assert nearest._asks._rest.remainingTime() > rest / 2


@pytest.mark.parametrize("error", [None, DataError("They are gone.", "")])
def test_no_nearest_images_of_another_model(desk, nearest, error):
    show_model(desk.workspace, "live", 5, replace(desk.workspace.shown.project, network=Network()))
    assert nearest._row.told == [None]
    desk.jobs.take(Reply(1, found(desk), error))
    assert nearest._row.told == [None]
    nearest._settle.timeout.emit()
    assert desk.asked(FindNearest) == 2


def test_the_nearest_are_found_once_the_images_are_there(desk, nearest):
    desk.jobs.take(Reply(1, None, DataError("They are gone.", "")))
    assert nearest._row.told == [MISSING]
    desk.find_images()
    nearest._settle.timeout.emit()
    assert desk.asked(FindNearest) == 2


def test_what_is_out_of_sight_takes_no_part_of_what_all_may_take(desk, qtbot):
    page = QWidget()
    qtbot.addWidget(page)
    display = Following(desk.shared, desk.of_engine, page, FindNearest, mock.Mock(), mock.Mock())
    display.watch(page)
    with qtbot.waitExposed(page):
        page.show()
    share = desk.of_engine.bridge.processor_share
    for who in ("another", FindNearest.channel, FindNearest.channel):
        share.rest(who, 0.1)
    assert share.rest("another", 0.1) == 2 * 0.1 / OF_ANSWERS
    page.hide()
    assert share.rest("another", 0.1) == 0.1 / OF_ANSWERS
    assert not display.busy
