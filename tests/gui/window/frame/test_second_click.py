"""A double click does what one click does where that puts something else below the pointer."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget

from gui.window.frame.second_click import SecondClick

LEFT, KEYS, AT = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(60, 60)


@pytest.fixture
def desk(qtbot):
    """Two pages at one place, each a button, whose clicks are kept; a press of the first opens the second."""
    stack, clicks = QStackedWidget(), []
    qtbot.addWidget(stack)
    for name in ("gallery", "data"):
        button = QPushButton(name)
        button.clicked.connect(lambda *_, name=name: clicks.append(name))
        stack.addWidget(button)
    stack.resize(200, 200)
    stack.show()
    stack.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is stack.windowHandle())
    second = SecondClick(QApplication.instance())
    yield stack, clicks
    second.setParent(None)


def test_the_second_click_does_nothing_to_the_page_that_the_first_opened(desk):
    stack, clicks = desk
    stack.widget(0).clicked.connect(lambda: stack.setCurrentIndex(1))
    QTest.mouseDClick(stack.windowHandle(), LEFT, KEYS, AT)
    assert clicks == ["gallery"]
    QTest.mouseClick(stack.windowHandle(), LEFT, KEYS, AT)
    assert clicks == ["gallery", "data"]


def test_nor_where_it_opened_by_the_press_alone(desk):
    stack, clicks = desk
    stack.widget(0).pressed.connect(lambda: stack.setCurrentIndex(1))
    QTest.mouseDClick(stack.windowHandle(), LEFT, KEYS, AT)
    assert "data" not in clicks


def test_what_stays_below_the_pointer_hears_both(desk):
    stack, clicks = desk
    QTest.mouseDClick(stack.windowHandle(), LEFT, KEYS, AT)
    assert clicks == ["gallery", "gallery"]
