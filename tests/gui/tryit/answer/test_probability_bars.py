"""The bars of the classes: rows, states, motion and words."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtTest import QTest

from gui.appearance import theme
from gui.pieces.classes.search import NOTHING
from gui.tryit.answer.bar_painting import BarPainting
from gui.tryit.answer.probability_bars import CHECK, EMPTY, ROW, UNTRAINED, ProbabilityBars

DIGITS = tuple("0123456789")


@pytest.fixture
def bars(qtbot):
    widget = ProbabilityBars()
    qtbot.addWidget(widget)
    widget.set_classes(DIGITS)
    widget.resize(256, widget.sizeHint().height())
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def sure_of(index, count=10):
    values = np.full(count, 0.1 / (count - 1))
    values[index] = 0.9
    return values


def coloured(widget, colour):
    """In how many pixels of each row the colour is seen."""
    image, wanted = widget.grab().toImage(), QColor(colour)
    height = theme.px(ROW)
    return [
        sum(image.pixelColor(x, row * height + height // 2) == wanted for x in range(image.width()))
        for row in range(len(widget.rows()))
    ]


def test_the_bar_of_the_most_probable_class_is_long_and_in_the_accent_colour(bars):
    bars.set_probabilities(sure_of(3))
    seen = coloured(bars, theme.current().accent)
    assert seen[3] > 120
    assert sum(seen) == seen[3]


def test_an_untrained_network_has_no_winner(bars):
    bars.set_probabilities(sure_of(3), trained=False)
    assert sum(coloured(bars, theme.current().accent)) == 0
    assert bars.footer() == UNTRAINED
    assert bars.accessibleDescription().startswith(UNTRAINED)


def test_without_probabilities_a_sentence_says_what_to_do(bars):
    assert bars.footer() == EMPTY
    bars.set_probabilities(sure_of(3))
    assert bars.footer() == ""
    bars.set_probabilities(None)
    assert bars.footer() == bars.accessibleDescription() == EMPTY


def test_up_to_twelve_classes_keep_their_rows(bars):
    bars.set_classes(tuple(f"class {index}" for index in range(12)))
    bars.set_probabilities(sure_of(11, 12))
    assert bars.rows() == tuple(range(12))
    assert bars.footer() == ""
    assert not bars.many


def test_of_many_classes_the_ten_most_probable_are_shown(bars):
    bars.set_classes(tuple(f"class {index}" for index in range(100)))
    values = np.linspace(0.001, 0.02, 100)
    values /= values.sum()
    bars.set_probabilities(values)
    assert bars.rows() == tuple(range(99, 89, -1))
    name, share = bars.others
    assert name == "90 others"
    assert share == pytest.approx(values[:90].sum())
    assert bars.tip_at(10.5 * theme.px(ROW)) == f"90 others: {100 * share:.4f} %"


def test_letters_find_any_of_many_classes_and_the_height_stays(bars):
    bars.set_classes(tuple(map(str, range(1000))))
    height = bars.sizeHint().height()
    bars.set_probabilities(np.linspace(0, 1, 1000) / 500, truth=3)
    bars.look_for("7")
    assert bars.rows()[0] == 7  # it is called just that
    assert bars.rows()[1:3] == (799, 798)  # of those that begin so, the most probable
    assert len(bars.rows()) == 10
    assert bars.others[0] == "990 others"
    assert bars.accessibleDescription().startswith("7: 0.0 %, 799: ")
    bars.look_for("no such name")
    assert bars.rows() == ()
    assert bars.footer() == bars.accessibleDescription() == NOTHING
    assert bars.sizeHint().height() == height
    bars.look_for("")
    assert bars.rows() == (*range(999, 990, -1), 3)


def test_bars_glide_and_arrive(bars, qtbot, monkeypatch):
    monkeypatch.setattr("gui.tryit.answer.probability_bars.SELDOM_MS", -1)
    bars.set_probabilities(sure_of(3))
    bars.set_probabilities(sure_of(5))
    assert coloured(bars, theme.current().accent)[5] < 60
    qtbot.waitUntil(lambda: coloured(bars, theme.current().accent)[5] > 120)


def test_stopping_the_motion_puts_the_bars_where_they_belong(bars):
    bars.set_probabilities(sure_of(3))
    bars.set_probabilities(sure_of(5))
    bars.stop()
    assert coloured(bars, theme.current().accent)[5] > 120


def test_values_that_come_during_the_motion_are_shown_at_once(bars):
    for index in (3, 5, 7):
        bars.set_probabilities(sure_of(index))
    assert coloured(bars, theme.current().accent)[7] > 120


def test_a_hidden_widget_does_not_move(bars):
    bars.set_probabilities(sure_of(3))
    bars.hide()
    bars.set_probabilities(sure_of(5))
    assert coloured(bars, theme.current().accent)[5] > 120


def test_screen_readers_hear_the_three_most_probable(bars):
    values = np.zeros(10)
    values[[3, 5, 8]] = 0.9, 0.06, 0.04
    bars.set_probabilities(values)
    assert bars.accessibleDescription() == "3: 90.0 %, 5: 6.0 %, 8: 4.0 %"


def test_a_click_on_a_row_chooses_its_class(bars, qtbot):
    bars.set_probabilities(sure_of(3))
    with qtbot.waitSignal(bars.chosen) as heard:
        QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=QPoint(100, theme.px(20) * 7 + 5))
    assert heard.args == [7]


def test_the_wrong_number_of_probabilities_is_refused(bars):
    with pytest.raises(ValueError):
        bars.set_probabilities(np.zeros(9))


def test_probabilities_that_are_no_numbers_draw_no_bars(bars):
    bars.set_probabilities(np.full(10, np.nan))
    assert sum(coloured(bars, theme.current().accent)) == 0


def test_a_long_name_leaves_room_for_the_bar(bars):
    bars.set_classes(("a name that goes on and on and on and on", "b"))
    bars.set_probabilities(np.array([0.99, 0.01]))
    assert coloured(bars, theme.current().accent)[0] > 60


def test_the_true_class_has_a_sign_and_a_colour_of_its_own(bars):
    bars.set_probabilities(sure_of(3), truth=5)
    assert coloured(bars, theme.current().truth)[5] > 0
    assert coloured(bars, theme.current().accent)[3] > 100
    assert bars.accessibleDescription().endswith(". It is a 5")
    bars.set_probabilities(sure_of(3), truth=3)
    assert coloured(bars, theme.current().truth)[3] > 100
    assert not any(coloured(bars, theme.current().accent))


def test_the_sign_tells_the_truth_without_any_colour(bars):
    bars.set_probabilities(sure_of(3))
    plain = bars.grab().toImage()
    bars.set_probabilities(sure_of(3), truth=5, trained=True)
    marked = bars.grab().toImage()
    width, top = bars.fontMetrics().horizontalAdvance(f"5{CHECK}"), 5 * theme.px(ROW)
    place = (0, top, width, theme.px(ROW))
    assert plain.copy(*place) != marked.copy(*place)


def test_of_many_classes_the_true_one_is_among_those_shown(bars):
    names = tuple(f"class {index}" for index in range(1000))
    bars.set_classes(names)
    values = np.linspace(1, 0, 1000) / 500
    bars.set_probabilities(values, truth=777)
    assert bars.rows() == (*range(9), 777)
    bars.set_probabilities(values, truth=4)
    assert bars.rows() == tuple(range(10))
    assert bars.others[0] == "990 others"


@pytest.fixture
def painted(bars, monkeypatch):
    """The names of the rows that were painted since it was cleared."""
    names, paint = [], BarPainting.paint
    monkeypatch.setattr(BarPainting, "paint", lambda self, row, area: (names.append(row.name), paint(self, row, area)))
    bars.set_probabilities(sure_of(3))
    bars.repaint()
    names.clear()
    return names


def test_rows_that_look_as_before_are_not_painted_anew(bars, qtbot, painted):
    """While a network trains most stay."""
    values = sure_of(3)
    values[[3, 5]] += (-0.01, 0.01)
    values[7] += 1e-7
    bars.set_probabilities(values)
    qtbot.waitUntil(lambda: bool(painted))
    assert sorted(painted) == ["3", "5"]


@pytest.mark.parametrize(("before", "after"), [(0.00049, 0.00051), (0.12346, 0.12354), (0.99949, 0.99951)])
def test_a_figure_in_other_words_is_painted_anew_though_its_bar_looks_as_before(bars, qtbot, painted, before, after):
    bars.set_probabilities(with_share(before))
    bars.repaint()
    painted.clear()
    bars.set_probabilities(with_share(after))
    qtbot.waitUntil(lambda: bool(painted))
    assert painted == ["7"]


def test_rows_with_other_bold_figures_are_painted_anew(bars, qtbot, painted):
    near = np.full(10, 0.05)
    near[[2, 6]] = 0.30001, 0.29999
    bars.set_probabilities(near)
    bars.repaint()
    painted.clear()
    near = near.copy()
    near[[2, 6]] = 0.29999, 0.30001
    bars.set_probabilities(near)
    qtbot.waitUntil(lambda: bool(painted))
    assert painted == ["2", "6"]


@pytest.mark.parametrize(
    "change",
    [
        lambda bars: bars.resize(bars.width() - 40, bars.height()),
        lambda bars: bars.setFont(QFont(bars.font().family(), 20)),
        lambda bars: bars.setPalette(QPalette(QColor("black"))),
        lambda bars: bars.set_probabilities(sure_of(3), trained=False),
    ],
    ids=["size", "font", "theme", "untrained"],
)
def test_all_rows_are_painted_anew_where_all_look_otherwise(bars, qtbot, painted, change):
    change(bars)
    qtbot.waitUntil(lambda: set(painted) == set(DIGITS))


def with_share(share):
    """Of class 7, beside values that stay."""
    values = np.full(10, 0.01)
    values[7] = share
    return values
