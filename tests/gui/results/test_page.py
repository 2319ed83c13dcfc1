"""The Results page: before the first evaluation, with one, its mistakes, and while something keeps them from coming."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from engine.typed.document import changed
from gui.results.head import reached
from gui.results.mistakes.section import STOPPED
from gui.results.page import EMPTY, TRAINS
from tests.gui.results.garments import GARMENTS, MISTAKES, evaluated, listed

PARTS = ("figures", "confusion", "mistakes", "sureness")
WINDOWS = {1024: (380, 570), 1280: (608, 600), 1281: (608, 330), 1920: (1160, 880)}  # what they leave to the page
TEN = (*GARMENTS, "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot")


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


@pytest.mark.parametrize("size", WINDOWS.values())
def test_the_tabs_stay_where_they_are_whichever_is_in_front(page, size):
    own = QWidget()
    own.setMinimumHeight(400)
    page.add_part("hard", "Test it hard", own, QPushButton("A head of its own"))
    page.resize(*size)
    page.show_evaluation(evaluated(), GARMENTS)
    places = set()
    for part in (*PARTS, "hard", "figures"):
        page.show_part(part)
        QApplication.processEvents()
        places.add(page.parts.tabs.mapTo(page, QPoint()).toTuple())
    assert len(places) == 1


def test_the_head_says_images_accuracy_with_its_interval_loss_and_mistakes(full):
    words = full.head.reached.text().replace("&nbsp;", " ")
    assert words == "Test images · 8   accuracy <b>50 %</b> (21.5 % to 78.5 %)   loss <b>0.131</b>   <b>4</b> mistakes"


def test_averaged_weights_are_told_in_as_many_places_as_the_last_ones(page):
    page.show_evaluation(changed(evaluated(), averaged_loss=0.1, averaged_accuracy=0.625), GARMENTS)
    assert page.head.where.text().endswith("of the last weights; averaged: 63 %, loss 0.100")


def test_of_a_training_by_squared_error_both_losses_have_their_names(page):
    page.show_evaluation(changed(evaluated(), trained_loss=0.05), GARMENTS)
    words = page.head.reached.text().replace("&nbsp;", " ")
    assert "squared error <b>0.0500</b>   cross-entropy <b>0.131</b>" in words


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


def test_what_was_stopped_is_said_by_all_that_lacks_it(page):
    page.show_evaluation(evaluated(), GARMENTS)
    page.show_part("sureness")
    assert "is being read" in page.sureness.note.text()
    page.mistakes.stopped.emit()
    assert page.sureness.note.text() == STOPPED
    page.mistakes.asked.emit()
    assert "is being read" in page.sureness.note.text()


def test_what_is_of_an_earlier_step_says_so_until_the_newer_is_there(page, found):
    page.show_evaluation(evaluated(), GARMENTS)
    page.show_found(found())
    page.show_part("sureness")
    assert page.sureness.note.text() == ""
    page.show_evaluation(evaluated(step=1500), GARMENTS)
    assert page.sureness.note.text() == "This is of step 750; those of step 1,500 are being read."
    page.show_found(found(step=1500))
    assert page.sureness.note.text() == ""


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
            monkeypatch.setattr("gui.pieces.copying.exporter.ask_where_to_save", lambda *_, path=path: path)
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
