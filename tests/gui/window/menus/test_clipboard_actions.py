"""Cut, copy and paste of the menu Edit act on what has the keyboard: text in a field, a drawing, else layers."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.window.menus.clipboard_actions import clipboard_actions
from tests.gui.stack.networks import lenet
from tests.gui.stack.stacks import Stack


class Canvas(QWidget):
    """Takes a picture from the clipboard, as the real one does."""

    pasted = 0

    def paste(self) -> None:
        self.pasted += 1


def test_each_acts_on_what_has_the_keyboard(qtbot: QtBot) -> None:
    stack, window = Stack(lenet()), QWidget()
    qtbot.addWidget(window)
    row, line, canvas = QHBoxLayout(window), QLineEdit("some words"), Canvas()
    for widget in (stack.panel, line, canvas):
        row.addWidget(widget)
    actions = clipboard_actions(window, stack.panel)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)

    stack.view.setFocus()
    actions["copy"].trigger()
    actions["paste"].trigger()
    assert stack.titles == ["Convolution", "Convolution", *[node.op.title for node in lenet().nodes[1:]]]
    actions["cut"].trigger()
    assert len(stack.titles) == 14

    line.setFocus()
    line.selectAll()
    actions["cut"].trigger()
    assert (line.text(), QApplication.clipboard().text()) == ("", "some words")
    actions["paste"].trigger()
    assert line.text() == "some words"

    stack.workspace.select([stack.network.nodes[0].id])
    number = stack.form.op_form.fields["filters"].editor
    number.setFocus()
    number.selectAll()
    actions["copy"].trigger()
    assert QApplication.clipboard().text() == "6"

    canvas.setFocus()
    actions["paste"].trigger()
    assert canvas.pasted == 1
    assert len(stack.titles) == 14
    stack.document.close()
