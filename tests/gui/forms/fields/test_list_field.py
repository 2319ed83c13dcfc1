"""A list of structs is added to, moved, edited and taken from; what is being typed stays with its item."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from engine.project.data.augmentations import Cutout, RandomCrop, RandomFlip, RandomNoise, RandomRotation
from engine.project.data.data_settings import DataSettings
from engine.project.data.spoiling import FewImages
from gui.forms.field_specs import chosen_specs
from gui.forms.fields.list_field import ListField
from gui.forms.struct_form import StructForm

THREE = (RandomCrop(), RandomFlip(), RandomRotation())


@pytest.fixture
def form(qtbot: QtBot) -> StructForm:
    form = StructForm(DataSettings, DataSettings(augmentation=THREE), chosen_specs(DataSettings, ("augmentation",)))
    qtbot.addWidget(form)
    form.resize(400, 500)
    form.show()
    qtbot.waitExposed(form)
    return form


@pytest.fixture
def field(form: StructForm) -> ListField:
    return form.fields["augmentation"]


def kinds(form: StructForm) -> list[type]:
    return [type(one) for one in form.value.augmentation]


def add(field: ListField, title: str) -> None:
    next(one for one in field.add.menu().actions() if one.text() == title).trigger()


def shown_order(field: ListField) -> list[str]:
    return [item.title.text() for item in sorted(field.items, key=lambda item: item.y())]


def test_every_kind_can_be_added_at_the_end_and_one_of_a_kind_twice(form, field):
    add(field, Cutout.title)
    add(field, RandomCrop.title)
    assert form.value.augmentation == (*THREE, Cutout(), RandomCrop())
    assert shown_order(field) == [kind.title for kind in kinds(form)]


def test_the_arrows_move_and_the_cross_takes_away(form, field, qtbot):
    field.items[2].up.click()
    assert kinds(form) == [RandomCrop, RandomRotation, RandomFlip]
    field.items[0].down.click()
    assert kinds(form) == [RandomRotation, RandomCrop, RandomFlip]
    field.items[1].away.click()
    assert kinds(form) == [RandomRotation, RandomFlip]
    qtbot.waitUntil(lambda: shown_order(field) == [RandomRotation.title, RandomFlip.title])


def test_the_first_cannot_go_up_nor_the_last_down(field):
    ends = [(item.up.isEnabled(), item.down.isEnabled()) for item in field.items]
    assert ends == [(False, True), (True, True), (True, False)]


def test_an_item_is_dragged_by_its_title_and_the_order_is_said_once(form, field):
    said = []
    form.edited.connect(lambda name, value: said.append(value))
    title, last = field.items[0].title, field.items[2]
    QTest.mousePress(title, Qt.MouseButton.LeftButton)
    below = title.mapFromGlobal(last.mapToGlobal(QPoint(10, last.height() - 1)))
    QTest.mouseMove(title, below)
    field.items[0].title.window()
    QTest.mouseRelease(title, Qt.MouseButton.LeftButton)
    assert kinds(form) == [RandomFlip, RandomRotation, RandomCrop]
    assert len(said) == 1


def test_a_field_of_an_item_changes_that_item_alone(form, field):
    box = field.items[0].form.fields["padding"].editor
    box.stepBy(1)
    assert form.value.augmentation == (RandomCrop(5), RandomFlip(), RandomRotation())


def test_what_is_being_typed_stays_with_its_item_when_another_one_moves(form, field):
    degrees = field.items[2].form.fields["degrees"].editor
    degrees.lineEdit().setText("2")
    form.set_value(DataSettings(augmentation=(RandomFlip(), RandomRotation(), RandomCrop())))
    assert field.items[1].form.fields["degrees"].editor is degrees
    assert degrees.lineEdit().text() == "2"


def test_a_value_that_cannot_be_is_said_in_its_item_and_goes_with_it(form, field):
    degrees = field.items[2].form.fields["degrees"].editor
    degrees.lineEdit().setText("200")
    degrees.settle()
    assert "at most 180" in field.items[2].form.error("degrees")
    assert len(form.drafts(("data",))) == 1
    field.items[2].away.click()
    assert form.drafts(("data",)) == ()


def test_another_project_begins_anew(form, field):
    form.start(DataSettings(augmentation=(RandomNoise(0.2),)))
    assert [item.value for item in field.items] == [RandomNoise(0.2)]
    form.start(DataSettings())
    assert field.items == []


def press(
    field: ListField, place: int, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    title = field.items[place].title
    title.setFocus()
    QTest.keyClick(title, key, held)


def test_keys_on_a_title_move_double_and_take_away_and_stay_with_what_they_are_about(form, field, qtbot):
    form.activateWindow()
    qtbot.waitUntil(form.isActiveWindow)
    press(field, 0, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert kinds(form) == [RandomFlip, RandomCrop, RandomRotation]
    assert field.items[1].title.hasFocus()
    press(field, 2, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)  # the last stays the last
    press(field, 1, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert kinds(form) == [RandomFlip, RandomCrop, RandomCrop, RandomRotation]
    assert field.items[2].title.hasFocus()
    press(field, 3, Qt.Key.Key_Delete)
    assert kinds(form) == [RandomFlip, RandomCrop, RandomCrop]
    assert field.items[2].title.hasFocus()


def test_the_button_doubles_with_what_is_set(form, field):
    field.items[0].form.fields["padding"].editor.stepBy(1)
    field.items[0].double.click()
    assert form.value.augmentation == (RandomCrop(5), RandomCrop(5), *THREE[1:])


def test_where_the_order_is_of_no_account_nothing_moves(qtbot):
    form = StructForm(DataSettings, DataSettings(), chosen_specs(DataSettings, ("spoiling",)))
    qtbot.addWidget(form)
    form.show()
    field = form.fields["spoiling"]
    add(field, FewImages.title)
    add(field, FewImages.title)
    assert form.value.spoiling == (FewImages(), FewImages())
    assert not any(item.up.isVisible() or item.down.isVisible() for item in field.items)
    press(field, 0, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    press(field, 0, Qt.Key.Key_Delete)
    assert form.value.spoiling == (FewImages(),)
