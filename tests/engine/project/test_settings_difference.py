"""What differs between two training settings is named with its values."""

import pytest

from engine.project.settings_difference import settings_difference, training_differences
from engine.project.training.budgets import Steps
from engine.project.training.optimisers import Adam, Sgd
from engine.project.training.own_drawings import MixedDrawings
from engine.project.training.rate.schedules import Constant, Cosine, SlowStart
from engine.project.training.training_settings import TrainingSettings
from engine.typed.document import changed

USUAL = TrainingSettings()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"optimiser": Adam(rate=0.01)}, "Learning rate 0.001 → 0.01"),
        ({"optimiser": Sgd()}, "Optimiser Adam 0.001 → SGD 0.01"),
        ({"batch": 64, "seed": 3}, "Batch size 32 → 64, Seed 0 → 3"),
        ({"schedule": Cosine()}, "Schedule Constant → Cosine"),
        ({"drawings": MixedDrawings()}, "Own drawings off → on"),
        ({"slow_start": SlowStart()}, "Slow start off → on"),
        ({"optimiser": Adam(rate=1, beta1=0.5), "batch": 1, "seed": 1}, "Learning rate 0.001 → 1, Beta 1 0.9 → 0.5, "),
        ({"evaluate_every": 100}, "Evaluate every: each epoch → 100"),
        ({"budget": Steps(7)}, ""),
        ({"schedule": Constant()}, ""),
    ],
)
def test_what_differs_is_named(fields, words):
    said = settings_difference(USUAL, changed(USUAL, **fields))
    assert said.startswith(words)
    assert bool(said) == bool(words)


def test_of_many_the_first_are_named_and_the_others_counted():
    many = changed(USUAL, optimiser=Adam(rate=1, beta1=0.5, beta2=0.9, weight_decay=0.1), batch=1)
    assert settings_difference(USUAL, many).endswith("and 2 more")


def test_how_long_they_train_is_told_with_its_length():
    assert training_differences(USUAL, changed(USUAL, budget=Steps(1))) == ["Budget 6 epochs → 1 step"]
