"""A training that made nothing of use ends with a sentence and what to try; one that is merely short does not."""

import json

from tests.engine.command.helpers import told

WORDS = ("train", "mlp-3", "--set=data.source=digits", "--threads=1", "--json")


def test_a_rate_of_a_hundred_is_said_to_run_away(tmp_path):
    answer = told(*WORDS, "--set=training.optimiser.rate=100", "--steps=60", "--out", tmp_path)
    assert answer.status == 0
    assert answer.err.splitlines()[-1].startswith("Loss ")
    assert ": it ran away; guessing has 2.303." in answer.err
    assert "Try: learning rate 0.0" in answer.err
    assert json.loads(answer.out)["steps"] == 60


def test_a_short_run_cries_no_wolf(tmp_path):
    assert "ran away" not in told(*WORDS, "--steps=5", "--out", tmp_path).err
