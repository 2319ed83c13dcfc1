"""Nothing jumps: page, chart and buttons stay where they are while the line above them says one thing after another."""

import pytest
from PySide6.QtCore import QPoint, Qt

from tests.journeys.conftest import Opened
from tests.journeys.person import Person, short


def _places(person: Person) -> list[tuple[int, int]]:
    """Where page, chart, line and the buttons of the top bar are in the window."""
    top = person.chrome.top
    parts = (person.frame.pages, person.panels.chart, person.chrome.line, top.train, top.step, top.stop)
    return [part.mapTo(person.frame, QPoint()).toTuple() for part in parts]


@pytest.mark.parametrize("size", [(720, 600), (1280, 800)])
def test_from_the_first_steps_to_a_result_and_a_changed_stack(opened: Opened, size: tuple[int, int]) -> None:
    person = opened(short(60))
    person.frame.resize(*size)
    person.wait(lambda: person.frame.zones.width() == size[0])
    assert person.chrome.line.topic == "steps"
    before = _places(person)
    person.press(person.chrome.top.train)
    person.wait(lambda: person.state == "running")
    assert _places(person) == before
    person.wait(lambda: person.told)
    assert _places(person) == before
    person.panels.stack.view.setFocus()
    person.key(Qt.Key.Key_Delete)
    person.wait(lambda: person.chrome.line.topic == "changed")
    assert _places(person) == before
    person.shared.document.undo_stack.undo()
    person.wait(lambda: person.told)
    for topic in ("steps", "quiet"):  # the result is taken away, then the first steps
        person.press_named("×", person.chrome.line)
        person.wait(lambda topic=topic: person.chrome.line.topic == topic)
        assert _places(person) == before
    person.wait(lambda: person.reads("Showing step 60 of “LeNet-5 on digits”."))


def test_a_full_page_is_left_by_escape(window: Person) -> None:
    before = _places(window)
    window.key(Qt.Key.Key_F11)
    assert not window.panels.stack.isVisible()
    window.wait(lambda: window.reads("1. Convolution"))
    window.key(Qt.Key.Key_Escape)
    window.wait(window.panels.stack.isVisible)
    window.wait(lambda: _places(window) == before)
