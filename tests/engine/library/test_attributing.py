"""Asking of a run why."""

from pathlib import Path

import numpy as np
import pytest

import engine

DIGITS = Path(__file__).resolve().parents[3] / "resources" / "mnist-10k.npz"


@pytest.fixture(scope="module")
def digit():
    with np.load(DIGITS, allow_pickle=False) as arrays:
        return arrays["images"][8000][None]


@pytest.mark.parametrize("method", ["gradient", "integrated-gradients", "grad-cam", "occlusion", engine.Occlusion(9)])
def test_a_map_is_of_the_class_that_the_run_takes_the_image_for(short, digit, method):
    best = engine.predict(short, digit)[0].best
    usual = engine.attribute(short, digit, method=method)
    assert usual.plane.shape == (28, 28)
    np.testing.assert_array_equal(usual.plane, engine.attribute(short, digit, best, method=method).plane)
    assert usual.score > engine.attribute(short, digit, int(best) ^ 1, method=method).score


def test_why_one_rather_than_another_is_the_difference_of_both(short, digit):
    four, nine, both = (
        engine.attribute(short, digit, *which[:1], rather_than=which[1] if which[1:] else None, method="occlusion")
        for which in (("4",), ("9",), ("4", "9"))
    )
    assert both.score == pytest.approx(four.score - nine.score, abs=1e-5)
    np.testing.assert_allclose(both.plane, four.plane - nine.plane, atol=1e-5)


def test_integrated_gradients_begin_from_black_or_from_grey(short, digit):
    black, grey = (
        engine.attribute(short, digit, 3, method="integrated-gradients", baseline=one) for one in ("black", "grey")
    )
    assert black.baseline_score != grey.baseline_score
    assert black.score == grey.score


def test_random_weights_give_another_map_of_the_same_class(short, digit):
    learned, random = (engine.attribute(short, digit, "3", random_weights=one) for one in (False, True))
    assert learned.score != random.score
    assert not np.array_equal(learned.plane, random.plane)


def test_any_kept_step_can_be_asked_and_any_layer_with_maps(short, digit):
    assert engine.attribute(short, digit, 3, step=0).score != engine.attribute(short, digit, 3).score
    assert engine.attribute(short, digit, layer="n00000").address == "n00000"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"wanted": "ten"}, "no class “ten”"),
        ({"wanted": 10}, "no class 10"),
        ({"wanted": "3", "rather_than": "3"}, "rather than itself"),
        ({"method": "gradcam"}, "no method “gradcam”"),
        ({"method": "gradient", "layer": "n00000"}, "Only Grad-CAM"),
        ({"layer": "nowhere"}, "gives no maps"),
        ({"baseline": "white"}, "no baseline “white”"),
        ({"step": 9}, "step"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(short, digit, wrong, words):
    with pytest.raises(engine.InputError, match=words):
        engine.attribute(short, digit, **wrong)
