"""The line of a pending fork: it says that a rate by hand stays behind, and only where it does."""

from pathlib import Path
from types import SimpleNamespace
from unittest import mock

import pytest

from engine.project.recipes import read_recipe
from engine.project.training.rate.learning_rate import with_rate
from engine.runs.family.kept_points import KeptPoint, KeptPoints
from gui.state.run.fork_choice import ForkChoice
from gui.window.display.runs.fork_line import ForkLine

LENET = read_recipe("lenet5-sample")  # of rate 0.001
POINT = KeptPoint(500, 2.0, optimiser=True, rate_by_hand=0.01)


@pytest.fixture
def project():
    return LENET


@pytest.fixture
def said(document):
    line = mock.Mock()
    fork = ForkChoice(document)
    shared = SimpleNamespace(document=document, run=mock.Mock(training=False))
    forks = ForkLine(shared, SimpleNamespace(fork=fork), SimpleNamespace(line=line))
    fork.choose(KeptPoints(Path("run"), LENET, (POINT,)), POINT)
    yield document, lambda: line.say.call_args.args[1]
    forks.deleteLater()


def test_a_rate_by_hand_stays_behind_until_the_recipe_has_it(said):
    document, saying = said
    assert "Not with its rate by hand, 0.01, but with the recipe’s 0.001." in saying().words
    document.edit(with_rate(LENET, 0.01), "The same rate")
    assert "by hand" not in saying().words


def test_in_little_room_it_still_says_what_the_optimiser_does(said):
    _, saying = said
    assert saying().shorter[-1] == "All its weights fit, the optimiser goes on with its state. …"
