"""A button that goes grey or away under the keyboard leaves it to the one that makes sense."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.window.frame.focus_keeper import FocusKeeper


def test_train_has_the_keyboard_once_stop_is_grey_or_hidden_and_nobody_else_loses_it(qtbot: QtBot) -> None:
    window, bar = QWidget(), QWidget()
    qtbot.addWidget(window)
    train, stop, data, field = QPushButton("Train"), QPushButton("Stop"), QPushButton("Data"), QLineEdit()
    for layout, parts in ((QHBoxLayout(bar), (train, stop, data)), (QHBoxLayout(window), (bar, field))):
        for part in parts:
            layout.addWidget(part)
    FocusKeeper((bar,), train)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    for take in (lambda: stop.setEnabled(False), stop.hide):
        stop.setEnabled(True)
        stop.setFocus()
        qtbot.waitUntil(stop.hasFocus)
        take()
        qtbot.waitUntil(train.hasFocus)
    field.setFocus()
    data.setEnabled(False)
    train.setFocus()
    field.setFocus()
    assert field.hasFocus()
