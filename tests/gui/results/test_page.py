"""The Results page: before the first evaluation, with one, and with one whose matrix is not kept."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QScrollArea

from engine.events import Evaluated
from engine.typed.document import changed
from gui.results.page import EMPTY, NOT_KEPT, ResultsPage

DIGITS = tuple("0123456789")


@pytest.fixture
def page(qtbot):
    area, widget = QScrollArea(), ResultsPage()
    area.setWidgetResizable(True)
    area.setWidget(widget)
    area.resize(620, 460)
    qtbot.addWidget(area)
    area.show()
    area.activateWindow()
    qtbot.waitUntil(area.isActiveWindow)
    yield widget
    area.close()


def evaluated(counts, split="test"):
    images = sum(map(sum, counts))
    right = sum(row[index] for index, row in enumerate(counts))
    return Evaluated("run", 0.0, split, 3, 750, 0.1312, right / images, tuple(map(tuple, counts)), 0.5)


def diagonal(count=10, each=20):
    return [[each if i == j else 0 for j in range(count)] for i in range(count)]


def test_an_evaluation_whose_matrix_is_not_in_the_log_shows_its_figures_and_says_so(page):
    page.show_evaluation(changed(evaluated(diagonal()), confusion=()), DIGITS)
    result = page
    assert (result.matrix.isVisibleTo(result), result.bars.isVisibleTo(result)) == (False, False)
    assert (result.figures.isVisibleTo(result), result.empty.isVisibleTo(result)) == (True, True)
    assert result.empty.text() == NOT_KEPT
    page.show_evaluation(evaluated(diagonal()), DIGITS)
    assert (result.matrix.isVisibleTo(result), result.empty.isVisibleTo(result)) == (True, False)
    page.show_evaluation(None, ())
    assert (result.figures.isVisibleTo(result), result.empty.text()) == (False, EMPTY)


def test_before_the_first_evaluation_a_sentence(page):
    assert page.evaluation is None
    assert page.empty.isVisibleTo(page)
    assert page.empty.text() == EMPTY
    assert not page.matrix.isVisibleTo(page)


def test_an_evaluation_is_shown_and_taken_back(page):
    counts = diagonal()
    counts[4][4], counts[4][9] = 3, 17
    event = evaluated(counts)
    page.show_evaluation(event, DIGITS)
    assert page.evaluation is event
    assert page.matrix.isVisibleTo(page)
    assert page.sentence.text() == "Most frequent mistake: 17 images of 4 were taken for 9."
    page.show_evaluation(None, DIGITS)
    assert page.evaluation is None
    assert page.empty.isVisibleTo(page)


def test_a_cell_asks_for_an_image_of_the_split_that_it_counts(qtbot, page):
    counts = diagonal()
    counts[4][9] = 3
    page.show_evaluation(evaluated(counts, "validation"), DIGITS)
    page.matrix.setFocus()
    with qtbot.waitSignal(page.image_asked) as asked:
        page.matrix.picked.emit(4, 9)
    assert asked.args == ["validation", 4, 9]


def test_what_is_said_of_a_cell_does_not_move_the_matrix(qtbot, page):
    counts = diagonal()
    counts[4][9] = 3
    page.show_evaluation(evaluated(counts), DIGITS)
    area, matrix = page.parentWidget().parentWidget(), page.matrix
    area.resize(540, 460)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    places = set()
    for sentence in ("Short.", "Most frequent mistake: 17 images of 4 were taken for 9.", "No."):
        page.sentence.setText(sentence)
        QApplication.processEvents()
        places.add(matrix.mapTo(area, QPoint()).y())
    assert len(places) == 1
