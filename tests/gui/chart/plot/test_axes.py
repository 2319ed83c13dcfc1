"""What is written around the curves: epochs give way to the title of the right axis, which stands in their row."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication

from gui.chart.plot.axes import Axes
from gui.chart.plot.right_axis import AccuracyAxis, RateAxis

AREA = QRectF(40, 20, 400, 200)
EPOCHS = ((25.0, 1), (50.0, 2), (75.0, 3), (100.0, 4))


class Written:
    """Takes down words and where they end."""

    def __init__(self) -> None:
        self.words: dict[str, float] = {}

    def drawText(self, room: QRectF, _: object, words: str) -> None:  # Qt's name
        self.words[words] = room.right()


def epochs_written(qapp: QApplication, right: AccuracyAxis | None) -> dict[str, float]:
    written = Written()
    axes = Axes(x=(0.0, 102.0), epochs=EPOCHS, right=right)
    axes._paint_epochs(written, AREA, QFontMetricsF(qapp.font()))
    return written.words


@pytest.mark.parametrize("title", ["accuracy", "averaged accuracy of the test"])
def test_epochs_end_where_the_title_of_the_right_axis_begins(qapp: QApplication, title: str) -> None:
    right = AccuracyAxis((0.0, 1.0), title=title)
    metrics = QFontMetricsF(qapp.font())
    begins = Axes(right=right)._title_begin(AREA, metrics)
    words = epochs_written(qapp, right)
    assert "4" not in words
    assert all(end <= begins for end in words.values())


def test_without_one_all_are_written(qapp: QApplication) -> None:
    assert list(epochs_written(qapp, None)) == ["epoch 1", "2", "3", "4"]


def test_a_learning_rate_that_stays_at_its_highest_is_a_line_below_the_upper_edge() -> None:
    axis = RateAxis(0.001, left=(1.0, 3.0))
    heights = axis.heights(np.full(4, 0.001))
    assert (heights < 2.9).all()
    assert [(round(1 + 2 * share, 9), words) for share, words in axis.ticks(5)] == [
        (1.0, "0"), (round(float(heights[0]), 9), "0.001"),
    ]  # fmt: skip


def test_words_of_epochs_stay_off_the_figures_of_the_left_axis_and_say_whose_they_are(qapp: QApplication) -> None:
    def written(**fields: object) -> list[str]:
        taken = Written()
        Axes(x=(0.0, 102.0), **fields)._paint_epochs(taken, AREA, QFontMetricsF(qapp.font()))
        return list(taken.words)

    assert written(epochs=((3.0, 50), (60.0, 100))) == ["50", "100"]
    assert written(epochs=((50.0, 1),), epoch_word="fork’s epoch") == ["fork’s epoch 1"]
