"""The quiet sentence about what is shown."""

from dataclasses import replace

import pytest

from engine.events import StateChanged
from engine.project.project import analysed
from engine.project.recipes import read_recipe
from engine.service.answers import Shown
from gui.state.bridge import Bridge
from gui.state.run.run import RunState
from gui.window.line.shown_in_words import in_words
from tests.summaries import summary

PROJECT = read_recipe("lenet5-sample")


@pytest.mark.parametrize(
    ("phase", "lags", "words"),
    [
        ("running", False, "“LeNet-5 on digits” trains."),
        ("running", True, "Showing step 40 of “LeNet-5 on digits”, while it trains."),
        ("paused", False, "Showing step 40 of “LeNet-5 on digits”."),
    ],
)
def test_of_a_run_that_is_followed_no_step_is_counted_up(qapp: object, phase: str, lags: bool, words: str) -> None:
    runs = RunState(Bridge())
    runs.begin("r", PROJECT)
    runs._on_state(StateChanged("r", 0.0, "running", 40))
    runs._stepped = True
    runs._on_state(StateChanged("r", 0.0, phase, 40))
    shown = Shown("live", PROJECT, 1, 40, "r")
    assert in_words(PROJECT, analysed(PROJECT), shown, runs, lags=lags) == words
    if phase == "running" and not lags:
        assert in_words(PROJECT, analysed(PROJECT), replace(shown, step=41), runs) == words


def test_of_a_network_that_was_trained_before_that_comes_first(qapp: object) -> None:
    before = summary(1)
    said = in_words(PROJECT, analysed(PROJECT), None, RunState(Bridge()), kept=before)
    assert said == "“LeNet-5 on digits” was trained before: its last run made 100 steps. It has 61,706 parameters."
    assert "not trained yet" in in_words(PROJECT, analysed(PROJECT), None, RunState(Bridge()))
