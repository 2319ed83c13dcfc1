"""The figures of an evaluation: in all, of each class, sorted and found, and for other programs."""

import numpy as np
import pytest
from PySide6.QtCore import Qt

from engine.events import Evaluated
from gui.results.confusion.confusion_words import NamedConfusion
from gui.results.figures.part import FiguresPart

NAMES = ("cat", "dog", "owl", "newt")
LABELS, ANSWERS = [0, 0, 0, 0, 1, 1, 2, 2], [0, 0, 0, 1, 1, 0, 2, 2]  # nothing is, or is taken for, a newt


@pytest.fixture
def part(qtbot, predictions):
    shown = FiguresPart()
    qtbot.addWidget(shown)
    metrics = predictions(LABELS, ANSWERS, np.full(8, 0.8), classes=4).metrics
    event = Evaluated("run", 0.0, "test", 1, 10, 0.5, 0.75, metrics.confusion.rows(), 0.1)
    shown.show_figures(event, NamedConfusion.of(metrics.confusion, NAMES), metrics)
    shown.resize(600, 400)
    shown.show()
    return shown


def cells(part, row):
    model = part.table_view.scores
    return [model.index(row, column).data() for column in range(model.columnCount())]


def test_each_class_has_its_figures_below_both_means(part):
    assert cells(part, 0) == ["Mean, each class alike", "8", "75.0 %", "75.0 %", "75.0 %"]
    assert cells(part, 1) == ["Mean, by images", "8", "75.0 %", "75.0 %", "75.0 %"]
    assert cells(part, 2) == ["cat", "4", "75.0 %", "75.0 %", "75.0 %"]
    assert cells(part, 3) == ["dog", "2", "50.0 %", "50.0 %", "50.0 %"]
    assert cells(part, 5) == ["newt", "0", "–", "–", "–"]
    said = part.beyond.text().replace("&nbsp;", " ")
    assert said == "top-2 <b>100.0 %</b>   top-3 <b>100.0 %</b>   calibration error <b>5.0 %</b>"


def test_where_there_is_little_room_the_number_of_images_stands_in_the_tip_alone(part):
    view = part.table_view
    for width, hidden in ((600, False), (330, True)):
        part.resize(width, 400)
        assert view.isColumnHidden(1) == hidden
        assert sum(map(view.columnWidth, range(5))) <= view.viewport().width()
    tip = view.scores.index(2, 0).data(Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("cat: Images 4, Precision 75.0 %, Recall 75.0 %, F1 75.0 %")


def test_classes_sort_by_a_figure_and_what_is_undefined_comes_last(part):
    view, model = part.table_view, part.table_view.scores
    for order, expected in ((Qt.SortOrder.AscendingOrder, [1, 0, 2, 3]), (Qt.SortOrder.DescendingOrder, [2, 0, 1, 3])):
        view.sortByColumn(4, order)
        assert [model.class_of(row) for row in range(model.rowCount())] == [None, None, *expected]
    model.look_for("ow")
    assert [model.class_of(row) for row in range(model.rowCount())] == [None, None, 2]


def test_enter_asks_for_the_mistakes_of_a_class_and_means_have_none(qtbot, part):
    picked, view = [], part.table_view
    part.class_picked.connect(picked.append)
    for row in (0, 3):
        view.setCurrentIndex(view.scores.index(row, 0))
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert picked == [1]


def test_the_table_for_other_programs_has_plain_figures(part):
    rows = [list(row) for row in part.table()]
    assert rows[1] == ["cat", 4, 0.75, 0.75, 0.75]
    assert rows[4] == ["newt", 0, "", "", ""]
    assert rows[5][0] == "macro average"
    assert ["accuracy", 0.75] in rows
    assert ["top-2", 1.0] in rows


def test_before_the_single_images_are_known_there_are_no_top_k(part):
    confusion = part._confusion
    part.show_figures(part._event, confusion, None, "Only these are known.")
    assert part.beyond.text() == "Only these are known."
    assert cells(part, 2)[0] == "cat"
