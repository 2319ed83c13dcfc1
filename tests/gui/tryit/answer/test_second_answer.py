"""A second network in Try it: its bars below those of the first, its answer, and the way through the images."""

import numpy as np
import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtGui import QColor

from engine.project.data.sources import GARMENTS
from gui.appearance import theme
from gui.tryit.answer.bar_painting import second_colour
from gui.tryit.answer.second_answer import answered, apart_in_words
from tests.gui.tryit.saying import click, prediction, show_model


@pytest.fixture
def paired(workspace, image, panel):
    """Both answer."""
    show_model(workspace)
    panel.pair(on=True)
    panel.show_prediction(prediction(image, 3, 0.9, label=3))
    panel.show_second(prediction(image, 5, 0.8, label=3), "")
    return panel


def colour_at(bars, row, lower):
    picture = bars.grab().toImage()
    columns, ratio = bars._columns(), bars.devicePixelRatioF()
    y = (row + (0.7 if lower else 0.3)) * bars._height
    return picture.pixelColor(round((columns.bar_left + 10) * ratio), round(y * ratio))


def test_each_class_has_a_bar_of_both(paired):
    bars = paired.bars
    bars.stop()
    assert colour_at(bars, 3, lower=False) == QColor(theme.current().accent)
    assert colour_at(bars, 5, lower=True) == second_colour()
    assert bars.row_at(bars.sizeHint().height() - 25) == 9
    assert (
        bars.tip_at(bars._height * 5.5)
        == f"5: {100 * bars._lines()[5].share:.4f} %\nThe second: {100 * bars._lines()[5].second:.4f} %"
    )
    assert "The second: 5, 80.0 %" in bars.accessibleDescription()


def test_who_is_alone_again_has_the_usual_bars(paired):
    tall = paired.bars.sizeHint().height()
    paired.pair(on=False)
    assert paired.bars.sizeHint().height() < tall
    assert not paired.second.isVisible()
    assert "second" not in paired.bars.accessibleDescription()


def test_one_that_knows_other_classes_answers_in_words_alone(image, paired):
    other = prediction(image, 9, 0.7, classes=GARMENTS)
    paired.show_second(other, "")
    assert paired.second.answer.text() == "The second: Ankle boot, fairly sure · 70.0 %"
    assert "second" not in paired.bars.accessibleDescription()


def test_why_it_gives_no_answer(paired):
    paired.show_second(None, "It kept no weights, so it cannot answer.")
    assert paired.second.answer.text() == "It kept no weights, so it cannot answer."
    assert "second" not in paired.bars.accessibleDescription()


def test_of_many_classes_those_that_either_holds_probable_have_a_row(qtbot, paired, image):
    names = tuple(f"class {number}" for number in range(1000))
    paired.show_prediction(prediction(image, 3, 0.9, classes=names))
    paired.show_second(prediction(image, 900, 0.9, classes=names), "")
    assert {3, 900} <= set(paired.bars.rows())
    paired.bars.grab()


def test_answers_in_words(image):
    right = prediction(image, 3, 0.95, label=3)
    assert answered(right) == ("The second: 3 ✓, sure · 95.0 %", "3 ✓ · 95.0 %")
    assert answered(replace(right, step=0, trained=False))[0].startswith("Before training")
    assert answered(replace(right, step=0)) == answered(right), "a run may begin with weights that have learned"
    assert answered(replace(right, probabilities=None)) == ("",)


def test_where_they_differ_in_words():
    assert apart_in_words((132, 2000), None, "")[0] == "They differ on 132 of 2,000 test images"
    assert apart_in_words((132, 2000), 2, "") == ("They differ here: 3 of 132", "3 of 132")
    assert apart_in_words((0, 2000), None, "")[0] == "They agree on every test image."
    assert apart_in_words(None, None, "Open a run.") == ("Open a run.",)


def test_buttons(qtbot, paired):
    box = paired.second
    assert not box.next.isEnabled()
    box.show_apart((2, 10), None, "")
    for button, by in ((box.next, 1), (box.previous, -1)):
        with qtbot.waitSignal(box.step_asked) as asked:
            click(button)
        assert asked.args == [by]
    with qtbot.waitSignal(box.left):
        click(box.close_button)
    box.name("Adam 0.001", "Adam 0.003")
    assert (box.first.text(), box.second.text()) == ("Adam 0.001", "Adam 0.003")


@pytest.mark.parametrize("height", [520, 688, 1000])
def test_everything_fits_while_both_answer(qtbot, area, paired, height):
    area.resize(260, height)
    paired.second.show_apart((132, 2000), None, "")
    qtbot.waitUntil(lambda: paired.width() <= area.viewport().width())
    for part in (paired.answer, paired.second, paired.bars):
        place = part.mapTo(paired, QPoint(0, 0))
        assert place.x() >= 0
        assert place.x() + part.width() <= paired.width()
    assert np.all(np.diff([paired.answer.y(), paired.second.y(), paired.bars.mapTo(paired, QPoint(0, 0)).y()]) > 0)
