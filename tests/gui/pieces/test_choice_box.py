"""A list to choose from is as wide as its longest entry."""

from pathlib import Path

import pytest

import gui
from gui.pieces.choice_box import ChoiceBox

LONG = "2. Batch normalisation in 1. Block, in 4. Stage 1, copy 1: 16×32×32"


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)  # offscreen
def test_the_list_of_a_narrow_field_cuts_no_entry_and_stays_on_the_screen(qtbot):
    box = ChoiceBox()
    qtbot.addWidget(box)
    box.addItems(["short", LONG])
    box.setFixedWidth(80)
    right = box.screen().availableGeometry().right()
    box.move(right - 100, 100)
    box.show()
    box.showPopup()
    view = box.view()
    qtbot.waitUntil(view.isVisible)
    assert view.viewport().width() >= box.fontMetrics().horizontalAdvance(LONG)
    assert view.window().geometry().right() <= right
    box.hidePopup()


def test_no_other_list_is_made_anywhere():
    rooms = Path(gui.__file__).parent
    bare = [path.name for path in rooms.rglob("*.py") if "QComboBox()" in path.read_text("utf-8")]
    assert bare == []
