"""Which image is looked at: chosen by split, buttons, typing and the arrow keys."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.project.data.data_settings import ValidationCount
from engine.project.recipes import read_recipe
from engine.service.answers import Compute, DrawingOf, ImageOf, Picture, PictureOf, Shown
from engine.typed.document import changed
from gui.tryit.image_chooser import ImageChooser

SAMPLE = read_recipe("lenet5-sample")
DRAWING = DrawingOf(7, np.ones((280, 280), np.uint8))
PIXELS = np.zeros((3, 32, 32), np.uint8)


@pytest.fixture
def image(image):
    image.look_at(ImageOf("test", 0))
    return image


@pytest.fixture
def chooser(qtbot, document, workspace, image):
    widget = ImageChooser(document, workspace, image)
    assert not widget.random.isEnabled()  # nobody can read images yet
    assert "as soon as PyTorch is loaded" in widget.random.toolTip()
    workspace.set_engine_ready(Compute("cpu", 1))
    for part in (widget, widget.random, widget.mistake):
        qtbot.addWidget(part)
        with qtbot.waitExposed(part):
            part.show()
    return widget


def click(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def choose(chooser, key):
    chooser.split.setFocus()
    QTest.keyClick(chooser.split, key)


def offered(chooser):
    return [chooser.split.itemText(at) for at in range(chooser.split.count())]


def test_buttons_step_through_the_images_and_around_their_end(image, chooser):
    click(chooser.next)
    assert image.ref == ImageOf("test", 1)
    click(chooser.previous)
    click(chooser.previous)
    assert image.ref == ImageOf("test", 1999)
    assert chooser.index.text() == "1999"


def test_a_typed_index_is_looked_at_on_enter_and_one_too_large_is_the_last(image, chooser):
    field = chooser.index
    for typed, found in (("14", 14), ("999999", 1999), ("", 1999)):
        field.setFocus()
        field.selectAll()
        QTest.keyClick(field, Qt.Key.Key_Backspace)
        QTest.keyClicks(field, typed)
        QTest.keyClick(field, Qt.Key.Key_Return)
        assert image.ref == ImageOf("test", found)
        assert field.text() == str(found)


@pytest.mark.parametrize("typed", ["1,5", "1.5", "1_5", "1 5", "many"])
def test_a_typed_index_that_is_no_whole_number_is_refused_in_words(qtbot, image, chooser, typed):
    field = chooser.index
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, typed)
    with qtbot.waitSignal(chooser.refused) as said:
        QTest.keyClick(field, Qt.Key.Key_Return)
    sentence = f"An index is a whole number, not “{typed}”."
    assert said.args == [sentence]
    chooser.hear(Picture(ImageOf("test", 0), PIXELS, 2000))
    assert (image.ref, field.text(), field.toolTip()) == (ImageOf("test", 0), typed, sentence)
    QTest.keyClick(field, Qt.Key.Key_Up)
    assert (image.ref, field.text()) == (ImageOf("test", 1), "1")
    assert not field.property("invalid")


def test_arrows_in_the_field_step(image, chooser):
    chooser.index.setFocus()
    QTest.keyClick(chooser.index, Qt.Key.Key_Up)
    assert image.ref == ImageOf("test", 1)
    QTest.keyClick(chooser.index, Qt.Key.Key_Down)
    assert image.ref == ImageOf("test", 0)


def test_an_answer_leaves_what_is_being_typed(chooser):
    field = chooser.index
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, "12")
    chooser.hear(Picture(ImageOf("test", 0), PIXELS, 2000))
    assert field.text() == "12"


def test_the_images_to_choose_from_are_those_that_are_there(document, image, chooser):
    document.know_facts(SAMPLE.data.source, SAMPLE.facts.counted(50, 7))
    click(chooser.previous)
    assert image.ref == ImageOf("test", 6)
    assert chooser.index.toolTip().startswith("0 to 6:")
    choose(chooser, Qt.Key.Key_Down)
    click(chooser.previous)
    assert image.ref == ImageOf("train", 49)


def test_next_mistake_and_random(qtbot, image, chooser):
    image.look_at(ImageOf("test", 1999))
    with qtbot.waitSignal(chooser.next_mistake_asked) as asked:
        click(chooser.mistake)
    assert asked.args == ["test", 0]
    with qtbot.waitSignal(image.changed):
        click(chooser.random)
    assert 0 <= image.ref.index < 2000


def test_splits_are_those_of_the_data(document, image, chooser):
    assert offered(chooser) == ["Test", "Training", "Drawing"]
    document.edit_fields("Validate", data=changed(document.project.data, validation=ValidationCount(1000)))
    assert offered(chooser) == ["Test", "Validation", "Training", "Drawing"]
    choose(chooser, Qt.Key.Key_Down)
    assert image.ref == ImageOf("validation", 0)


def test_drawing_gives_the_last_drawing_back_and_another_split_the_image_before(image, chooser):
    image.look_at(ImageOf("test", 14))
    image.keep_drawn(DRAWING)
    choose(chooser, Qt.Key.Key_End)
    assert image.ref == DRAWING
    assert not chooser.index.isVisible()
    choose(chooser, Qt.Key.Key_Home)
    assert (image.ref, chooser.index.isVisible()) == (ImageOf("test", 14), True)


def test_from_a_drawing_one_step_leads_back_to_the_images(qtbot, image, chooser):
    image.look_at(ImageOf("test", 14))
    image.look_at(DRAWING)
    with qtbot.waitSignal(chooser.next_mistake_asked) as asked:
        click(chooser.mistake)
    assert asked.args == ["test", 14]
    chooser.step(1)
    assert image.ref == ImageOf("test", 14)
    image.look_at(DRAWING)
    click(chooser.random)
    assert isinstance(image.ref, ImageOf)


def test_whatever_is_looked_at_has_its_name(image, chooser):
    for looked_at, kind, name in (
        (DRAWING, "Drawing", ""),
        (PictureOf(8, PIXELS, "cat.png"), "Picture", "cat.png"),
        (PictureOf(9, PIXELS, "test 5", drawn=True), "Drawing", "on test 5"),
    ):
        image.look_at(looked_at)
        assert (chooser.split.currentText(), chooser.name.text()) == (kind, name)
    image.look_at(ImageOf("train", 3))
    assert (chooser.split.currentText(), chooser.index.text()) == ("Training", "3")


def test_a_stack_that_cannot_answer_makes_no_mistakes(qtbot, workspace, image, chooser):
    workspace.show_model(Shown("initial", SAMPLE, 1, complete=False))
    assert not chooser.mistake.isEnabled()
    assert chooser.random.isEnabled()
    with qtbot.assertNotEmitted(chooser.next_mistake_asked):
        chooser.ask_next_mistake()
    workspace.show_model(Shown("initial", SAMPLE, 2))
    assert chooser.mistake.isEnabled()


def test_nothing_jumps_when_another_kind_of_image_is_looked_at(image, chooser):
    before = (chooser.height(), chooser.sizeHint())
    image.look_at(PictureOf(8, PIXELS, "a picture of a very long name, as cameras give them.png"))
    assert (chooser.height(), chooser.sizeHint()) == before
