"""Explaining one value of a run's network, and following it."""

import numpy as np
import pytest

import engine
from engine.inspection.arithmetic.workings import Convolved, Weighed


@pytest.fixture(scope="module")
def grey():
    return np.random.default_rng(0).integers(0, 256, (28, 28), np.uint8)


def test_a_value_of_a_run_is_explained_with_its_weights(short, grey):
    one = engine.explain(short, grey, "n00000", (1, 2, 3))
    assert isinstance(one.working, Convolved)
    np.testing.assert_array_equal(one.working.kernels, short.weights()["n00000/weight"][1])
    assert one.working.total == pytest.approx(one.value, abs=1e-5)
    assert engine.explain(short, grey, "n00000", (1, 2, 3), step=0).value != one.value


def test_an_answer_is_the_probability_that_is_predicted(short, grey):
    one = engine.explain(short, grey, "n00003", [7])
    assert isinstance(one.working, Weighed)
    assert one.probability.total == pytest.approx(float(engine.predict(short, grey)[0].probabilities[7]), abs=1e-6)


def test_a_value_is_followed_from_the_image_to_the_answer(short):
    (into,) = engine.follow(short, None, (0, 4, 4))
    assert (into.address, into.region) == ("n00000", (range(2), (0, 1), (0, 1)))
    assert [use.address for use in engine.follow(short, "n00002", (3,))] == ["n00003"]
    assert engine.follow(short, "n00003", (3,)) == ()


@pytest.mark.parametrize("index", [(5, 0, 0), (0,), 3, ("a", 0, 0), None])
def test_what_is_no_place_is_refused_in_words(short, grey, index):
    with pytest.raises(engine.InputError, match=r"\.$"):
        engine.explain(short, grey, "n00000", index)
    with pytest.raises(engine.InputError, match=r"The image has|no place"):
        engine.follow(short, None, index)


def test_how_a_weight_learns_is_known_at_a_checkpoint_and_before_the_first_step(short):
    first = engine.explain_step(short.project, "n00003/bias", (4,))
    assert (first.step, first.lines[-1].value) == (1, pytest.approx(first.after, abs=1e-6))
    with pytest.raises(engine.InputError, match="not known after step 3"):
        engine.explain_step(short, "n00003/bias", (4,), step=3)
    with pytest.raises(engine.InputError, match="no place"):
        engine.explain_step(short, "n00003/bias", None)
