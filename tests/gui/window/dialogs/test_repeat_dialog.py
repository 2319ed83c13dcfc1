"""RepeatDialog: before it is pressed it says which seeds, and how long that takes where it is known."""

import pytest
from PySide6.QtWidgets import QWidget

from gui.window.dialogs.repeat_dialog import RepeatDialog


@pytest.fixture
def parent(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return window


def test_how_long_all_take_follows_their_count(parent):
    dialog = RepeatDialog("LeNet-5", 1, 9.0, parent)
    assert dialog.range.text() == "Seeds 1 to 5. About 9 s each, 45 s in all, or less where several train at once."
    dialog.count.setValue(1)
    assert dialog.range.text() == "Seed 1. About 9 s."


def test_nothing_is_said_of_a_time_that_is_not_known(parent):
    assert RepeatDialog("LeNet-5", 0, None, parent).range.text() == "Seeds 0 to 4."
