"""Every display that follows the shown model keeps the same rule, whatever it asks."""

from types import SimpleNamespace
from unittest import mock

import pytest
from PySide6.QtWidgets import QWidget

from engine.network.layers import Dropout
from engine.service.answers import ImageOf
from engine.service.looking.values.value_answers import Place
from engine.service.questions import DropOut, Explain, ExplainStep, ExplainValue, GradCam, ShowSheet, WeighMutes
from gui.window.display.looking import sheet_display
from gui.window.display.looking.drop_display import DropDisplay
from gui.window.display.looking.following import Following
from gui.window.display.looking.mutes_display import MutesDisplay
from gui.window.display.looking.sheet_display import SheetDisplay
from gui.window.display.looking.value_display import ValueDisplay
from gui.window.display.looking.why_display import WhyDisplay
from tests.gui.inspect.layers import FIRST


class Case:
    """A display that asked its first question; `told` is what its page was told of answers."""

    def __init__(self, display, kind, told, *, hides=True):
        self.display, self.kind, self.told, self.hides = display, kind, told, hides

    def set_in_front(self, in_front):
        if self.hides:
            self.display.set_in_front(in_front)


def why(desk):
    page = mock.Mock(question=Explain(desk.image.ref, GradCam()))
    return Case(WhyDisplay(desk.shared, desk.of_engine, page), Explain, page.show_explained)


def value(desk):
    page = mock.Mock(held=Place(FIRST, (0, 1, 1)), weight=None)
    return Case(_value(desk, page), ExplainValue, page.show_value)


def weight(desk):
    page = mock.Mock(held=None, weight=(f"{FIRST}/weight", (0, 0, 1, 1)))
    return Case(_value(desk, page), ExplainStep, page.learning.show_step)


def _value(desk, page):
    panels = SimpleNamespace(inspect=desk.inspect, parts_of_inspect=mock.Mock(), try_it=mock.Mock())
    return ValueDisplay(desk.shared, desk.of_engine, panels, page)


def drop(desk):
    desk.shared.document = mock.Mock(network=mock.Mock(find=lambda _: mock.Mock(op=Dropout())))
    page = mock.Mock()
    return Case(desk.make(DropDisplay, page), DropOut, page.show_dropped)


def sheet(desk):
    of = desk.workspace.shown
    page = mock.Mock(offered=sheet_display._layers(sheet_display._analysis(of)), chosen=(FIRST,))
    desk.fill(page)
    return Case(desk.make(SheetDisplay, page), ShowSheet, page.show_sheet)


def mutes(desk):
    desk.workspace.muted.turn(FIRST)
    desk.inspect = QWidget()  # its parent, which stays as long as the desk
    desk.inspect.mute = mock.Mock()
    panels, chrome = SimpleNamespace(inspect=desk.inspect), SimpleNamespace(line=mock.Mock())
    display = MutesDisplay(desk.shared, desk.of_engine, panels, chrome)
    display._weigh()
    return Case(display, WeighMutes, lambda: display._weighed, hides=False)


@pytest.fixture(params=[why, value, weight, drop, sheet, mutes], ids=lambda make: make.__name__)
def case(desk, request):
    made = request.param(desk)
    made.set_in_front(True)
    assert desk.asked(made.kind) == 1
    return made


ANSWER = object()


def is_told(case):
    """Whether its page was told the answer."""
    if isinstance(case.told, mock.Mock):
        return mock.call(ANSWER) in case.told.call_args_list
    return case.told() is ANSWER


@pytest.fixture(autouse=True)
def _say_nothing_of_it(monkeypatch):
    """What an answer says is tested with its page."""
    monkeypatch.setattr(MutesDisplay, "say", lambda _: None)
    monkeypatch.setattr(ValueDisplay, "_take", lambda self, answer: self._page.show_value(answer))


def test_the_answer_is_shown(desk, case):
    desk.answer(case.kind, ANSWER)
    assert is_told(case)


def test_no_answer_of_another_model_is_shown(desk, case, in_front):
    case.set_in_front(in_front)
    desk.show_another()
    desk.answer(case.kind, ANSWER, which=0)
    assert not is_told(case)
    case.set_in_front(True)
    desk.answer(case.kind, ANSWER)
    assert is_told(case)


def test_it_is_asked_again_once_the_images_are_there(desk, case):
    before = desk.asked(case.kind)
    desk.find_images()
    assert desk.asked(case.kind) > before


def test_newer_weights_wait_for_the_answer_and_other_mutes_do_not(desk, case):
    desk.show_run(1300)
    assert desk.asked(case.kind) == 1
    desk.answer(case.kind, ANSWER)
    assert desk.asked(case.kind) == 2
    desk.answer(case.kind, ANSWER)
    desk.workspace.muted.turn(FIRST, 3)
    desk.show_run(1400)
    assert desk.asked(case.kind) == 3


def test_while_it_trains_newer_weights_wait_for_a_rest(desk, case):
    desk.train()
    desk.answer(case.kind, ANSWER, seconds=1.0)
    desk.show_run(1300)
    assert desk.asked(case.kind) == 1
    rest = following(case)._rest
    assert rest.isActive()
    rest.stop()
    rest.timeout.emit()
    assert desk.asked(case.kind) == (1 if case.kind is ExplainStep else 2)  # which waits until steps are taken by hand


def test_a_training_that_pauses_is_looked_at_at_once(desk, case):
    desk.train()
    desk.answer(case.kind, ANSWER, seconds=1.0)
    desk.show_run(1300)
    desk.is_at("paused")
    assert desk.asked(case.kind) == 2
    desk.answer(case.kind, ANSWER, seconds=1.0)
    desk.show_run(1301)
    assert desk.asked(case.kind) == 3


def following(case):
    """That of the question which the case is about."""
    asks = (one for one in vars(case.display).values() if isinstance(one, Following))
    return next(one for one in asks if one._kind is case.kind)


def test_the_same_is_not_asked_twice(desk, case):
    desk.answer(case.kind, ANSWER)
    case.set_in_front(True)
    desk.workspace.shown_changed.emit()
    assert desk.asked(case.kind) == 1


@pytest.mark.parametrize("make", [why, value, drop, sheet], ids=lambda make: make.__name__)
def test_another_image_is_followed(desk, make):
    case = make(desk)
    case.set_in_front(True)
    if make is why:
        case.display._page.question = Explain(ImageOf("test", 9), GradCam())
    desk.image.look_at(ImageOf("test", 9))
    desk.answer(case.kind, ANSWER)
    assert desk.engine.asked[-1].image == ImageOf("test", 9)


@pytest.mark.parametrize("make", [why, sheet], ids=lambda make: make.__name__)
def test_what_takes_long_is_not_begun_anew_while_somebody_draws(desk, make):
    case = make(desk)
    case.set_in_front(True)
    case.display._page.question = Explain(ImageOf("test", 9), GradCam())
    desk.image.look_at(ImageOf("test", 9))
    assert desk.asked(case.kind) == 1
    desk.answer(case.kind, ANSWER)
    assert desk.asked(case.kind) == 2


def test_a_held_value_follows_what_is_muted(desk):
    case = value(desk)
    case.set_in_front(True)
    desk.workspace.muted.turn(FIRST)
    assert desk.asked(ExplainValue) == 2


def test_a_weight_that_is_chosen_again_is_worked_out_again(desk):
    case = weight(desk)
    case.set_in_front(True)
    desk.answer(ExplainStep, ANSWER)
    case.display._page.weight_asked.connect.call_args.args[0]()
    assert desk.asked(ExplainStep) == 2


def test_how_a_weight_of_another_model_learns_is_said_no_more(desk):
    case = weight(desk)
    case.set_in_front(True)
    desk.answer(ExplainStep, ANSWER)
    case.set_in_front(False)
    desk.show_another()
    case.display._page.learning.wait.assert_called()
    case.set_in_front(True)
    assert desk.asked(ExplainStep) == 2
