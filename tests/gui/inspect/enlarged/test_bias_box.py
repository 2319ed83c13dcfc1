"""The box of a bias: how it writes a number, and what may be typed into it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from gui.appearance import numerals, rewriting
from gui.inspect.enlarged.bias_box import BiasBox


@pytest.fixture
def box(qtbot):
    widget = BiasBox()
    qtbot.addWidget(widget)
    return widget


@pytest.mark.parametrize(
    ("bias", "words"), [(-0.1197, "Bias −0.1197"), (0.0, "Bias 0"), (-0.00003, "Bias 0"), (12.5, "Bias 12.5")]
)
def test_it_is_written_as_the_numbers_beside_it(box, bias, words):
    box.setValue(bias)
    assert box.text() == words


@pytest.mark.parametrize(
    ("keys", "bias"),
    [("-0.25", -0.25), ("−0.25", -0.25), (".5", 0.5), ("x", 1.0), ("-", 1.0), ("1e3", 1.0), ("-2e-1", -0.2)],
)
def test_a_hyphen_and_a_true_minus_are_typed(box, keys, bias):
    box.setValue(1.0)
    box.selectAll()
    if keys != "x":
        box.lineEdit().insert(keys)
    else:
        QTest.keyClicks(box, keys)
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.value() == bias


def test_it_is_stepped_and_follows_the_style_of_numbers(box):
    box.setValue(0.05)
    box.stepDown()
    assert box.text() == "Bias −0.05"
    numerals.choose("comma")
    try:
        rewriting.refresh()
        assert box.text() == "Bias −0,05"
        box.stepDown()
        assert box.text() == "Bias −0,15"
    finally:
        numerals.choose("point")
        rewriting.refresh()
    assert box.text() == "Bias −0.15"
