"""A setup in words, as a person chooses between some."""

import pytest

from engine.machine.setup import Setup
from engine.training.tuning.tuned import KnownSetup, TriedSetup, Tuned

USUAL = Setup(1, "channels_last")
RARE = Setup(2, "contiguous_format", "bfloat16", "foreach")


def test_what_is_as_usual_is_left_out():
    assert USUAL.words == "1 thread, channels last"
    assert RARE.words == "2 threads, channels first, bfloat16, foreach optimiser"


@pytest.mark.parametrize("device", ["cuda:0", "mps"])
def test_threads_are_no_matter_where_the_cpu_does_not_compute(device):
    assert USUAL.words_on(device) == "channels last"
    assert KnownSetup(RARE, "tuned", device=device).setup_words == "channels first, bfloat16, foreach optimiser"
    row = TriedSetup(USUAL, 900.0, 1.0, "bit for bit", device=device)
    assert row.sentence == "channels last: 1.0 × as fast, same results"
    assert "thread" not in Tuned((row,), USUAL, USUAL, False, "arithmetic").sentence
