"""The mistakes of an evaluation: listed, gone through, kept under the pointer, and what keeps them from coming."""

import numpy as np
import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

from engine.service.answers import DrawingOf, ImageOf
from gui.results.mistakes.section import LOOKING, STOPPED
from tests.gui.results.garments import GARMENTS, MISTAKES, click, evaluated, listed


def test_mistakes_come_surest_first_and_in_the_order_chosen(qtbot, full):
    assert listed(full) == MISTAKES
    assert full.mistakes.count.text() == "4"
    full.mistakes.order.setFocus()
    qtbot.keyClick(full.mistakes.order, Qt.Key.Key_Down)
    assert listed(full) == MISTAKES[::-1]
    qtbot.keyClick(full.mistakes.order, Qt.Key.Key_Down)
    assert listed(full) == [1, 3, 4, 7]


def test_a_class_lists_its_mistakes_alone(qtbot, full):
    full.mistakes.of_class.setFocus()
    qtbot.keyClick(full.mistakes.of_class, Qt.Key.Key_End)
    assert listed(full) == [7, 3]
    assert full.mistakes.count.text() == "2 on a Dress"
    qtbot.keyClick(full.mistakes.of_class, Qt.Key.Key_Home)
    assert listed(full) == MISTAKES


def test_an_empty_choice_says_why(full):
    full.mistakes.choose_class(2)
    assert not full.mistakes.list.isVisible()
    assert full.mistakes.sentence.text() == "Not one mistake on a Pullover."
    full.mistakes.choose_class(None)
    assert full.mistakes.list.isVisible()


def test_a_click_chooses_the_image_of_its_split(qtbot, full):
    with qtbot.waitSignal(full.image_picked) as picked:
        click(qtbot, full, 4)
    assert picked.args == [ImageOf("test", 4)]


def test_the_image_that_is_looked_at_is_marked_where_it_is_listed(full):
    tiles, picked = full.mistakes.list, []
    full.image_picked.connect(picked.append)
    full.mark(ImageOf("test", 3))
    assert tiles.chosen == 3
    assert [index.row() for index in tiles.selectedIndexes()] == [1]
    for other in (ImageOf("test", 0), ImageOf("train", 3), DrawingOf(1, np.zeros((28, 28), np.uint8))):
        full.mark(ImageOf("test", 3))
        full.mark(other)
        assert tiles.selectedIndexes() == []
    assert picked == []


def test_keys_go_from_image_to_image(qtbot, full):
    tiles, picked = full.mistakes.list, []
    full.image_picked.connect(picked.append)
    click(qtbot, full, 7)
    qtbot.keyClick(tiles, Qt.Key.Key_Right)
    qtbot.keyClick(tiles, Qt.Key.Key_Return)
    assert picked == [ImageOf("test", index) for index in (7, 3, 3)]


def test_each_image_is_told_in_words_to_pointer_and_screen_reader(full):
    model = full.mistakes.list.images
    words = "Test image 3: Dress, taken for Trouser, 97 % sure; Dress was choice 2, with 1 %"
    assert model.data(model.index(1), Qt.ItemDataRole.AccessibleTextRole) == words
    assert model.data(model.index(1), Qt.ItemDataRole.ToolTipRole) == f"{words}. A click shows it under Try it."
    full.mistakes.choose_cell(2, 2)
    assert "Pullover, rightly, 50 % sure" in model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)


def test_only_pictures_in_sight_are_asked_for_and_those_that_came_are_kept(qtbot, page, predictions):
    count = 3000
    many = predictions(np.zeros(count), np.ones(count), np.ones(count))
    page.show_part("mistakes")
    page.show_evaluation(evaluated(), GARMENTS)
    QApplication.processEvents()  # everything gets its place
    thumbnails, asked = page.mistakes.list.thumbnails, []
    thumbnails.wanted.connect(asked.append)
    page.show_found(many)
    qtbot.waitUntil(lambda: len(asked) == 1)
    assert set(asked[0]) == set(page.mistakes.list.in_sight())
    page.mistakes.list.scrollToBottom()
    thumbnails.take(asked[0], np.zeros((len(asked[0]), 1, 28, 28), np.uint8))
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert max(asked[1]) == count - 1
    thumbnails.take(asked[1], np.zeros((len(asked[1]), 3, 28, 28), np.uint8))
    page.mistakes.list.scrollToTop()
    qtbot.waitUntil(lambda: not page.mistakes.list._soon.isActive())
    assert len(asked) == 2


@pytest.mark.parametrize("width", [380, 481, 614, 701, 900])
def test_tiles_stand_in_the_columns_that_what_is_in_sight_goes_by(qtbot, full, predictions, width):
    full.parentWidget().parentWidget().resize(width, 560)
    QApplication.processEvents()
    tiles = full.mistakes.list
    full.mistakes.show_found(predictions(np.zeros(90), np.ones(90), np.ones(90)))
    rows = [tiles.visualRect(tiles.images.index(place)).y() for place in range(90)]
    assert rows.count(rows[0]) == tiles.columns
    assert tiles.horizontalScrollBar().maximum() == 0


def test_a_newer_evaluation_keeps_the_place_and_the_chosen_image(qtbot, full, found):
    click(qtbot, full, 4)
    full.show_evaluation(evaluated(1000), GARMENTS)
    assert full.lacks_images
    assert listed(full) == MISTAKES  # until the newer ones are there
    full.show_found(found(1000))
    assert not full.lacks_images
    assert full.mistakes.list.chosen == 4
    qtbot.mouseClick(full.mistakes.newer, Qt.MouseButton.LeftButton)
    assert full.mistakes.list.chosen == 4


def test_the_list_stays_under_the_pointer_and_one_click_takes_the_newer_ones(qtbot, full, trains_on):
    tiles, newer = full.mistakes.list, full.mistakes.newer
    QApplication.sendEvent(tiles, QEnterEvent(QPointF(), QPointF(), QPointF()))
    trains_on()
    assert listed(full) == MISTAKES
    assert full.mistakes.count.text() == "4, by the weights of step 750"
    assert newer.isVisible()
    qtbot.mouseClick(newer, Qt.MouseButton.LeftButton)
    assert listed(full) == [3]
    assert full.mistakes.count.text() == "1"
    assert not newer.isVisible()


def test_the_list_stays_while_an_image_of_it_is_chosen(qtbot, full, trains_on):
    full.mark(ImageOf("test", 1))
    trains_on()
    assert listed(full) == MISTAKES
    full.mistakes.choose_class(3)  # another choice is of the newest in any case
    assert listed(full) == [3]
    assert not full.mistakes.newer.isVisible()


def test_nobody_at_the_list_sees_the_newest(qtbot, full, trains_on):
    trains_on()
    assert listed(full) == [3]
    assert not full.mistakes.newer.isVisible()


def test_whoever_comes_back_to_the_page_finds_the_newest(full, trains_on):
    full.mark(ImageOf("test", 1))
    full.hide()
    full.show()
    trains_on()
    assert listed(full) == [3]


def test_mistakes_of_another_run_never_wait(full, found, trains_on):
    full.mark(ImageOf("test", 1))
    trains_on()
    full.show_evaluation(evaluated(run="other"), GARMENTS)
    assert not full.mistakes.newer.isVisible()
    full.show_found(found())
    assert listed(full) == MISTAKES


def test_another_run_begins_without_the_mistakes_of_the_one_before(full):
    full.show_evaluation(evaluated(run="other"), GARMENTS)
    assert full.found is None
    assert full.mistakes.sentence.text() == LOOKING
    assert not full.mistakes.list.isVisible()


def test_back_to_an_evaluation_its_mistakes_are_wanted_again(full, found):
    event = full.evaluation
    full.show_evaluation(None, GARMENTS)  # a run was asked for
    full.show_evaluation(event, GARMENTS)  # it was taken back
    assert full.mistakes.sentence.text() == LOOKING
    assert full.lacks_images
    full.show_found(found())
    assert listed(full) == MISTAKES


def test_pictures_of_what_is_listed_no_more_are_not_taken(qtbot, full, found):
    thumbnails, asked = full.mistakes.list.thumbnails, []
    thumbnails.wanted.connect(asked.append)
    full.show_evaluation(evaluated(run="another"), GARMENTS)
    full.show_found(found())
    qtbot.waitUntil(lambda: bool(asked))
    full.show_evaluation(None, GARMENTS)  # it trains on
    thumbnails.take(asked[-1], np.zeros((len(asked[-1]), 1, 28, 28), np.uint8))
    assert all(thumbnails.picture(index) is None for index in asked[-1])


def test_mistakes_by_other_weights_than_the_evaluation_say_so(page, found):
    page.show_part("mistakes")
    page.show_evaluation(evaluated(), GARMENTS)
    page.show_found(found(600))
    assert page.mistakes.count.text() == "4, by the weights of step 600"


def test_looking_through_says_how_far_it_is_and_can_be_stopped_and_begun_again(qtbot, page):
    page.show_part("mistakes")
    page.show_evaluation(evaluated(), GARMENTS)
    page.mistakes.say_progress("Looking through the test images: 512 of 2,000 images")
    assert page.mistakes.sentence.text().endswith("512 of 2,000 images")
    with qtbot.waitSignal(page.mistakes.stopped):
        qtbot.mouseClick(page.mistakes.stop, Qt.MouseButton.LeftButton)
    assert page.mistakes.sentence.text() == STOPPED
    page.mistakes.say_progress("Looking through the test images: 600 of 2,000 images")  # said before it was heard
    assert page.mistakes.sentence.text() == STOPPED
    with qtbot.waitSignal(page.mistakes.asked):
        qtbot.mouseClick(page.mistakes.again, Qt.MouseButton.LeftButton)
    assert page.mistakes.sentence.text() == LOOKING
