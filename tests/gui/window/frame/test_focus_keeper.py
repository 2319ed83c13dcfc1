"""What greys or goes under the keyboard gives it back to where it came from, never to a button that comes next."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton
from pytestqt.qtbot import QtBot

from gui.window.frame.frame import Frame
from tests.gui.window.frame.test_tab_order import frame, here  # noqa: F401  # a fixture

TAKEN: dict[str, Callable[[QPushButton], object]] = {
    "hidden": lambda button: button.hide(),
    "grey": lambda button: button.setEnabled(False),
    "with all around it": lambda button: button.parentWidget().hide(),
    "grey with all around it": lambda button: button.parentWidget().setEnabled(False),
}


def named(frame: Frame, text: str) -> QPushButton:  # noqa: F811
    return next(one for one in frame.findChildren(QPushButton) if one.text() == text)


@pytest.mark.parametrize("taken", TAKEN)
def test_it_goes_back_to_where_it_came_from(frame: Frame, taken: str) -> None:  # noqa: F811
    named(frame, "top").hide()
    for name in ("stack", "inspect 1", "chart"):
        named(frame, name).setFocus()
    TAKEN[taken](named(frame, "chart"))
    assert here() == "inspect 1"
    TAKEN[taken](named(frame, "inspect 1"))
    assert here() == "stack"
    TAKEN[taken](named(frame, "stack"))
    assert QApplication.focusWidget() is frame.pages.tabBar(), "where no key presses anything"


def test_it_goes_back_to_no_button_of_the_line(frame: Frame) -> None:  # noqa: F811
    for name in ("inspect 2", "line", "try"):
        named(frame, name).setFocus()
    named(frame, "try").hide()
    assert here() == "inspect 2"


def test_a_bar_leaves_it_to_its_heir(frame: Frame) -> None:  # noqa: F811
    frame.keeper.leave_to(named(frame, "try"), named(frame, "top").parentWidget())
    for name in ("inspect 2", "top"):
        named(frame, name).setFocus()
    named(frame, "top").hide()
    assert here() == "try"


def test_what_went_while_a_dialog_was_open_gives_it_back_afterwards(
    qtbot: QtBot,
    frame: Frame,  # noqa: F811
) -> None:
    for name in ("inspect 2", "chart"):
        named(frame, name).setFocus()
    dialog = QDialog(frame)
    dialog.open()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    named(frame, "chart").hide()
    dialog.close()
    frame.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None and here() == "inspect 2")
