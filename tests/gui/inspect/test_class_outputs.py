"""The last layer's outputs: a row a class, with the probability beside the output."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest

from engine.project.data.sources import GARMENTS
from gui.appearance import theme
from gui.inspect import colour_maps
from gui.inspect.class_outputs import ROW, ClassOutputs

LOGITS = np.array([2.5, -1.25, 0, 1, -3, 0.5, 4, -0.5, 0.25, 1.5], np.float32)
CHANCES = np.exp(LOGITS) / np.exp(LOGITS).sum()


@pytest.fixture
def rows(qtbot):
    widget = ClassOutputs()
    widget.resize(560, 10 * theme.px(ROW))
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget


def coloured(widget, row, colour):
    image, y = widget.grab().toImage(), row * theme.px(ROW) + theme.px(ROW) // 2
    return sum(image.pixelColor(x, y) == colour for x in range(image.width()))


def test_each_class_has_its_name_its_output_and_its_probability(rows):
    rows.show_outputs(LOGITS, CHANCES, GARMENTS)
    assert rows.sentence(6) == f"Shirt: 4, {100 * CHANCES[6]:.2f} %"
    assert rows.sentence(4) == f"Coat: −3, {100 * CHANCES[4]:.2f} %"


def test_outputs_are_bars_about_zero_as_long_as_they_are_large(rows):
    rows.show_outputs(LOGITS, CHANCES, GARMENTS)
    red, blue = (QColor(*colour_maps.diverging()[end].tolist()) for end in (-1, 0))
    assert coloured(rows, 6, red) == pytest.approx(4 / 3 * coloured(rows, 4, blue), rel=0.1)
    assert coloured(rows, 6, blue) == coloured(rows, 4, red) == coloured(rows, 2, red) == 0


def test_probabilities_stand_there_once(rows):
    rows.show_outputs(CHANCES, CHANCES, GARMENTS)
    assert rows.sentence(6) == f"Shirt: {100 * CHANCES[6]:.2f} %"
    assert coloured(rows, 6, QColor(theme.current().accent)) > 60


def test_the_pointer_reads_a_row(qtbot, rows):
    rows.show_outputs(LOGITS, CHANCES, GARMENTS)
    with qtbot.waitSignal(rows.read):
        QTest.mouseMove(rows.viewport(), QPoint(80, theme.px(ROW) + 5))
    assert rows.reading().startswith("Trouser: −1.25, ")


def test_of_a_thousand_classes_the_most_probable_come_first(rows):
    names = tuple(f"class {index}" for index in range(1000))
    outputs = np.linspace(-5, 5, 1000, dtype=np.float32)
    rows.show_outputs(outputs, np.exp(outputs) / np.exp(outputs).sum(), names)
    assert rows.sentence(0).startswith("class 999: 5, ")
    assert rows.sizeHint().height() < 400


def test_values_that_ran_away_are_said(rows):
    broken = np.array([np.nan, np.inf, 1.0], np.float32)
    rows.show_outputs(broken, np.full(3, np.nan, np.float32), ("a", "b", "c"))
    assert rows.sentence(0).startswith("a: not a number, ")
    rows.grab()


def test_letters_find_a_class_and_other_outputs_keep_what_is_looked_for(rows):
    names = tuple(f"class {index}" for index in range(1000))
    outputs = np.linspace(-5, 5, 1000, dtype=np.float32)
    chances = np.exp(outputs) / np.exp(outputs).sum()
    rows.show_outputs(outputs, chances, names)
    rows.look_for("class 7")
    assert rows.sentence(0).startswith("class 7: ")
    assert rows.sentence(1).startswith("class 799: ")
    rows.show_outputs(-outputs, chances[::-1], names)
    assert rows.sentence(1).startswith("class 70: ")
    assert rows.sizeHint().height() < 400


def test_by_key_the_answer_is_read_first_and_a_row_is_pressed(qtbot, rows):
    rows.show_outputs(LOGITS, CHANCES, GARMENTS)
    without, pressed = rows.grab().toImage(), []
    rows.clicked.connect(pressed.append)
    rows.clearFocus()
    rows.activateWindow()
    qtbot.waitUntil(rows.isActiveWindow)
    rows.setFocus(Qt.FocusReason.TabFocusReason)
    assert rows.reading() == rows.sentence(6) == rows.accessibleDescription()
    assert rows.grab().toImage() != without
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(rows, key)
    QTest.keyClick(rows, Qt.Key.Key_Home)
    QTest.keyClick(rows, Qt.Key.Key_Up)
    assert rows.reading() == rows.sentence(0)
    assert pressed == [7, 9]
    rows.clearFocus()
    assert rows.reading() == ""
