"""A condition is told for as long as it holds, the gravest first; an event is read before it and then goes."""

import pytest
from pytestqt.qtbot import QtBot

from gui.state.conditions import Condition, Conditions
from gui.state.message_queue import Message
from gui.window.bars.statusbar import StatusBar

MISSING, BROKEN = Condition("CIFAR-10 is not here.", "See the Data page."), Condition("The stack cannot run yet.")


@pytest.fixture
def conditions(qapp: object) -> Conditions:
    return Conditions()


def test_the_gravest_of_those_that_hold_is_told(conditions: Conditions) -> None:
    heard = []
    conditions.changed.connect(lambda: heard.append(conditions.gravest))
    conditions.set("stack", BROKEN)
    conditions.set("images", MISSING)
    conditions.set("stack", BROKEN)
    conditions.set("images", None)
    conditions.set("stack", None)
    assert heard == [BROKEN, MISSING, BROKEN, None]


def test_an_event_is_read_first_and_what_holds_stands_there_again_after_it(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_condition(MISSING)
    assert bar.message == "⚠ CIFAR-10 is not here. See the Data page."
    bar.show_message(Message("info", "Saved one.json"))
    bar.show_condition(BROKEN)
    assert bar.message == "Saved one.json"
    bar.clear()
    assert bar.message == "⚠ The stack cannot run yet."
    bar.show_condition(None)
    assert bar.message == ""


@pytest.mark.parametrize("level", ["info", "warning", "error", "unexpected"])
def test_every_event_goes_by_itself(qtbot: QtBot, level: str) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_message(Message(level, "Something happened."))
    assert bar._fade.isActive()
    bar._fade.timeout.emit()
    assert bar.message == ""
