"""Evaluate now is always answered: with what is found, or with what was found after that step already."""

from types import SimpleNamespace

import pytest
from PySide6.QtCore import QObject, Signal

from engine import events
from engine.project.project import Project
from gui.state.bridge import Bridge
from gui.state.message_queue import MessageQueue
from gui.state.run.run import RunState
from gui.window.display.training.evaluate_display import BEING_TRIED, EvaluateDisplay


class Control(QObject):
    evaluation_asked = Signal()


def evaluated(step, right):
    return events.Evaluated("r", 1.0, "test", 1, step, 1 - right, right, (), 0.1)


@pytest.fixture
def asked(qtbot, monkeypatch):
    bridge, messages, control, said = Bridge(), MessageQueue(), Control(), []
    run = RunState(bridge)
    monkeypatch.setattr(messages, "say", said.append)
    display = EvaluateDisplay(
        SimpleNamespace(run=run, messages=messages), SimpleNamespace(control=control, bridge=bridge)
    )
    run.begin("r", Project())
    bridge.state.emit(events.StateChanged("r", 1.0, "running", 0))
    yield SimpleNamespace(bridge=bridge, ask=control.evaluation_asked.emit, said=said)
    display.deleteLater()
    bridge.stop()


def test_what_comes_of_it_is_said(asked):
    asked.ask()
    asked.bridge.evaluated.emit(evaluated(250, 0.9))
    assert asked.said == [BEING_TRIED, "Step 250: test accuracy 90 %, loss 0.100."]


def test_asked_again_while_it_is_tried_says_so_again(asked):
    asked.ask()
    asked.ask()
    assert asked.said == [BEING_TRIED, BEING_TRIED]


def test_after_a_step_that_was_tried_the_answer_is_what_was_found_and_the_next_test_is_no_news(asked):
    asked.bridge.evaluated.emit(evaluated(250, 0.9))
    asked.ask()
    asked.bridge.evaluated_already.emit(events.EvaluatedAlready("r", "test", 250))
    asked.bridge.evaluated.emit(evaluated(500, 0.95))
    assert asked.said[1:] == ["Step 250: test accuracy 90 %, loss 0.100."]
