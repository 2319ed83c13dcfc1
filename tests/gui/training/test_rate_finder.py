"""“Find a rate…”: what is asked, the curve as it grows, choosing on it by pointer and key, and the one edit."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, Qt

from engine.errors import InputError
from engine.events import Progress, RatesTried, Reply
from engine.project.recipes import read_recipe
from engine.project.training.rate.learning_rate import with_rate
from engine.project.training.rate.schedules import Cosine
from engine.service.answers import FoundRate
from engine.service.questions import FindRate, Tune
from engine.service.service import Machine
from engine.typed.document import changed
from gui.training.axis_ticks import round_ticks
from gui.training.rate_finder import CHOOSE, GIVEN_UP, STALE, TOO_HIGH, WHAT, RateFinder

LEFT = Qt.MouseButton.LeftButton
RATES = np.geomspace(1e-6, 10, 71)
LOSSES = 0.4 + 1.9 / (1 + (RATES / 1e-3) ** 2)
FOUND = FoundRate(RATES[:61], LOSSES[:61], LOSSES[:61], 71, "ran away", 0.0012)
UNCLEAR = FoundRate(RATES, np.full(71, 2.3), np.full(71, 2.3), 71, "all tried", None)


def so_far(count: int) -> RatesTried:
    return RatesTried(RATES[:count], LOSSES[:count], LOSSES[:count], 71)


@dataclass
class Desk:
    """The part, with the engine answered for."""

    qtbot: Any
    part: RateFinder
    engine: Any
    jobs: Any
    bridge: Any

    def press(self, button: Any) -> None:
        assert button.isVisible()
        assert button.isEnabled()
        self.qtbot.mouseClick(button, LEFT)

    def asked(self, kind: type = FindRate) -> list[Any]:
        return [question for question in self.engine.asked if isinstance(question, kind)]

    def answer(self, result: object = None, error: Exception | None = None) -> None:
        numbers = [at for at, question in enumerate(self.engine.asked, 1) if isinstance(question, FindRate)]
        self.jobs.take(Reply(numbers[-1], result, error))

    def tell(self, *events: object) -> None:
        for event in events:
            self.bridge.sink(event)
        self.bridge.drain()

    def find(self, result: object = FOUND) -> None:
        self.press(self.part.begin)
        self.answer(result)


@pytest.fixture
def project():
    return read_recipe("lenet5-sample")


@pytest.fixture
def desk(qtbot, page, engine, jobs, bridge) -> Desk:
    page.parentWidget().parentWidget().resize(620, 900)
    return Desk(qtbot, page.finder, engine, jobs, bridge)


def test_the_curve_grows_until_its_end_says_what_was_found(desk, document):
    part = desk.part
    assert (part.said.text(), part.chart.isVisible()) == (WHAT, False)
    desk.press(part.begin)
    assert desk.asked() == [FindRate(document.project, Machine("auto", background=True), None)]
    assert (part.cancel.hasFocus(), part.begin.isEnabled(), part.chart.isVisible()) == (True, False, True)
    desk.tell(so_far(20), Progress("", "Trying learning rates", 20, 71, "rates"))
    assert part.said.text() == "Trying learning rates: 28 %"
    assert part.chart.loss_at(1e-5) == pytest.approx(2.3, abs=0.01)
    desk.answer(FOUND)
    assert part.said.text() == f"{FOUND.sentence} {CHOOSE}"
    assert (part.use.text(), part.use.hasFocus(), part.cancel.isVisible()) == ("Use 0.0012", True, False)
    assert "Chosen: 0.0012: loss" in part.chart.accessibleDescription()


def test_use_is_one_edit_that_can_be_undone(desk, document):
    desk.find()
    before = document.project
    assert before.training.optimiser.rate == 0.001
    desk.press(desk.part.use)
    assert document.project == with_rate(before, 0.0012)
    assert (document.undo_stack.count(), document.undo_stack.undoText()) == (1, "Learning rate 0.0012")
    assert (desk.part.use.text(), desk.part.use.isEnabled()) == ("In use", False)
    assert desk.part.begin.hasFocus()
    document.undo_stack.undo()
    assert (document.project, desk.part.use.text()) == (before, "Use 0.0012")


def test_of_rates_beyond_those_that_were_tried_nothing_is_read_and_the_last_one_is_called_too_high(desk, qtbot):
    desk.find()
    chart, part = desk.part.chart, desk.part
    edge = chart._area().toRect()
    qtbot.mouseMove(chart, QPoint(edge.right() - 2, edge.center().y()))
    assert chart.reading().endswith(": not tried")
    qtbot.mouseClick(chart, LEFT, pos=QPoint(edge.right() - 2, edge.center().y()))
    assert part._finding.chosen == float(f"{RATES[60]:.2g}")
    assert TOO_HIGH in part.said.text()
    assert CHOOSE not in part.said.text()
    qtbot.mouseMove(chart, QPoint(1, 1))
    assert "loss" in chart.reading()


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [
        (0.344, 2.658, [0.5, 1, 1.5, 2, 2.5]),
        (0, 1, [0, 0.2, 0.4, 0.6, 0.8, 1]),
        (0.195, 0.26, [0.2, 0.22, 0.24, 0.26]),
        (0, 510, [0, 200, 400]),
    ],
)
def test_losses_stand_at_round_numbers(low, high, found):
    assert round_ticks(low, high) == pytest.approx(found)


def test_another_rate_is_chosen_by_click_drag_and_keys(desk, qtbot):
    desk.find()
    chart, chosen = desk.part.chart, lambda: desk.part._finding.chosen
    middle = QPoint(chart.width() // 2, chart.height() // 2)
    qtbot.mouseClick(chart, LEFT, pos=middle)
    clicked = chosen()
    assert 1e-4 < clicked < 1e-1
    assert desk.part.use.text() == f"Use {clicked:.2g}"
    qtbot.mousePress(chart, LEFT, pos=middle)
    qtbot.mouseMove(chart, QPoint(chart.width(), 40))
    qtbot.mouseRelease(chart, LEFT, pos=middle)
    qtbot.mouseClick(chart, LEFT, pos=QPoint(chart.width() - 1, 40))
    assert chosen() == 1.0  # the highest that was tried
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chosen() == 0.89
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert chosen() == 1e-6
    qtbot.keyClick(chart, Qt.Key.Key_Right)
    assert chosen() == 1.1e-6


def test_without_a_clear_slope_none_is_marked_yet_one_can_be_chosen(desk, qtbot):
    desk.find(UNCLEAR)
    assert desk.part.said.text().startswith("No clear slope")
    assert not desk.part.use.isVisible()
    desk.part.chart.setFocus()
    qtbot.keyClick(desk.part.chart, Qt.Key.Key_Right)
    assert desk.part.use.isVisible()


def test_what_is_cancelled_leaves_nothing(desk):
    desk.press(desk.part.begin)
    desk.tell(so_far(20))
    desk.press(desk.part.cancel)
    assert (desk.part.said.text(), desk.part.chart.isVisible()) == (GIVEN_UP["cancelled"], False)
    assert desk.part.begin.hasFocus()
    desk.answer(FOUND)  # too late
    assert not desk.part.chart.isVisible()


def test_an_edit_of_what_is_tried_ends_it_and_one_of_the_schedule_does_not(desk, document):
    desk.press(desk.part.begin)
    training = document.project.training
    document.edit(changed(document.project, training=changed(training, schedule=Cosine())), "Schedule")
    assert desk.part.cancel.isVisible()
    document.edit(changed(document.project, training=changed(training, batch=7)), "Batch")
    assert desk.part.said.text() == GIVEN_UP["edited"]


def test_what_was_found_for_another_project_is_said_to_be_and_counts_again_once_undone(desk, document):
    desk.find()
    training = document.project.training
    document.edit(changed(document.project, training=changed(training, batch=7)), "Batch")
    assert desk.part.said.text() == STALE
    assert (desk.part.use.isEnabled(), desk.part.chart.isEnabled()) == (False, False)
    document.undo_stack.undo()
    assert desk.part.said.text() == f"{FOUND.sentence} {CHOOSE}"
    assert desk.part.use.isEnabled()
    document.open(read_recipe("mlp-1"), None)
    assert (desk.part.said.text(), desk.part.chart.isVisible()) == (WHAT, False)


def test_it_is_hidden_by_a_press(desk):
    desk.find()
    desk.press(desk.part.hide_curve)
    assert (desk.part.chart.isVisible(), desk.part.said.text()) == (False, WHAT)


def test_why_nothing_was_found_stands_in_its_place(desk):
    desk.press(desk.part.begin)
    desk.answer(error=InputError("It is too large.", "Make it smaller."))
    assert desk.part.said.text() == "It is too large. Make it smaller."
    desk.find()
    assert desk.part.said.text() == f"{FOUND.sentence} {CHOOSE}"


def test_nothing_else_is_tried_meanwhile_and_that_is_said(desk, page):
    fast = page.machine.fast
    desk.press(desk.part.begin)
    assert not fast.begin.isEnabled()
    assert "Learning rates are being tried" in fast.begin.toolTip()
    desk.answer(FOUND)
    assert fast.begin.isEnabled()
    desk.press(fast.begin)
    assert desk.asked(Tune)
    assert not desk.part.begin.isEnabled()
    assert "Make it fast" in desk.part.begin.toolTip()


def test_the_curve_is_painted_in_every_state(desk):
    desk.press(desk.part.begin)
    for count in (0, 1, 2, 40):
        desk.tell(so_far(count))
        assert not desk.part.chart.grab().isNull()
    for found in (FOUND, UNCLEAR, FoundRate(RATES[:0], LOSSES[:0], LOSSES[:0], 71, "no number", None)):
        desk.answer(found)
        assert not desk.part.chart.grab().isNull()
        desk.press(desk.part.begin)
