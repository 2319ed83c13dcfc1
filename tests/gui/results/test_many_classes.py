"""A thousand classes: one screen, no mistake lost, every class and cell in reach, only what is in sight is painted."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from engine.events import Evaluated
from engine.metrics.confusion import of_rows
from gui.results.confusion.class_bars import ClassBars, worst_first
from gui.results.confusion.confused_pairs import FOUND_NONE, NO_MISTAKES, ConfusedPairs
from gui.results.confusion.confusion_matrix import ConfusionMatrix
from gui.results.confusion.confusion_picture import dots
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.confusion.matrix_geometry import USUAL_SIDE
from gui.results.page import ResultsPage
from tests.drawn_texts import DrawnTexts
from tests.whole_text import cut_texts

NAMES = tuple(f"class {index}" for index in range(1000))


def thousand(mistakes=None, each=20):
    counts = np.eye(1000, dtype=int) * each
    for (row, column), count in (mistakes or {}).items():
        counts[row, row] -= count
        counts[row, column] += count
    return counts.tolist()


def of_thousand(*mistakes):
    return of_rows(thousand(*mistakes))


@pytest.fixture
def matrix(qtbot):
    widget = ConfusionMatrix()
    qtbot.addWidget(widget)
    widget.show_confusion(NamedConfusion.of(of_thousand({(500, 40): 3, (501, 41): 5, (900, 100): 1}), NAMES))
    widget.resize(widget.sizeHint())
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


@given(arrays(np.int64, st.integers(1, 12).map(lambda n: (n, n)), elements=st.integers(0, 9)), st.integers(1, 12))
def test_every_dot_is_the_strongest_of_its_cells_and_every_cell_has_a_dot(counts, most):
    cells, size = dots(of_rows(counts.tolist()), most).cells, len(counts)
    side = min(size, most)
    assert cells.shape == (side, side)
    shares = counts / np.maximum(1, counts.sum(axis=1, keepdims=True))
    of = np.arange(size) * side // size
    for row, column in np.ndindex(side, side):
        block = shares[np.ix_(of == row, of == column)]
        assert shares.ravel()[cells[row, column]] == block.max()
    if size <= most:
        assert (cells.ravel() == np.arange(size * size)).all()


def test_an_empty_cell_has_the_colour_of_nothing_and_a_single_mistake_does_not(matrix):
    found = dots(of_thousand({(900, 100): 1}), 250)
    pixels = found.colours
    mistake = np.argwhere(found.cells == 900 * 1000 + 100)
    assert mistake.tolist() == [[225, 25]]
    assert (pixels[225, 25] != pixels[225, 24]).any()
    assert (pixels != pixels[225, 24]).any(axis=2).sum() == 251


def test_the_pointer_names_the_strongest_cell_of_a_dot_and_a_click_asks_for_it(qtbot, matrix):
    assert matrix.places.each < 1
    picked = []
    matrix.picked.connect(lambda *cell: picked.append(cell))
    place = matrix.places.cell(500, 40).center().toPoint()
    assert matrix.cell_at(matrix.places.cell(501, 41).center()) == (501, 41)
    qtbot.mouseMove(matrix, place)
    qtbot.waitUntil(lambda: matrix.cell == (501, 41))
    assert matrix.accessibleDescription().startswith("A class 501 was taken for a class 41: 5 times.")
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=place)
    assert picked == [(501, 41)]
    assert not matrix.grab().isNull()


def test_keys_reach_each_cell_and_with_ctrl_the_next_that_counts_images(qtbot, matrix):
    matrix.setFocus()
    ctrl, right, down = Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Right, Qt.Key.Key_Down
    qtbot.keyClick(matrix, right)
    assert matrix.cell == (0, 0)
    qtbot.keyClick(matrix, down)
    assert matrix.cell == (1, 0)
    qtbot.keyClick(matrix, right, ctrl)
    assert matrix.cell == (1, 1)
    for _ in range(39):
        qtbot.keyClick(matrix, right)
    qtbot.keyClick(matrix, down, ctrl)
    assert matrix.cell == (40, 40)
    qtbot.keyClick(matrix, down, ctrl)
    assert matrix.cell == (500, 40)
    qtbot.keyClick(matrix, down, ctrl)
    assert matrix.cell == (999, 40)


def test_bars_of_many_classes_begin_with_the_worst_and_scroll(qtbot):
    bars = ClassBars()
    qtbot.addWidget(bars)
    bars.show_confusion(NamedConfusion.of(of_thousand({(700, 1): 20, (3, 1): 5}), NAMES))
    assert [bars.class_of(row) for row in range(3)] == [700, 3, 0]
    assert bars.sentence(1) == "A class 3 was recognised: 15 of 20 times."
    assert bars.accessibleDescription().startswith("class 700: 0.0 %, class 3: 75.0 %, class 0: 100.0 %")
    assert bars.accessibleDescription().endswith(", and 980 more")
    bars.resize(200, bars.sizeHint().height())
    bars.show()
    bars.setFocus()
    assert bars.row_at(1) == 0
    qtbot.keyClick(bars, Qt.Key.Key_PageDown)
    assert bars.row_at(1) == bars.height() // bars.row_height
    bars.verticalScrollBar().setValue(bars.verticalScrollBar().maximum())
    assert bars.row_at(bars.height() - 1) == 999


def test_classes_without_images_come_last():
    assert worst_first(NamedConfusion.of(of_rows([[0, 0, 0], [0, 2, 2], [0, 0, 4]]), ())).tolist() == [1, 2, 0]


def test_only_rows_in_sight_are_painted(qtbot, monkeypatch):
    bars = ClassBars()
    qtbot.addWidget(bars)
    bars.show_confusion(NamedConfusion.of(of_thousand(), NAMES))
    bars.resize(bars.sizeHint())
    painted = []
    monkeypatch.setattr(bars, "paint_row", lambda painter, area, index: painted.append(index))
    bars.verticalScrollBar().setValue(240 * bars.row_height)
    bars.grab()
    assert set(painted) == set(range(240, 240 + bars.height() // bars.row_height))


def test_an_evaluation_takes_one_screen_and_the_rows_of_few_classes_have_their_bars(qtbot):
    page = ResultsPage()
    page.show_part("confusion")
    qtbot.addWidget(page)
    counts = tuple(map(tuple, thousand({(5, 6): 2})))
    page.show_evaluation(Evaluated("run", 0.0, "test", 1, 10, 0.1, 0.9999, counts, 0.5), NAMES)
    page.resize(600, 400)
    page.show()
    assert page.minimumSizeHint().height() < 2 * USUAL_SIDE
    assert page.classes.isVisible()
    assert page.matrix.places.each < 1
    assert not page.matrix.places.bars
    assert page.sentence.text() == "Most frequent: a class 5 was taken for a class 6, 2 times."
    counts = ((3, 1), (0, 4))
    page.show_evaluation(Evaluated("run", 0.0, "test", 1, 10, 0.1, 0.9, counts, 0.5), ("a", "b"))
    assert not page.classes.isVisible()
    assert page.matrix.places.bars


def test_a_click_on_a_class_lists_its_mistakes(qtbot):
    page = ResultsPage()
    page.show_part("confusion")
    qtbot.addWidget(page)
    page.show_evaluation(
        Evaluated("run", 0.0, "test", 1, 10, 0.1, 0.9, tuple(map(tuple, thousand({(700, 1): 20}))), 0.5), NAMES
    )
    page.resize(600, 500)
    page.show()
    qtbot.mouseClick(page.classes.bars.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert page.mistakes.choice.truth == 700
    assert page.mistakes.of_class.currentText() == "class 700"


def test_a_new_evaluation_keeps_the_place_in_the_list(qtbot):
    bars = ClassBars()
    qtbot.addWidget(bars)
    bars.show_confusion(NamedConfusion.of(of_thousand(), NAMES))
    bars.resize(bars.sizeHint())
    bars.show()
    bars.verticalScrollBar().setValue(777)
    bars.show_confusion(NamedConfusion.of(of_thousand({(1, 2): 3}), NAMES))
    assert bars.verticalScrollBar().value() == 777
    assert bars.childAt(QPoint(5, 5)) is bars.viewport()


@pytest.fixture
def page(qtbot):
    """With some mistakes; the page is as wide as beside the stack and Try it."""
    made = ResultsPage()
    made.show_part("confusion")
    qtbot.addWidget(made)
    counts = thousand({(700, 1): 20, (3, 1): 5, (41, 42): 5, (9, 8): 1})
    made.show_evaluation(Evaluated("run", 0.0, "test", 1, 10, 0.1, 0.9, tuple(map(tuple, counts)), 0.5), NAMES)
    made.resize(600, 500)
    with qtbot.waitExposed(made):
        made.show()
    return made


def test_the_most_confused_classes_come_first_and_a_click_lists_their_images(qtbot, page):
    qtbot.mouseClick(page.classes.buttons[1], Qt.MouseButton.LeftButton)
    pairs = page.classes.pairs
    assert pairs.isVisible()
    assert [pairs.pair(row) for row in range(4)] == [(700, 1), (3, 1), (41, 42), (9, 8)]
    assert pairs.sentence(1) == "A class 3 was taken for a class 1: 5 times."
    qtbot.mouseClick(pairs.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert page.mistakes.choice.cell == page.matrix.marked == (700, 1)


def test_letters_find_a_class_in_both_lists(qtbot, page):
    bars, pairs = page.classes.bars, page.classes.pairs
    qtbot.keyClicks(page.classes.search, "class 1")
    assert bars.class_of(0) == 1  # it is called just that
    qtbot.mouseClick(page.classes.buttons[1], Qt.MouseButton.LeftButton)
    assert [pairs.pair(row) for row in range(2)] == [(700, 1), (3, 1)]
    qtbot.keyClicks(page.classes.search, "xyz")
    assert pairs.row_at(1) is None
    assert pairs.nothing == FOUND_NONE
    assert not page.grab().isNull()
    qtbot.keyClick(page.classes.search, Qt.Key.Key_Escape)
    assert page.classes.search.text() == ""
    assert pairs.pair(3) == (9, 8)


def test_rows_are_walked_and_picked_by_key(qtbot, page):
    bars, picked = page.classes.bars, []
    page.classes.class_picked.connect(picked.append)
    bars.setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Space):
        qtbot.keyClick(bars, key)
    assert picked == [3, 999]
    assert bars.accessibleDescription() == bars.sentence(999)
    assert bars.row_at(bars.viewport().height() - 1) == 999
    page.show_part("confusion")
    worse = tuple(map(tuple, thousand({(999, 0): 20})))
    page.show_evaluation(Evaluated("run", 0.0, "test", 1, 20, 0.1, 0.9, worse, 0.5), NAMES)
    assert bars.class_of(0) == 999
    qtbot.keyClick(bars, Qt.Key.Key_Return)  # the row went with its class
    assert picked == [3, 999, 999]


def test_what_is_looked_for_stays_through_an_evaluation_and_goes_with_the_classes(page):
    page.classes.search.setText("class 99")
    counts = tuple(map(tuple, thousand({(99, 2): 3})))
    event = Evaluated("run", 0.0, "test", 1, 20, 0.1, 0.9, counts, 0.5)
    page.show_evaluation(event, NAMES)
    assert page.classes.bars.class_of(0) == 99
    page.show_evaluation(event, tuple(f"kind {index}" for index in range(1000)))
    assert page.classes.search.text() == ""
    assert page.classes.bars.class_of(1) == 0


def test_cells_without_figures_offer_no_choice_of_figures(page):
    assert page.head.more.isVisible()
    assert not any(button.isVisible() for button in page.confusion.cells.values())


def test_without_a_mistake_the_list_says_so(qtbot):
    pairs = ConfusedPairs()
    qtbot.addWidget(pairs)
    pairs.show_confusion(NamedConfusion.of(of_thousand(), NAMES))
    assert pairs.nothing == pairs.accessibleDescription() == NO_MISTAKES


@pytest.mark.qt_log_ignore("does not support raise")  # of tool tips, offscreen
@pytest.mark.parametrize("count", [2, 11, 26, 47, 100, 1000])
def test_whatever_classes_are_called_figures_stay_in_sight_and_tips_tell_names(qtbot, monkeypatch, count):
    """Names of 200 letters, names read from the right, and names of which nothing is seen."""
    drawn = DrawnTexts(monkeypatch)
    kinds = ("a name of so many letters " * 8, "\u05d7\u05ea\u05d5\u05dc " * 30, " ", "two\nlines")
    page, names = ResultsPage(), tuple(f"{kinds[index % 4]}{index}" for index in range(count))
    qtbot.addWidget(page)
    counts = np.eye(count, dtype=int) * 5
    counts[0, 1] = 2
    event = Evaluated("run", 0.0, "test", 1, 10, 0.1, 0.9, tuple(map(tuple, counts.tolist())), 0.5)
    page.show_part("confusion")
    page.show_evaluation(event, names)
    page.resize(480, 640)
    with qtbot.waitExposed(page):
        page.show()
    assert page.minimumSizeHint().width() <= 480
    assert page.sentence.fitting().endswith("2 times.")
    assert cut_texts(page, drawn) == []
    page.classes.buttons[1].click()
    assert cut_texts(page, drawn) == []
    page.show_part("figures")
    QApplication.processEvents()
    assert cut_texts(page, drawn) == []


def test_while_nobody_looks_an_evaluation_waits(page):
    page.hide()
    event = Evaluated("run", 0.0, "test", 1, 20, 0.1, 0.9, tuple(map(tuple, thousand({(5, 6): 9}))), 0.5)
    page.show_evaluation(event, NAMES)
    assert page.evaluation is event
    assert page.classes.bars.class_of(0) == 700
    page.show()
    assert page.classes.bars.class_of(0) == 5
