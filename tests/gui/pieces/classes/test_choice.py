"""The field in which a class is chosen: by letters, by keys, by the mouse; of up to a thousand."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QWheelEvent

from gui.pieces.classes.choice import ClassChoice
from gui.pieces.classes.choice_list import ClassList
from gui.pieces.classes.names import shown

pytestmark = pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # popups, offscreen
THOUSAND = shown((*(f"class {number}" for number in range(999)), "Échidna"))
KEY = Qt.Key


def made(qtbot, **how):
    choice = ClassChoice("Class", **how)
    qtbot.addWidget(choice)
    choice.offer(THOUSAND)
    choice.show()
    picked = []
    choice.picked.connect(picked.append)
    return choice, picked


@pytest.fixture
def field(qtbot):
    return made(qtbot, everything="All classes")


def opened(choice):
    listed = choice.findChild(ClassList)
    assert listed.isVisible()
    return listed


def listed_in(choice):
    return opened(choice).rows.model().stringList()


def test_letters_narrow_the_list_and_enter_picks(qtbot, field):
    choice, picked = field
    choice.setFocus()
    qtbot.keyClicks(choice, "e")
    listed = opened(choice)
    qtbot.keyClicks(listed.search, "chi")
    assert (listed.search.text(), listed_in(choice)) == ("echi", ["Échidna"])
    qtbot.keyClick(listed.search, KEY.Key_Return)
    assert not listed.isVisible()
    assert (picked, choice.currentText()) == ([999], "Échidna")


def test_arrows_go_from_row_to_row_and_none_beyond_the_ends(qtbot, field):
    choice, picked = field
    choice.show_label(998)
    choice.showPopup()
    listed = opened(choice)
    assert listed.rows.currentIndex().data() == "class 998"
    for key in (KEY.Key_Down, KEY.Key_Down, KEY.Key_Up):
        qtbot.keyClick(listed.search, key)
    qtbot.keyClick(listed.search, KEY.Key_Enter)
    assert picked == [998]


def test_the_first_entry_is_all_of_them(qtbot, field):
    choice, picked = field
    choice.show_label(7)
    choice.showPopup()
    qtbot.keyClicks(opened(choice).search, "all")
    qtbot.keyClick(opened(choice).search, KEY.Key_Return)
    assert picked == [None]
    assert choice.currentText() == "All classes"


def test_escape_takes_the_letters_and_then_the_list_away(qtbot, field):
    choice, picked = field
    choice.showPopup()
    listed = opened(choice)
    qtbot.keyClicks(listed.search, "zzz")
    assert (listed_in(choice), listed.rows.isVisible()) == ([], False)
    qtbot.keyClick(listed.search, KEY.Key_Return)
    qtbot.keyClick(listed.search, KEY.Key_Escape)
    assert len(listed_in(choice)) == 1_001
    qtbot.keyClick(listed.search, KEY.Key_Escape)
    assert not listed.isVisible()
    assert picked == []


def test_a_press_on_a_row_picks_it(qtbot, field):
    choice, picked = field
    choice.showPopup()
    rows = opened(choice).rows
    place = rows.visualRect(rows.model().index(3)).center()
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert picked == [2]


def test_one_that_asks_for_something_to_be_done_keeps_no_choice(qtbot):
    choice, picked = made(qtbot, prompt="Move to…")
    choice.setFocus()
    for key in (KEY.Key_Down, KEY.Key_End, KEY.Key_Return):
        qtbot.keyClick(choice, key)
        opened(choice).close()
    assert picked == []
    choice.showPopup()
    qtbot.keyClicks(opened(choice).search, "class 41")
    qtbot.keyClick(opened(choice).search, KEY.Key_Return)
    assert (picked, choice.currentIndex()) == ([41], -1)


def test_a_screen_reader_reads_the_row_that_is_chosen_while_the_keyboard_is_in_the_line(field):
    choice, _ = field
    choice.showPopup()
    listed = opened(choice)
    assert (choice.accessibleName(), listed.rows.accessibleName()) == ("Class", "Class")
    assert listed.rows.focusProxy() is listed.search  # so Qt tells the chosen row as the one that has the keyboard


def test_the_wheel_chooses_nothing(qtbot, field):
    choice, picked = field
    choice.setFocus()
    turned = QWheelEvent(
        QPoint(5, 5), choice.mapToGlobal(QPoint(5, 5)), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    choice.wheelEvent(turned)
    assert not turned.isAccepted()
    assert picked == []
