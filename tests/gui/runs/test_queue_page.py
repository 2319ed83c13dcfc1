"""The queue's page with real keys: what it says of entries, and what it asks for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QMenu

from engine.queue.entry import Entry
from engine.service.answers import EntryView, QueueView
from engine.service.questions import ChangeQueued, HoldQueue, MoveQueued
from gui.runs.queue.queue_columns import COLUMNS, PROJECT, RECIPE, SEED, STATE, STEPS
from gui.runs.queue.queue_columns import LEFT as TIME_LEFT
from gui.runs.queue.queue_page import QueuePage
from gui.runs.queue.queue_widths import widths
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
    kept = "waiting" if state in ("waiting", "stopped") else "running" if state in ("paused", "ending") else state
    run = "" if state == "waiting" else f"run-{name}"
    made = Entry(name, "p.json", f"Project {name}", 3, state=kept, run=run)
    return EntryView(made, state, recipe="SGD 0.1", **more)


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
    assert [cell(page, 1, column) for column in range(len(COLUMNS))] == [
        "Project b", "SGD 0.1", "3", "Trains", "250 of 1,500", "91.50 %", "1 min 10 s",
    ]  # fmt: skip
    assert page.standing == "1 trains, 2 wait, 1 done"
    spoken = page.table.queue.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Project b · SGD 0.1, seed 3: Trains, 250 of 1,500 steps, 91.50 % right, 1 min 10 s left"


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
    assert page.standing == "Stopped: it goes on when you say so · 1 waits"
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
    assert page.standing == "It began anew. · The disk is nearly full. · 1 waits"


def test_an_empty_one_says_what_it_is_for_and_offers_to_repeat(page, qtbot):
    page._queue._take(QueueView())
    assert not page.table.isVisible()
    with qtbot.waitSignal(page._queue.repeat_asked):
        next(one for one in page.findChildren(type(page.add)) if one.text() == "Repeat with seeds…").click()


def test_a_narrow_one_keeps_name_and_state(page):
    page.resize(300, 400)
    page.table.resize(260, 300)
    shown = [number for number in range(len(COLUMNS)) if not page.table.isColumnHidden(number)]
    assert shown[0] == PROJECT
    assert STATE in shown


def test_recipes_tell_rows_of_one_title_apart_also_where_there_is_little_room(page):
    page.resize(520, 400)
    page.table.resize(500, 300)
    assert page.table.isColumnHidden(RECIPE)
    others = [structs.replace(one, recipe="Adam 0.001") for one in (entry("b"), entry("d"))]
    twice = [entry("b"), *[structs.replace(one, entry=structs.replace(one.entry, id="e")) for one in others[:1]]]
    page._queue._take(QueueView(tuple(twice), worked=True))
    assert not page.table.isColumnHidden(RECIPE)
    assert [cell(page, row, RECIPE) for row in (0, 1)] == ["SGD 0.1", "Adam 0.001"]


@given(st.lists(st.integers(20, 300), min_size=7, max_size=7), st.integers(200, 1500), st.booleans())
def test_columns_take_the_room_and_no_more_where_there_is_any(natural, room, recipes):
    found = widths(natural, room, 120, recipes=recipes)
    assert found[PROJECT] >= 120
    assert found[STATE] == natural[STATE]
    if sum(found[:RECIPE]) > 120:
        assert sum(found) == room
    words = min(120, natural[PROJECT]) + (min(120, natural[RECIPE]) if recipes else 0)
    gone = [want for have, want in zip(found[SEED:], natural[SEED:], strict=True) if not have]
    assert all(words + sum(found[SEED:]) + want > room for want in gone), "each that is gone has no room"
    if sum(natural) <= room - 120:
        assert all(have >= want for have, want in zip(found, natural, strict=True)), "nothing is cut off"


def test_how_far_a_run_is_stays_longer_than_how_long_it_takes():
    natural = [160, 230, 60, 90, 130, 90, 110]
    found = widths(natural, sum(natural[2:]) + 240 - 25, 120, recipes=True)
    assert [number for number, width in enumerate(found) if not width] == [TIME_LEFT]
    found = widths(natural, sum(natural[2:]) - 130 + 240, 120, recipes=True)
    assert [number for number, width in enumerate(found) if not width] == [STEPS]


def test_a_pause_is_kept_and_counted(page, qtbot):
    standing = structs.replace(entry("b", "paused"), entry=Entry("b", "p.json", "B", 3, run="run-b", paused=True))
    page._queue._take(QueueView((standing, entry("c", "running"), entry("d", "cancelled")), worked=True))
    assert page.standing == "1 trains, 1 paused, 1 cancelled"
    page._queue._take(QueueView((standing,)))
    assert not page.hold.isVisible(), "as a whole nothing can go on"
    page._queue._take(QueueView((standing,), held=True))
    assert not page.hold.isVisible(), "nor where it was stopped"
    assert page.standing == "1 paused"
    page.table.selectRow(0)
    qtbot.keyClick(page.table, KEY.Key_Space)
    assert asked(page) == [ChangeQueued(("b",), "resume")]
    alive = structs.replace(standing, entry=structs.replace(standing.entry, state="running"))
    page._queue._take(QueueView((alive,), worked=True))
    assert page.hold.text() == "Stop the queue", "its process can end"
    assert page.hold.isVisible()


def test_what_stands_in_a_stopped_queue_says_so(page):
    page._queue._take(QueueView((entry("b", "ending"), entry("c", "stopped"), entry("d")), held=True, worked=True))
    assert [cell(page, row, STATE) for row in range(3)] == ["Stops…", "Stopped", "Waits"]
    assert page.standing == "Stopped: it goes on when you say so · 1 stops, 1 stopped, 1 waits"


def test_what_was_just_added_is_about_to_begin(page):
    page._queue._take(QueueView((entry("c"), entry("d")), worked=True))
    assert page.standing == "Begins in a moment · 2 wait"
    assert page.hold.text() == "Stop the queue"


def test_what_trains_comes_into_sight(page, qtbot):
    many = [entry(str(number), "done") for number in range(60)]
    page._queue._take(QueueView((*many, entry("r", "running"), entry("s")), worked=True))
    seen = page.table.viewport().rect()
    assert seen.contains(page.table.visualRect(page.table.queue.index(60, 0)).center())
    assert seen.contains(page.table.visualRect(page.table.queue.index(61, 0)).center())
    page.table.setFocus()
    page.table.scrollToTop()
    page._queue._take(QueueView((*many, entry("r", "done"), entry("s", "running")), worked=True))
    assert page.table.verticalScrollBar().value() == 0, "a person looks at something else"


def test_a_thousand_entries_are_shown(page):
    page._queue._take(QueueView(tuple(entry(str(number)) for number in range(1000)), worked=True))
    assert page.table.queue.rowCount() == 1000
    assert page.standing == "Begins in a moment · 1,000 wait"


def test_a_button_is_as_wide_as_its_words_also_where_they_came_while_nobody_looked(page, qtbot):
    page._queue._take(QueueView())
    page.hide()
    page._queue._take(VIEW)
    page.show()
    qtbot.waitUntil(lambda: page.hold.width() >= page.hold.sizeHint().width())
    assert page.hold.text() == "Stop the queue"
