"""The confusion matrix and the bars: what they say, where the pointer and the keys lead, what colours tell."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF

from engine.metrics.confusion import of_rows
from gui.appearance import theme
from gui.results.comparison.difference_matrix import DifferenceMatrix, difference
from gui.results.confusion.class_bars import ClassBars, percent
from gui.results.confusion.confusion_matrix import HOW, HOW_ROW, ConfusionMatrix
from gui.results.confusion.confusion_picture import dots
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.confusion.matrix_text import figure, fitting_font
from tests.drawn_texts import DrawnTexts

DIGITS = tuple("0123456789")
GARMENTS = ("T-shirt/top", "Trouser", "Ankle boot")


def digits(mistakes=None, each=200):
    counts = np.eye(10, dtype=int) * each
    for (row, column), count in (mistakes or {}).items():
        counts[row, row] -= count
        counts[row, column] = count
    return NamedConfusion.of(of_rows(counts.tolist()), DIGITS)


@pytest.fixture
def matrix(qtbot):
    widget = ConfusionMatrix()
    qtbot.addWidget(widget)
    widget.show_confusion(digits({(4, 9): 17, (7, 1): 1}))
    widget.resize(widget.sizeHint())
    widget.show()
    widget.activateWindow()
    qtbot.waitUntil(widget.isActiveWindow)
    return widget


@pytest.mark.parametrize(
    ("cell", "sentence"),
    [
        ((4, 9), "A 4 was taken for a 9: 17 times."),
        ((7, 1), "A 7 was taken for a 1: once."),
        ((4, 4), "A 4 was recognised: 183 of 200 times."),
        ((0, 1), "No 0 was taken for a 1."),
    ],
)
def test_the_pointer_says_its_cell(qtbot, matrix, cell, sentence):
    said = []
    matrix.said.connect(lambda sentences: said.append(sentences[0]))
    qtbot.mouseMove(matrix, matrix.places.cell(*cell).center().toPoint())
    qtbot.waitUntil(lambda: said == [sentence])
    assert matrix.cell == cell
    assert matrix.accessibleDescription().startswith(sentence)


@pytest.mark.parametrize(("kind", "title"), [(ConfusionMatrix, "Right"), (DifferenceMatrix, "More right")])
def test_the_column_of_shares_has_a_head(qtbot, monkeypatch, kind, title):
    drawn, widget, counts = DrawnTexts(monkeypatch), kind(), digits({(4, 9): 17})
    qtbot.addWidget(widget)
    widget.show_confusion(difference(counts, digits()) if kind is DifferenceMatrix else counts)
    widget.resize(600, 400)
    with drawn.one_painting() as painted:
        widget.grab()
    (head,) = [one for one in painted if one.words == title]
    assert head.place.bottom() <= widget.places.cells.top()
    assert not head.too_narrow


def test_away_from_the_cells_the_most_frequent_mistake_is_said(qtbot, matrix):
    assert matrix.accessibleDescription() == "Most frequent: a 4 was taken for a 9, 17 times."
    qtbot.mouseMove(matrix, matrix.places.cell(2, 2).center().toPoint())
    qtbot.waitUntil(lambda: matrix.cell == (2, 2))
    qtbot.mouseMove(matrix, QPoint(2, 2))
    qtbot.waitUntil(lambda: matrix.cell is None)
    assert "Most frequent" in matrix.accessibleDescription()


def test_arrow_keys_go_from_cell_to_cell_and_stay_inside(qtbot, matrix):
    matrix.setFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(matrix, key)
    assert matrix.cell == (1, 0)


def test_new_counts_keep_the_chosen_cell_and_say_it_anew(qtbot, matrix):
    qtbot.mouseMove(matrix, matrix.places.cell(4, 9).center().toPoint())
    qtbot.waitUntil(lambda: matrix.cell == (4, 9))
    matrix.show_confusion(digits({(4, 9): 2}))
    assert matrix.accessibleDescription().startswith("A 4 was taken for a 9: 2 times.")


def test_a_click_on_a_cell_that_counts_images_asks_for_them(qtbot, matrix):
    picked = []
    matrix.picked.connect(lambda *cell: picked.append(cell))
    for cell in ((4, 9), (0, 1), (3, 3)):
        qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.places.cell(*cell).center().toPoint())
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert picked == [(4, 9), (3, 3)]


def test_enter_and_space_ask_for_the_images_of_the_chosen_cell(qtbot, matrix):
    picked = []
    matrix.picked.connect(lambda *cell: picked.append(cell))
    matrix.setFocus()
    qtbot.keyClick(matrix, Qt.Key.Key_Return)  # none is chosen
    qtbot.keyClick(matrix, Qt.Key.Key_Right)
    qtbot.keyClick(matrix, Qt.Key.Key_Return)
    qtbot.keyClick(matrix, Qt.Key.Key_Down)
    qtbot.keyClick(matrix, Qt.Key.Key_Space)  # no 1 was taken for a 0
    assert picked == [(0, 0)]


def test_the_tool_tip_of_a_cell_says_how_to_see_its_images(matrix):
    assert matrix.tip(matrix.places.cell(4, 9).center()).splitlines() == ["A 4 was taken for a 9: 17 times.", HOW]
    assert matrix.tip(matrix.places.cell(0, 1).center()) == "No 0 was taken for a 1."
    assert matrix.tip(QPointF(1, 1)) == ""


def test_a_row_says_its_class_and_a_click_on_its_name_or_bar_asks_for_it(qtbot, matrix):
    matrix.resize(600, 340)
    picked = []
    matrix.class_picked.connect(picked.append)
    bar, name = matrix.places.bar(4).center(), matrix.places.cell(7, 0).center() - QPointF(matrix.places.each, 0)
    assert matrix.tip(bar).splitlines() == ["A 4 was recognised: 183 of 200 times.", HOW_ROW]
    above = QPointF(matrix.places.cell(0, 3).center().x(), matrix.places.top - 3)
    assert matrix.tip(above).startswith("A 3 was the answer ")
    for place in (bar, name):
        qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert picked == [4, 7]


@pytest.mark.parametrize(("width", "height", "bars"), [(620, 330, True), (380, 330, True), (270, 330, False)])
def test_bars_stand_beside_the_rows_where_the_cells_keep_their_room(qtbot, matrix, width, height, bars):
    matrix.resize(width, height)
    places = matrix.places
    assert bool(places.bars) == bars
    assert places.left + places.side + places.bars <= width
    assert places.top + places.side <= height
    for row in range(10):
        assert places.bar(row).center().y() == matrix.places.cell(row, 0).center().y()


def test_the_marked_cell_stays_marked_while_the_pointer_moves_on(qtbot, matrix):
    matrix.mark((4, 9))
    before = matrix.grab().toImage()
    qtbot.mouseMove(matrix, matrix.places.cell(2, 2).center().toPoint())
    qtbot.waitUntil(lambda: matrix.cell == (2, 2))
    corner = matrix.places.cell(4, 9).topLeft().toPoint()
    assert matrix.grab().toImage().pixelColor(corner) == before.pixelColor(corner)
    matrix.show_confusion(NamedConfusion.of(of_rows([[1, 0], [0, 1]]), ()))
    assert matrix.marked is None


def test_mistakes_are_warm_and_right_answers_in_the_accent_colour(matrix):
    image = matrix.grab().toImage()

    def colour(row, column):
        return image.pixelColor((matrix.places.cell(row, column).topLeft().toPoint()) + QPoint(3, 3))

    assert colour(0, 0) == QColor(theme.current().accent)
    assert colour(4, 9).red() > colour(4, 9).blue() + 30
    assert colour(0, 1) == QColor(theme.current().hover)


def test_a_larger_share_is_a_stronger_colour():
    confusion = digits({(4, 9): 100, (5, 8): 2})
    cells = dots(confusion.counts, 270).colours
    empty = np.array(cells[0, 1], dtype=int)
    assert np.abs(cells[4, 9] - empty).sum() > np.abs(cells[5, 8] - empty).sum() > 10


def test_a_net_without_mistakes_says_so():
    assert digits().summary() == "No mistakes at all."


def test_a_class_without_images():
    confusion = NamedConfusion.of(of_rows([[0, 0], [1, 3]]), ("a", "b"))
    assert confusion.right(0) == (0, 0)
    assert percent(*confusion.right(0)) == "–"
    assert percent(*confusion.right(1)) == "75.0 %"


def test_classes_without_names_are_numbered():
    assert NamedConfusion.of(of_rows([[1, 0], [0, 1]]), ()).classes == ("0", "1")


@pytest.mark.parametrize("classes", [1, 2, 10, 100, 400, 1000])
def test_any_number_of_classes_is_painted_and_fits(qtbot, classes):
    widget, bars = ConfusionMatrix(), ClassBars()
    confusion = NamedConfusion.of(
        of_rows(np.eye(classes, dtype=int).tolist()), tuple(f"class {index}" for index in range(classes))
    )
    for one in (widget, bars):
        qtbot.addWidget(one)
        one.show_confusion(confusion)
        one.resize(one.sizeHint())
        assert not one.grab().isNull()
    last = widget.places.cell(classes - 1, classes - 1)
    assert last.right() <= widget.width()
    assert last.bottom() <= widget.height()
    assert widget.cell_at(last.center()) == (classes - 1, classes - 1)


@pytest.mark.parametrize("count", [1, 99, 1000, 5921, 15921])
def test_a_count_is_written_whole_and_smaller_where_the_cell_is_small(qtbot, count):
    text = figure(count, 20_000, "counts")
    assert text == str(count)
    usual = fitting_font([text], 1000)
    wanted = QFontMetricsF(usual).horizontalAdvance(text)
    smaller = fitting_font([text], 0.8 * wanted)
    assert smaller.pointSizeF() < usual.pointSizeF()
    assert QFontMetricsF(smaller).horizontalAdvance(text) <= 0.85 * wanted
    assert fitting_font([text], 0.2 * wanted) is None  # nobody could read it


def test_all_figures_have_the_size_in_which_the_longest_fits():
    assert fitting_font(["1", "15921"], 25).pointSizeF() == fitting_font(["15921"], 25).pointSizeF()


@pytest.mark.parametrize(
    ("count", "images", "said"),
    [(0, 200, ""), (200, 200, "100"), (199, 200, "99"), (1, 1000, "<1"), (17, 200, "8"), (30, 200, "15")],
)
def test_a_share_is_a_whole_number_and_neither_all_nor_nothing_unless_it_is(count, images, said):
    assert figure(count, images, "shares") == said


def test_cells_say_shares_when_asked(qtbot, matrix):
    counts = matrix.grab().toImage()
    matrix.show_figures("shares")
    assert matrix.grab().toImage() != counts
    matrix.show_figures("counts")
    assert matrix.grab().toImage() == counts


def test_bars_are_read_out(qtbot):
    bars = ClassBars()
    qtbot.addWidget(bars)
    bars.show_confusion(NamedConfusion.of(of_rows([[9, 1, 0], [0, 10, 0], [0, 0, 0]]), GARMENTS))
    assert bars.accessibleDescription() == "T-shirt/top: 90.0 %, Trouser: 100.0 %, Ankle boot: –"


def test_in_another_order_cells_are_the_same_classes_in_other_places(qtbot, matrix):
    picked, order = [], np.array([4, 9, *(label for label in range(10) if label not in (4, 9))])
    matrix.picked.connect(lambda *cell: picked.append(cell))
    matrix.mark((4, 9))
    matrix.show_confusion(digits({(4, 9): 17, (7, 1): 1}), order)
    assert matrix.area_of((4, 9)) == matrix.places.cell(0, 1)
    assert matrix.cell_at(matrix.places.cell(0, 1).center()) == matrix.marked == (4, 9)
    assert matrix.tip(matrix.places.cell(0, 1).center()).startswith("A 4 was taken for a 9: 17 times.")
    qtbot.mouseClick(matrix, Qt.MouseButton.LeftButton, pos=matrix.places.cell(0, 1).center().toPoint())
    qtbot.keyClick(matrix, Qt.Key.Key_Left)
    assert (picked, matrix.cell) == ([(4, 9)], (4, 4))
    image = matrix.grab().toImage()
    corner = matrix.places.cell(0, 1).topLeft().toPoint() + QPoint(4, 4)
    assert image.pixelColor(corner).red() > image.pixelColor(corner).blue() + 30
