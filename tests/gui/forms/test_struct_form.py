"""Forms: drafts are judged by the struct's own rules, valid values are said, focus and undo stay where they belong."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QMainWindow, QToolButton
from pytestqt.qtbot import QtBot

from engine.network.layers import Conv2d
from engine.network.nodes import LAYERS, Node, Repeat, Residual
from engine.project.data.data_settings import DataSettings
from engine.project.training.optimisers import Adam, AdamW, Sgd
from engine.project.training.rate.schedules import SlowStart
from engine.project.training.training_settings import TrainingSettings
from gui.forms.field_specs import chosen_specs
from gui.forms.struct_form import StructForm
from gui.stack.form.arrangement import chief, rest
from tests.gui.forms.hands import activate, choose, edits, shown, turn, type_into

INNER = 2  # pixels that Qt keeps on both sides of a line's text


@pytest.mark.parametrize(
    "kind", [*LAYERS, Repeat, Residual, TrainingSettings, DataSettings], ids=lambda kind: kind.__name__
)
def test_every_struct_of_the_document_has_a_form_that_says_nothing_by_itself(qtbot: QtBot, kind: type) -> None:
    form = StructForm(kind, kind())
    qtbot.addWidget(form)
    said = edits(form)
    form.set_value(kind())
    assert said == []
    assert form.value == kind()


def test_a_typed_number_is_said_on_enter_and_not_before(qtbot: QtBot) -> None:
    form = shown(qtbot, Conv2d(filters=6))
    said = edits(form)
    editor = form.fields["filters"].editor
    editor.setFocus()
    editor.lineEdit().selectAll()
    qtbot.keyClicks(editor, "32")
    assert said == []
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert said == [("filters", 32)]
    assert form.value == Conv2d(filters=32)


@pytest.mark.parametrize(("text", "words"), [("5000", "most"), ("0", "least"), ("many", "whole"), ("2.5", "whole")])
def test_a_value_that_cannot_be_stays_a_draft_with_its_sentence(qtbot: QtBot, text: str, words: str) -> None:
    form = shown(qtbot, Conv2d(filters=6))
    said = edits(form)
    type_into(qtbot, form, "filters", text)
    assert said == []
    assert words in form.error("filters")
    assert form.fields["filters"].editor.lineEdit().text() == text
    qtbot.keyClick(form.fields["filters"].editor, Qt.Key.Key_Escape)
    assert form.error("filters") == ""
    assert form.fields["filters"].editor.lineEdit().text() == "6"


def test_arrow_keys_step_within_bounds(qtbot: QtBot) -> None:
    form = shown(qtbot, Conv2d(filters=2))
    said = edits(form)
    editor = form.fields["filters"].editor
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Down):
        qtbot.keyClick(editor, key)
    assert [value for _, value in said] == [3, 2, 1]
    assert form.error("filters") == ""


def test_steps_of_one_field_are_one_gesture_and_another_field_begins_anew(qtbot: QtBot) -> None:
    form = shown(qtbot, Conv2d())
    gestures: list[object] = []
    form.edited.connect(lambda *_: gestures.append(form.gesture))
    for name in ("filters", "filters", "groups"):
        qtbot.keyClick(form.fields[name].editor, Qt.Key.Key_Up)
    assert gestures[0] == gestures[1] != gestures[2]


def test_the_wheel_changes_nothing_without_focus(qtbot: QtBot) -> None:
    form = shown(qtbot, Conv2d())
    said = edits(form)
    form.fields["groups"].editor.setFocus()
    turn(form.fields["filters"].editor)
    assert said == []
    form.fields["filters"].editor.setFocus()
    turn(form.fields["filters"].editor)
    assert said == [("filters", 17)]


@pytest.mark.parametrize("name", ["filters", "name", "note"])
def test_undo_inside_a_field_belongs_to_the_window(qtbot: QtBot, name: str) -> None:
    window, undone = QMainWindow(), []
    action = QAction("Undo", window, shortcut=QKeySequence.StandardKey.Undo)
    action.triggered.connect(lambda: undone.append(True))
    window.addAction(action)
    value = Conv2d() if name == "filters" else Node("n00000", Conv2d())
    form = StructForm(type(value), value, chosen_specs(type(value), (name,)))
    window.setCentralWidget(form)
    qtbot.addWidget(window)
    window.show()
    activate(qtbot, window)
    editor = form.fields[name].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "12")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert undone == [True]


def test_following_the_document_keeps_focus_and_draft(qtbot: QtBot) -> None:
    form = shown(qtbot, Conv2d(filters=6))
    editor = form.fields["filters"].editor
    editor.setFocus()
    qtbot.keyClicks(editor, "4")
    draft = editor.lineEdit().text()
    form.set_value(Conv2d(filters=6, bias=False))
    assert editor.hasFocus()
    assert editor.lineEdit().text() == draft
    form.set_value(Conv2d(filters=9, bias=False))
    assert editor.lineEdit().text() == "9"


def test_one_kind_of_several_with_its_fields(qtbot: QtBot) -> None:
    form = shown(qtbot, TrainingSettings(), ("optimiser",))
    said = edits(form)
    box = form.fields["optimiser"].editor
    assert isinstance(box, QComboBox)
    assert [box.itemText(i) for i in range(box.count())] == ["SGD", "Adam", "AdamW", "NAdam", "RMSprop", "Adagrad"]
    box.activated.emit(0)
    inner = next(inner for inner in form.findChildren(StructForm) if inner.isVisible())
    type_into(qtbot, inner, "rate", "0.1")
    box.activated.emit(2)
    box.activated.emit(0)
    assert [value for _, value in said] == [Sgd(), Sgd(rate=0.1), AdamW(), Sgd(rate=0.1)]


def test_a_struct_that_may_be_left_out(qtbot: QtBot) -> None:
    form = shown(qtbot, TrainingSettings(), ("slow_start",))
    said = edits(form)
    tick = form.fields["slow_start"].editor
    tick.click()
    type_into(qtbot, form.findChild(StructForm), "factor", "0.2")
    tick.click()
    assert [value for _, value in said] == [SlowStart(), SlowStart(factor=0.2), None]


def test_labels_and_help_reach_screen_readers(qtbot: QtBot) -> None:
    form = shown(qtbot, Conv2d())
    editor = form.fields["filters"].editor
    assert editor.accessibleName() == "Filters"
    assert "patterns" in editor.accessibleDescription()
    assert "patterns" in editor.toolTip()


def test_a_sentence_finds_the_field_inside_by_its_path(qtbot: QtBot) -> None:
    form = shown(qtbot, TrainingSettings(optimiser=Sgd()), ("optimiser", "schedule"))
    form.show_error("optimiser.nesterov", "Nesterov needs momentum.")
    assert form.fields["optimiser"].form.error("nesterov") == "Nesterov needs momentum."
    form.show_error("schedule.milestones", "Milestones must rise.")
    assert form.error("schedule") == "Milestones must rise."


def test_what_was_set_on_another_kind_comes_back_but_not_in_another_project(qtbot: QtBot) -> None:
    form = shown(
        qtbot, TrainingSettings(optimiser=Sgd(rate=0.5), slow_start=SlowStart(factor=0.3)), ("optimiser", "slow_start")
    )
    choose(form, "optimiser", Adam.title)
    choose(form, "optimiser", Sgd.title)
    assert form.value.optimiser == Sgd(rate=0.5)
    form.start(TrainingSettings(optimiser=Adam(rate=0.02)))
    assert form.value == TrainingSettings(optimiser=Adam(rate=0.02))
    choose(form, "optimiser", Sgd.title)
    assert form.value.optimiser == Sgd()
    tick = form.fields["slow_start"].editor
    assert isinstance(tick, QCheckBox)
    tick.click()
    assert form.value.slow_start == SlowStart()


def test_a_tick_stands_for_a_word_and_gives_back_what_was_there_before(qtbot: QtBot) -> None:
    form = StructForm(Conv2d, Conv2d(padding=(2, 2)), rest(Conv2d), columns=2)
    qtbot.addWidget(form)
    said = edits(form)
    tick = form.fields["padding"].editor
    assert isinstance(tick, QCheckBox)
    tick.click()
    tick.click()
    assert said == [("padding", "same"), ("padding", (2, 2))]
    form.start(Conv2d(padding="same"))
    tick.click()
    assert said[-1] == ("padding", (0, 0))


@pytest.mark.parametrize("kind", LAYERS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("fields", [chief, rest], ids=lambda fields: fields.__name__)
def test_nothing_of_a_layers_form_is_cut_off_in_a_narrow_column(
    qtbot: QtBot, kind: type, fields: Callable[[type], tuple[object, ...]]
) -> None:
    """At 1024 pixels the column is 326 wide: less the margins, and a scroll bar, 268 are left for the form."""
    form = StructForm(kind, kind(), fields(kind), columns=2)
    qtbot.addWidget(form)
    form.show()
    form.resize(268, form.sizeHint().height())
    assert form.width() == 268
    buttons = [one for one in form.findChildren(QToolButton) if one.isVisible()]
    labels = [one for one in form.findChildren(QLabel) if one.isVisible()]
    for one in (*buttons, *labels, *(field.editor for field in form.fields.values())):
        place = one.mapTo(form, QPoint())
        assert place.x() + one.width() <= 268
        assert one.width() >= one.minimumSizeHint().width()
        assert place.y() + one.height() <= form.height()
