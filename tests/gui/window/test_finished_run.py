"""The finish: its sentence, its mistakes, its three ways on, in a wide and in a narrow window."""

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QToolButton

from engine.service.answers import ImageOf, Picture
from gui.window.finished_run import Finish

DIGITS = tuple("0123456789")


def _mistake(index: int) -> Picture:
    return Picture(ImageOf("test", index), np.full((1, 28, 28), 200, np.uint8), 2000, label=8, predicted=3)


@pytest.fixture
def pressed() -> list[str]:
    return []


@pytest.fixture
def finish(qtbot, pressed: list[str]) -> Finish:
    made = Finish(lambda: pressed.append("draw"), lambda: pressed.append("add"), lambda: pressed.append("longer"))
    qtbot.addWidget(made)
    made.resize(640, 90)
    made.show()
    return made


@pytest.mark.parametrize(
    ("mistakes", "words"), [(0, "Not one mistake!"), (1, "Its only mistake:"), (5, "Its first five mistakes:")]
)
def test_the_sentence_and_how_many_mistakes(finish: Finish, mistakes: int, words: str) -> None:
    finish.tell(0.96, 2000, "digits", [_mistake(index) for index in range(mistakes)], DIGITS)
    assert finish._words.text() == "96 % on 2,000 digits it never saw."
    assert finish._caption.text() == words


def test_a_warning_stands_beside_the_figure_and_goes_with_the_next_run(finish: Finish) -> None:
    finish.tell(0.1, 2000, "digits", [_mistake(7)], DIGITS, warning="The loss exploded.")
    assert finish._words.text() == "10 % on 2,000 digits it never saw. The loss exploded."
    finish.tell(0.96, 2000, "digits", [_mistake(7)], DIGITS)
    assert "exploded" not in finish._words.text()


def test_a_click_on_a_mistake_asks_to_look_into_it(finish: Finish, qtbot) -> None:
    finish.tell(0.96, 2000, "digits", [_mistake(7)], DIGITS)
    (picture,) = (one for one in finish.findChildren(QToolButton) if "taken for" in one.toolTip())
    assert picture.accessibleName() == "an 8, taken for a 3"
    with qtbot.waitSignal(finish.picked) as picked:
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton)
    assert picked.args == [ImageOf("test", 7)]


@pytest.mark.parametrize("width", [400, 1000])
def test_the_three_ways_on_are_whole_at_every_width(finish: Finish, qtbot, pressed: list[str], width: int) -> None:
    finish.tell(0.96, 2000, "digits", [_mistake(index) for index in range(5)], DIGITS)
    finish.resize(width, finish.sizeHint().height())
    for button in finish.findChildren(QPushButton):
        assert button.width() >= button.minimumSizeHint().width()
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert pressed == ["draw", "add", "longer"]
