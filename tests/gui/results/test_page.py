"""The Results page: before the first evaluation, with one, its mistakes, and while something keeps them from coming."""

from functools import partial

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication

from engine.events import Evaluated
from engine.service.answers import DrawingOf, ImageOf
from engine.typed.document import changed
from gui.results.head import reached
from gui.results.mistakes.section import LOOKING, STOPPED
from gui.results.page import EMPTY, TRAINS, ResultsPage
from tests.widgets import scrolled

GARMENTS = ("T-shirt/top", "Trouser", "Pullover", "Dress")
LABELS = np.array([0, 1, 2, 3, 0, 1, 2, 3])
ANSWERS = np.array([0, 2, 2, 1, 3, 1, 2, 1])
SURE = np.array([0.9, 0.6, 0.5, 0.97, 0.7, 0.8, 0.4, 0.999], np.float32)
MISTAKES = [7, 3, 4, 1]  # surest first


@pytest.fixture
def found(predictions):
    return partial(predictions, LABELS, ANSWERS, SURE)


def evaluated(step=750, run="run"):
    counts = np.zeros((4, 4), int)
    np.add.at(counts, (LABELS, ANSWERS), 1)
    return Evaluated(run, 0.0, "test", 3, step, 0.1312, 0.5, tuple(map(tuple, counts.tolist())), 0.5)


@pytest.fixture
def page(qtbot):
    with scrolled(qtbot, ResultsPage(), 620, 560) as shown:
        yield shown


@pytest.fixture
def full(page, found):
    """With its mistakes in front."""
    page.show_evaluation(evaluated(), GARMENTS)
    page.show_found(found())
    page.show_part("mistakes")
    QApplication.processEvents()  # everything gets its place
    QApplication.sendEvent(page.mistakes.list, QEvent(QEvent.Type.Leave))  # the pointer of the test before
    return page


def listed(page):
    return page.mistakes.list.images.indexes.tolist()


def click(qtbot, page, index):
    tiles = page.mistakes.list
    place = tiles.visualRect(tiles.images.index(listed(page).index(index))).center()
    qtbot.mouseClick(tiles.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_before_the_first_evaluation_a_sentence_and_one_action(qtbot, page):
    assert page.evaluation is None
    assert page.empty.isVisible()
    assert page.empty.text() == EMPTY
    assert not page.matrix.isVisible()
    with qtbot.waitSignal(page.train_asked):
        qtbot.mouseClick(page.train, Qt.MouseButton.LeftButton)


def test_while_it_trains_nobody_is_told_to_train(page):
    page.expect(training=True, untested=False)
    assert page.empty.text() == TRAINS
    assert not page.train.isVisible()
    page.expect(training=False, untested=False)
    assert page.empty.text() == EMPTY
    assert page.train.isVisible()


def test_an_evaluation_is_shown_and_taken_back(page):
    event = evaluated()
    page.show_part("confusion")
    page.show_evaluation(event, GARMENTS)
    assert page.evaluation is event
    assert page.matrix.isVisible()
    assert page.sentence.text() == "Most frequent: a Dress was taken for a Trouser, 2 times."
    assert page.head.where.text() == "After step 750, epoch 3"
    page.show_evaluation(None, GARMENTS)
    assert page.evaluation is None
    assert page.empty.isVisible()


def test_the_head_says_images_accuracy_with_its_interval_loss_and_mistakes(full):
    words = full.head.reached.text().replace("&nbsp;", " ")
    assert (
        words == "Test images · 8   accuracy <b>50.00 %</b> (21.5 % to 78.5 %)   loss <b>0.131</b>   <b>4</b> mistakes"
    )


def test_an_evaluation_inside_the_first_epoch_names_its_step_alone(page):
    page.show_evaluation(changed(evaluated(), epoch=0), GARMENTS)
    assert page.head.where.text() == "After step 750"


def test_what_changed_since_is_said_beside_the_step_and_no_longer_than_it_is_so(full):
    full.head.say_since("it has trained on since")
    assert full.head.where.text() == "After step 750, epoch 3; it has trained on since"
    full.head.say_since("")
    assert full.head.where.text() == "After step 750, epoch 3"


def test_a_matrix_that_the_log_does_not_keep_is_counted_from_what_was_found(page, found):
    page.show_part("confusion")
    page.show_evaluation(changed(evaluated(), confusion=()), GARMENTS)
    assert not page.matrix.isVisible()
    assert "mistakes" not in page.head.reached.text()
    page.show_found(found())
    assert page.matrix.isVisible()
    assert page.head.reached.text() == reached(evaluated(), page._confusion)
    assert page._confusion.counts.rows() == evaluated().confusion


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


def test_a_cell_opens_its_images_in_their_own_part_and_stays_marked(qtbot, full):
    def press(truth, answer):
        full.show_part("confusion")
        QApplication.processEvents()
        place = full.matrix.area_of((truth, answer)).center().toPoint()
        qtbot.mouseClick(full.matrix, Qt.MouseButton.LeftButton, pos=place)
        assert full.parts.front == "mistakes"

    press(3, 1)
    assert listed(full) == [7, 3]
    assert full.mistakes.count.text() == "A Dress was taken for a Trouser: 2 times"
    assert full.matrix.marked == (3, 1)
    press(2, 2)
    assert listed(full) == [2, 6]
    assert full.mistakes.count.text() == "A Pullover was recognised: 2 times"
    press(2, 2)
    assert listed(full) == [2, 6]
    press(0, 3)
    qtbot.mouseClick(full.mistakes.all, Qt.MouseButton.LeftButton)
    assert listed(full) == MISTAKES
    assert full.matrix.marked is None
    assert not full.mistakes.all.isVisible()


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


@pytest.fixture
def trains_on(full, predictions):
    """After that only 3 is mistaken still."""

    def train():
        full.show_evaluation(evaluated(1000), GARMENTS)
        full.show_found(predictions(LABELS, [0, 1, 2, 1, 0, 1, 2, 3], SURE, 1000))

    return train


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


def test_what_keeps_them_from_coming_is_said_in_their_place(page):
    page.show_part("mistakes")
    page.show_evaluation(evaluated(), GARMENTS)
    page.show_error("Fashion-MNIST is not there. Choose its folder.")
    assert page.mistakes.sentence.text() == "Fashion-MNIST is not there. Choose its folder."
    assert page.mistakes.again.isVisible()
    page.show_part("confusion")
    assert page.matrix.isVisible()
    page.show_part("sureness")
    assert page.sureness.note.text() == "Fashion-MNIST is not there. Choose its folder."
    assert not page.sureness.reliability.isVisible()


PARTS = ("figures", "confusion", "mistakes", "sureness")
WINDOWS = {1024: (380, 570), 1280: (608, 600), 1281: (608, 330), 1920: (1160, 880)}  # what they leave to the page
TEN = (*GARMENTS, "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")


@pytest.mark.parametrize("window", WINDOWS)
def test_every_part_fits_the_page_and_fills_it(full, window):
    counts = tuple(map(tuple, (np.eye(10, dtype=int) * 90 + 1).tolist()))
    full.show_evaluation(changed(evaluated(), confusion=counts), TEN)
    area = full.parentWidget().parentWidget()
    area.resize(*WINDOWS[window])
    for part in PARTS:
        full.show_part(part)
        QApplication.processEvents()
        assert full.width() <= area.viewport().width()
        assert full.height() <= max(area.viewport().height(), 330)
    full.show_part("confusion")
    QApplication.processEvents()
    places = full.matrix.places
    assert places.left + places.side + places.bars <= full.matrix.width()
    assert places.side >= min(0.5 * full.matrix.width(), 0.6 * full.matrix.height())


def test_what_is_said_of_a_cell_does_not_move_the_matrix(full):
    full.show_part("confusion")
    places = set()
    for sentence in ("Short.", "Most frequent: a 4 was taken for a 9, 17 times. " * 5, ""):
        full.sentence.say(sentence)
        QApplication.processEvents()
        places.add(full.matrix.mapTo(full, QPoint()).y())
    assert len(places) == 1


def test_what_is_in_front_is_copied_as_a_table_and_as_a_picture(qtbot, full):
    said = []
    full.message.connect(said.append)
    heads = {
        "figures": "class images precision recall f1",
        "confusion": "true class \\ answer|T-shirt/top|Trouser|Pullover|Dress",
        "mistakes": "image|true class|answer|probability|probability of the true class|its rank",
        "sureness": "from|to|images|mean probability|accuracy",
    }
    for part, head in heads.items():
        full.show_part(part)
        with qtbot.waitSignal(full.message):
            full.export.copy_table()
        lines = QApplication.clipboard().text().splitlines()
        assert lines[0].split("\t") == head.split("|" if "|" in head else " ")
        full.export.copy_picture()
        copied = QApplication.clipboard().image()
        assert copied.width() > 100
        assert copied.pixelColor(copied.width() - 1, copied.height() - 1).alpha() == 255
    assert [sentence.split()[0] for sentence in said] == ["Copied"] * 8
    full.show_part("confusion")
    with qtbot.waitSignal(full.message):
        full.export.copy_table()
    assert QApplication.clipboard().text().splitlines()[4].split("\t") == ["Dress", "0", "2", "0", "0"]


def test_what_is_in_front_is_saved_or_it_is_said_why_not(qtbot, full, monkeypatch, tmp_path):
    said, problems = [], []
    full.message.connect(said.append)
    full.problem.connect(lambda what, hint: problems.append(what))
    full.show_part("confusion")
    for folder in (tmp_path, tmp_path / "none"):
        for name, save in (("matrix.csv", full.export.save_table), ("matrix.svg", full.export.save_picture)):
            path = folder / name
            monkeypatch.setattr("gui.pieces.exporter.ask_where_to_save", lambda *_, path=path: path)
            before = len(said) + len(problems)
            save()
            qtbot.waitUntil(lambda before=before: len(said) + len(problems) > before)
    assert (tmp_path / "matrix.csv").read_text().splitlines()[4] == "Dress,0,2,0,0"
    assert "<svg" in (tmp_path / "matrix.svg").read_text()
    assert said == ["Saved matrix.csv.", "Saved matrix.svg."]
    assert [problem.split(" could not")[0] for problem in problems] == ["matrix.csv", "matrix.svg"]


def test_classes_that_are_called_otherwise_are_so_in_all_of_it(full):
    full.call(("Top", *GARMENTS[1:]))
    assert listed(full) == MISTAKES
    assert full.found is not None
    words = [full.mistakes.list.images.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert any("Top" in said for said in words)
    assert not any("T-shirt" in said for said in words)
