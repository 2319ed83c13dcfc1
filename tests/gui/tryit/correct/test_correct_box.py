"""What an image really is: chosen below the bars, and kept as an example of it."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from engine.service.answers import ImageOf
from gui.state.shown.image import EMPTY
from gui.tryit.correct.correct_box import CHOOSE_TIP, NOTHING_TIP, TEST_TIP
from tests.gui.data.drawings.tried import tried
from tests.gui.tryit.saying import DIGITS, click, look_at, prediction, show_model, stroke


def choose(panel, name):
    choice = panel.correct.choice
    choice.setCurrentIndex(choice.findText(name))
    choice.activated.emit(choice.currentIndex())


def test_a_class_is_chosen_before_anything_is_kept(panel):
    box = panel.correct
    assert not box.keep.isEnabled()
    assert box.keep.toolTip() == CHOOSE_TIP
    assert [box.choice.itemText(place) for place in range(1, 11)] == list(DIGITS)
    asked = []
    box.keep_asked.connect(asked.append)
    choose(panel, "7")
    click(box.keep)
    assert asked == [7]


def test_the_keyboard_reaches_both(qtbot, panel):
    box = panel.correct
    box.choice.setFocus()
    QTest.keyClick(box.choice, Qt.Key.Key_Down)
    assert box.label == 0
    QTest.keyClick(box.choice, Qt.Key.Key_Tab)
    qtbot.waitUntil(box.keep.hasFocus)


def test_the_class_of_a_drawing_holds_on_while_it_is_drawn_on(qtbot, image, panel):
    choose(panel, "7")
    with qtbot.waitSignal(image.changed):
        stroke(panel)
    assert panel.correct.label == 7
    with qtbot.waitSignal(image.changed):
        click(panel.tools.clear)
    assert image.ref == EMPTY
    assert panel.correct.label is None
    choose(panel, "7")
    assert not panel.correct.keep.isEnabled()
    assert panel.correct.keep.toolTip() == NOTHING_TIP


def test_of_an_image_of_the_data_it_is_known(workspace, image, panel):
    choose(panel, "7")
    look_at(panel, image, ImageOf("test", 3))
    assert panel.correct.label == 4
    choose(panel, "5")
    look_at(panel, image, ImageOf("test", 3))
    assert panel.correct.label == 5  # a person knows better


def test_other_classes_are_offered_with_another_network(workspace, image, panel):
    choose(panel, "7")
    show_model(workspace)
    panel.show_prediction(prediction(image, classes=("ant", "bee"), best=0))
    assert panel.correct.label is None
    assert [panel.correct.choice.itemText(place) for place in (1, 2)] == ["ant", "bee"]


def test_how_many_are_right_leads_to_them(panel):
    box = panel.correct
    assert not box.own.isVisible()
    asked = []
    box.list_asked.connect(lambda: asked.append(True))
    box.show_tried(tried([3, 4, 5], [3, 4, 6]))
    assert box.own.text() == "2 of 3 own drawings right"
    click(box.own)
    assert asked
    box.show_tried(tried([3], None))
    assert box.own.text() == "1 own drawing"
    box.show_tried(tried([], None))
    assert not box.own.isVisible()


def test_keep_and_learn_stay_where_they_are_once_one_is_kept(qtbot, panel):
    box = panel.correct
    height = box.sizeHint().height()
    box.show_tried(tried([3], [3]))
    assert box.own.isVisible()
    assert box.sizeHint().height() == height


def test_it_is_learned_from_where_the_network_can(panel):
    box, asked = panel.correct, []
    panel.learn_asked.connect(asked.append)
    choose(panel, "7")
    box.set_why_not("Train the network first")
    assert not box.learn.isEnabled()
    assert box.learn.toolTip() == "Train the network first"
    assert box.keep.isEnabled()
    box.set_why_not("")
    click(box.learn)
    assert asked == [7]


def test_where_there_is_little_room_the_count_gives_way(qtbot, panel, area):
    panel.correct.show_tried(tried([3], [3]))
    assert panel.correct.own.isVisible()
    area.resize(260, 490)
    assert not panel.correct.own.isVisible()
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() == 0)


def test_of_the_test_images_it_learns_from_the_shown_one_alone(panel, image, workspace):
    show_model(workspace)
    look_at(panel, image, ImageOf("test", 3))
    box = panel.correct
    assert box.learn.toolTip().endswith(TEST_TIP)
    found = tried([3, 5], [3, 3])
    box.show_tried(replace(found, files=(Path("/own/3/0.tested.png"), Path("/own/5/1.png"))))
    assert box.own.text() == "1 of 2 kept images right", "nobody drew a test image"
