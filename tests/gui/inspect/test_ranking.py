"""The ranking: its numbers for other programs, what stands in its rows, and its end."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from engine.service.looking.looking_answers import ChannelCost, Ranked
from gui.inspect.mute.ranking import RankingList


@pytest.fixture
def ranking(qtbot):
    widget = RankingList()
    qtbot.addWidget(widget)
    costs = (ChannelCost(2, 30, 0.25), ChannelCost(0, 4, 0.0625))
    widget.show_ranked(Ranked("n00001", 60, 1000, 0.966, costs), "Filter")
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def test_all_of_it_is_copied_by_key_and_by_its_button(qtbot, ranking):
    ranking.rows.setFocus()
    QTest.keyClick(ranking.rows, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    table = "filter\tloss rises by\tfewer right\n3\t0.25\t30\n1\t0.0625\t4\n"
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == table)
    ranking.export.copy_picture()
    assert not QGuiApplication.clipboard().image().isNull()
    assert "96.6 % of 1,000 test images are right" in ranking.title.text()


def test_while_there_is_no_list_nothing_can_be_copied(ranking):
    ranking.say("Muting one after the other…")
    assert ranking.export.isHidden()


def test_where_more_are_right_it_says_so(ranking):
    ranking.show_ranked(
        Ranked("n00001", 60, 1000, 0.966, (ChannelCost(0, 4, 0.1), ChannelCost(1, -2, -0.01))), "Filter"
    )
    rows = [ranking.rows.topLevelItem(place) for place in range(2)]
    assert [row.text(2) for row in rows] == ["4", "2 more"]
    assert [row.text(1) for row in rows] == ["0.1", "−0.01"]


def test_closed_while_it_has_the_keyboard_it_tells_that_this_is_to_go_on(qtbot, ranking):
    ranking.activateWindow()
    ranking.rows.setFocus()
    qtbot.waitUntil(ranking.rows.hasFocus)
    with qtbot.waitSignals([ranking.left, ranking.let_go]):
        ranking.leave()
    assert ranking.isHidden()
