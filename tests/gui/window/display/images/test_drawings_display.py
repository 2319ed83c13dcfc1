"""Own drawings are tried only where somebody sees what comes of it."""

from types import SimpleNamespace
from unittest import mock

import pytest
from PySide6.QtWidgets import QWidget

from engine.events import Reply
from engine.service.questions import TryDrawings
from gui.state.jobs import Jobs
from gui.window.display.images.drawings_display import DrawingsDisplay
from tests.asked import Asked
from tests.gui.data.drawings.tried import tried


class Page(QWidget):
    """Stands for the page and for the box of Try it: any signal, and what it was told."""

    def __init__(self):
        super().__init__()
        self.told = []

    def __getattr__(self, name):
        return mock.Mock()

    def show_tried(self, found):
        self.told.append(found)


@pytest.fixture
def desk(qtbot, image):
    box, page, engine = Page(), Page(), Asked()
    for widget in (box, page):
        qtbot.addWidget(widget)
    shared = SimpleNamespace(
        workspace=mock.Mock(engine_ready=True), image=image, run=mock.Mock(training=False), messages=mock.Mock()
    )
    panels = SimpleNamespace(try_it=mock.Mock(correct=box))
    jobs = Jobs(engine)
    display = DrawingsDisplay(shared, SimpleNamespace(jobs=jobs), panels, SimpleNamespace(drawings=page), mock.Mock())
    return SimpleNamespace(display=display, box=box, shared=shared, asked=engine.asked, jobs=jobs)


def test_out_of_sight_nothing_is_asked_and_in_sight_it_is(qtbot, desk):
    qtbot.waitUntil(lambda: not desk.display._soon.isActive())
    assert not desk.asked
    desk.box.show()
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    assert isinstance(desk.asked[0], TryDrawings)


def test_of_another_model_the_older_answer_is_not_said(qtbot, desk):
    desk.box.show()
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    desk.jobs.take(Reply(1, tried([3], [3])))
    assert desk.box.told[-1].asked
    desk.display.look_again()
    assert not desk.box.told[-1].asked
    assert len(desk.box.told[-1]) == 1


def test_where_nothing_is_kept_a_training_asks_nothing(qtbot, desk):
    desk.box.show()
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    desk.jobs.take(Reply(1, tried([], None)))
    desk.shared.run.training = True
    desk.display.look_again()
    assert not desk.display._soon.isActive()
