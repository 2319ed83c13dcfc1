"""A form that is shown, and what hands do to it."""

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from gui.forms.field_specs import chosen_specs
from gui.forms.struct_form import StructForm


def shown(qtbot: QtBot, value: object, only: tuple[str, ...] | None = None) -> StructForm:
    form = StructForm(type(value), value, only and chosen_specs(type(value), only))
    qtbot.addWidget(form)
    form.show()
    activate(qtbot, form)
    return form


def activate(qtbot: QtBot, window: QWidget) -> None:
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def edits(form: StructForm) -> list[tuple[str, object]]:
    said: list[tuple[str, object]] = []
    form.edited.connect(lambda name, value: said.append((name, value)))
    return said


def type_into(qtbot: QtBot, form: StructForm, name: str, text: str, end: Qt.Key = Qt.Key.Key_Return) -> None:
    editor = form.fields[name].editor
    editor.setFocus()
    line = editor if isinstance(editor, QLineEdit) else editor.lineEdit()
    line.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, end)


def choose(form: StructForm, name: str, title: str) -> None:
    box = form.fields[name].editor
    assert isinstance(box, QComboBox)
    box.setCurrentText(title)
    box.activated.emit(box.currentIndex())


def turn(widget) -> None:
    at = QPointF(5, 5)
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)
