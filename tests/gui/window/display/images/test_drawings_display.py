"""Own drawings are tried only where somebody sees what comes of it."""

from types import SimpleNamespace
from unittest import mock

import pytest
from PySide6.QtWidgets import QWidget

from engine.events import Reply
from engine.service.questions import TryDrawings
from gui.state.bridge import Bridge
from gui.state.jobs import Jobs
from gui.state.shown.image import EMPTY
from gui.window.display.images.drawings_display import DrawingsDisplay
from tests.asked import Asked
from tests.gui.data.drawings.tried import tried
from tests.gui.inspect.layers import FIRST, show_model


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
def desk(qtbot, image, workspace):
    bridge = Bridge()
    box, page, engine = Page(), Page(), Asked()
    for widget in (box, page):
        qtbot.addWidget(widget)
    workspace.set_engine_ready(mock.Mock())
    show_model(workspace)
    shared = SimpleNamespace(
        workspace=workspace,
        image=image,
        run=mock.Mock(training=False, under_way=False, current=None),
        messages=mock.Mock(),
    )
    panels = SimpleNamespace(try_it=mock.Mock(correct=box))
    jobs = Jobs(engine)
    pages = SimpleNamespace(drawings=page, training=mock.Mock())
    display = DrawingsDisplay(shared, SimpleNamespace(jobs=jobs, bridge=bridge), panels, pages, mock.Mock())
    yield SimpleNamespace(
        display=display, box=box, page=page, shared=shared, asked=engine.asked, jobs=jobs, workspace=workspace
    )
    bridge.stop()


@pytest.fixture
def seen(qtbot, desk):
    """In sight, and asked once."""
    desk.box.show()
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    return desk


def trains(desk, it_does):
    desk.shared.run.training = desk.shared.run.under_way = it_does
    desk.shared.run.current = mock.Mock(training=it_does, phase="running" if it_does else "finished")


def come(qtbot, desk):
    """What is asked soon is asked."""
    qtbot.waitUntil(lambda: not desk.display._soon.isActive())


def test_out_of_sight_nothing_is_asked_and_in_sight_it_is(qtbot, desk):
    come(qtbot, desk)
    assert not desk.asked
    desk.box.show()
    qtbot.waitUntil(lambda: len(desk.asked) == 1)
    assert isinstance(desk.asked[0], TryDrawings)


def test_of_another_model_the_older_answer_is_not_said(qtbot, seen):
    seen.jobs.take(Reply(1, tried([3], [3])))
    assert seen.box.told[-1].asked
    show_model(seen.workspace, "initial", 0)
    assert not seen.box.told[-1].asked
    assert len(seen.box.told[-1]) == 1
    qtbot.waitUntil(lambda: len(seen.asked) == 2)


def test_no_late_answer_of_another_model_is_said(qtbot, seen):
    show_model(seen.workspace, "initial", 0)
    seen.jobs.take(Reply(1, tried([3], [3])))
    assert not seen.box.told
    qtbot.waitUntil(lambda: len(seen.asked) == 2)
    seen.jobs.take(Reply(2, tried([3], [8])))
    assert seen.box.told[-1].asked


def test_what_is_muted_counts_at_once(qtbot, seen):
    seen.jobs.take(Reply(1, tried([3], [3])))
    seen.workspace.muted.turn(FIRST)
    assert not seen.box.told[-1].asked
    qtbot.waitUntil(lambda: len(seen.asked) == 2)


def test_a_training_is_followed_at_rests_and_its_end_at_once(qtbot, seen):
    trains(seen, True)
    seen.jobs.take(Reply(1, tried([3], [3]), seconds=100.0))
    show_model(seen.workspace, step=1300)
    come(qtbot, seen)
    assert len(seen.asked) == 1
    trains(seen, False)
    seen.display._follow()
    assert len(seen.asked) == 2


def test_where_nothing_is_kept_a_training_asks_nothing_until_something_is(qtbot, seen):
    seen.jobs.take(Reply(1, tried([], None)))
    trains(seen, True)
    show_model(seen.workspace, step=1300)
    come(qtbot, seen)
    assert len(seen.asked) == 1
    seen.display._say_kept("3", EMPTY)
    assert len(seen.asked) == 2


def test_the_page_looks_into_the_folder_each_time_it_comes_into_sight(qtbot, seen):
    seen.jobs.take(Reply(1, tried([3], [3])))
    seen.page.show()
    qtbot.waitUntil(lambda: len(seen.asked) == 2)
