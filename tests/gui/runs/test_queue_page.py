"""The queue's page with real keys: what it says of entries, and what it asks for."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu

from engine.queue.entry import Entry
from engine.service.answers import EntryView, QueueView
from engine.service.questions import ChangeQueued, HoldQueue, MoveQueued
from gui.runs.queue.queue_page import QueuePage
from gui.state.queue import QueueState

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
LEFT, NONE, PLAIN = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier


class Jobs:
    """Keeps what is asked, and answers with what the test says."""

    def __init__(self):
        self.asked = []

    def ask(self, question, then, failed=None):
        self.asked.append(question)
        self.then = then

    def busy(self, _kind):
        return True


def entry(name, state="waiting", **more):
    kept = "waiting" if state == "waiting" else "running" if state in ("paused", "ending") else state
    run = "" if state == "waiting" else f"run-{name}"
    return EntryView(Entry(name, "p.json", f"Project {name}", 3, state=kept, run=run), state, **more)


FAR = {"step": 250, "total": 1500, "accuracy": 0.915, "seconds_left": 70.0}
VIEW = QueueView((entry("a", "done", accuracy=0.95), entry("b", "running", **FAR), entry("c"), entry("d")), worked=True)


@pytest.fixture
def page(qtbot):
    queue = QueueState(Jobs())
    made = QueuePage(queue)
    made.runs = Path("/runs")
    qtbot.addWidget(made)
    made.resize(700, 400)
    made.show()
    queue._take(VIEW)
    yield made
    queue.end()


def asked(page):
    return page._queue._jobs.asked


def cell(page, row, column):
    return page.table.queue.index(row, column).data()


def test_an_entry_reads_as_it_stands(page):
    assert [cell(page, 1, column) for column in range(6)] == [
        "Project b", "3", "Trains", "250 of 1,500", "91.50 %", "1 min 10 s",
    ]  # fmt: skip
    assert page.standing == "1 train, 2 wait, 1 done"
    spoken = page.table.queue.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Project b, seed 3: Trains, 250 of 1,500 steps, 91.50 % right, 1 min 10 s left"


def test_alt_and_an_arrow_move_what_is_selected(page, qtbot):
    page.table.selectRow(2)
    qtbot.keyClick(page.table, KEY.Key_Up, ALT)
    qtbot.keyClick(page.table, KEY.Key_Down, ALT)
    assert asked(page) == [MoveQueued(("c",), "b"), MoveQueued(("c",), None)]
    page.table.selectRow(3)
    qtbot.keyClick(page.table, KEY.Key_Down, ALT)
    assert len(asked(page)) == 2, "it is the last"


def test_a_row_that_waits_can_be_dragged(page, qtbot, monkeypatch):
    begun = []
    monkeypatch.setattr(type(page.table), "startDrag", lambda table, _: begun.append(table.chosen[0].entry.id))
    place = page.table.visualRect(page.table.queue.index(3, 0)).center()
    view = page.table.viewport()
    qtbot.mousePress(view, LEFT, pos=place)
    for up in (8, 30):
        at = QPointF(place - QPoint(0, up))
        QApplication.sendEvent(view, QMouseEvent(QEvent.Type.MouseMove, at, view.mapToGlobal(at), NONE, LEFT, PLAIN))
    qtbot.mouseRelease(view, LEFT, pos=place - QPoint(0, 30))
    assert begun[:1] == ["d"]


def test_a_drop_puts_it_in_front_of_the_row_or_at_the_end(page):
    page.table.drop(["d"], 1)
    page.table.drop(["b"], 4)
    assert asked(page) == [MoveQueued(("d",), "b"), MoveQueued(("b",), None)]


def test_space_pauses_what_trains_and_lets_it_go_on(page, qtbot):
    page.table.selectRow(1)
    qtbot.keyClick(page.table, KEY.Key_Space)
    page._queue._take(QueueView((entry("b", "paused"),), worked=True))
    page.table.selectRow(0)
    qtbot.keyClick(page.table, KEY.Key_Space)
    assert asked(page) == [ChangeQueued(("b",), "pause"), ChangeQueued(("b",), "resume")]


def test_delete_cancels_and_takes_off_what_has_ended(page, qtbot):
    for row in (1, 0):
        page.table.selectRow(row)
        qtbot.keyClick(page.table, KEY.Key_Delete)
    qtbot.mouseClick(page.ended, Qt.MouseButton.LeftButton)
    assert asked(page) == [
        ChangeQueued(("b",), "cancel"),
        ChangeQueued(("a",), "remove"),
        ChangeQueued(("a",), "remove"),
    ]


def test_enter_opens_the_run_of_one_that_has_one(page, qtbot):
    page.table.selectRow(1)
    with qtbot.waitSignal(page.run_chosen) as chosen:
        qtbot.keyClick(page.table, KEY.Key_Return)
    assert chosen.args == [Path("/runs/run-b")]
    page.table.selectRow(2)
    assert not page.open.isEnabled()


def test_the_queue_is_stopped_and_goes_on(page, qtbot):
    assert page.hold.text() == "Stop the queue"
    qtbot.mouseClick(page.hold, Qt.MouseButton.LeftButton)
    page._queue._take(QueueView((entry("b"),), held=True))
    assert page.hold.text() == "Go on"
    assert page.standing.startswith("Stopped: it goes on when you say so · 1 wait")
    qtbot.mouseClick(page.hold, Qt.MouseButton.LeftButton)
    assert asked(page) == [HoldQueue(on=True), HoldQueue(on=False)]


def test_what_stays_keeps_its_selection_while_others_come_and_go(page):
    page.table.selectRow(2)
    page._queue._take(QueueView((entry("e"), entry("c"), entry("d")), worked=True))
    assert [one.entry.id for one in page.table.chosen] == ["c"]


def test_the_menu_offers_what_may_be_done(page):
    menu = QMenu()
    page.table.selectRow(0)
    page._fill(menu)
    assert [one.text() for one in menu.actions() if one.isEnabled()] == ["Open", "Take off the list"]
    page.table.selectRow(2)
    page._fill(menu)
    assert [one.text() for one in menu.actions() if one.isEnabled()] == ["Train sooner", "Train later", "Cancel"]


def test_why_it_waits_and_what_is_wrong_with_it_is_said(page):
    page._queue._take(QueueView((entry("b"),), waits="The disk is nearly full.", remark="It began anew."))
    assert page.standing == "It began anew. · The disk is nearly full. · 1 wait"


def test_an_empty_one_says_what_it_is_for_and_offers_to_repeat(page, qtbot):
    page._queue._take(QueueView())
    assert not page.table.isVisible()
    with qtbot.waitSignal(page._queue.repeat_asked):
        next(one for one in page.findChildren(type(page.add)) if one.text() == "Repeat with seeds…").click()


def test_a_narrow_one_keeps_name_and_state(page):
    page.resize(300, 400)
    page.table.resize(260, 300)
    shown = [number for number in range(6) if not page.table.isColumnHidden(number)]
    assert shown[0] == 0
    assert 2 in shown


def test_a_thousand_entries_are_shown(page):
    page._queue._take(QueueView(tuple(entry(str(number)) for number in range(1000)), worked=True))
    assert page.table.queue.rowCount() == 1000
    assert page.standing == "1,000 wait"
