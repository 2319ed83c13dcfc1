"""What the displays do where the shown model does not have the selected layer, or has it in other copies."""

from types import SimpleNamespace
from unittest import mock

import pytest

from engine.service.looking.layers.time_questions import LayerThen, StepsBeside
from engine.service.looking.values.value_answers import Place
from engine.service.questions import CompareSteps, ExplainValue, GatherStatistics
from gui.window.display.looking import statistics_display, time_display
from gui.window.display.looking.statistics_display import StatisticsDisplay
from gui.window.display.looking.time_display import TimeDisplay
from gui.window.display.looking.value_display import ValueDisplay
from tests.gui.inspect.layers import FIRST
from tests.gui.window.display.looking.test_every_following import trained

SENTENCE = "It is not there."


@pytest.fixture
def lacking(desk, monkeypatch):
    """The selected layer is not in the shown model."""
    for part in ("DropDisplay", "RidgeDisplay", "UpdateDisplay"):
        monkeypatch.setattr(statistics_display, part, mock.Mock())
    trained(desk)
    desk.inspect.address.return_value, desk.inspect.why.return_value = None, SENTENCE
    return desk


@pytest.mark.parametrize(("kind", "question"), [(StatisticsDisplay, GatherStatistics), (TimeDisplay, CompareSteps)])
def test_it_is_said_in_the_words_of_the_page_before_and_nothing_is_asked(lacking, kind, question):
    page = mock.Mock(mode="test")
    lacking.make(kind, page).set_in_front(True)
    page.say.assert_called_with(SENTENCE)
    assert lacking.asked(question) == 0


def value_display(desk, held):
    page = mock.Mock(held=held, weight=None)
    panels = SimpleNamespace(inspect=desk.inspect, parts_of_inspect=mock.Mock(), try_it=mock.Mock())
    return page, ValueDisplay(desk.shared, desk.of_engine, panels, page)


def test_a_held_value_follows_its_layer_to_where_the_shown_model_has_it(desk):
    page, display = value_display(desk, Place(f"{FIRST}@1", (0, 1, 1)))
    display.set_in_front(True)
    page.hold.assert_called_with(Place(FIRST, (0, 1, 1)))
    assert desk.asked(ExplainValue) == 0


def test_of_a_held_value_whose_layer_is_gone_it_is_said_why(lacking):
    page, display = value_display(lacking, Place("nothere", (0, 1, 1)))
    display.set_in_front(True)
    page.say.assert_called_with(SENTENCE)
    assert lacking.asked(ExplainValue) == 0


def test_where_there_is_nothing_of_a_layer_at_both_steps_a_sentence_says_why(desk):
    trained(desk)
    page = mock.Mock()
    desk.make(TimeDisplay, page).set_in_front(True)
    nothing = LayerThen(0, None, None, None, None)
    answer = StepsBeside(FIRST, None, nothing, nothing, (0.0, 1.0), (0.0, 1.0), None, None, None, "matrix")
    desk.answer(CompareSteps, answer)
    page.say.assert_called_with(time_display.NO_IMAGE)
    page.show_steps.assert_not_called()
