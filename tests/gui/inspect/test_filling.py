"""A view that fills the page of Inspect: where the keyboard goes as it is left."""

import pytest
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget


class Taking(QPushButton):
    """Takes the keyboard as it is shown."""

    def showEvent(self, event):
        super().showEvent(event)
        self.setFocus()


@pytest.fixture
def window(qtbot, page):
    shown = QWidget()
    shown.stack = QLineEdit()
    qtbot.addWidget(shown)
    row = QHBoxLayout(shown)
    row.addWidget(shown.stack)
    row.addWidget(page)
    shown.show()
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    return shown


def test_left_by_itself_it_gives_the_keyboard_to_its_heir(window, page):
    view = Taking("one filter")
    page.show()
    page.fill(view)
    assert view.hasFocus()
    page.leave(view, page.area)
    assert page.focusWidget() is page.area


def test_closed_by_a_press_elsewhere_it_leaves_the_keyboard_there(window, page):
    view, behind = Taking("your own"), Taking("one filter")
    page.show()
    page.fill(behind)
    page.fill(view)
    window.stack.setFocus()
    page.leave(view, page.area)
    assert (behind.isVisible(), window.stack.hasFocus()) == (True, True)
    page.leave(behind, page.area)
    assert window.stack.hasFocus()
