"""Every figure that scikit-learn and SciPy have too is theirs, for any answers to any images."""

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of its own imports, and of nothing that is asked here
    from sklearn import metrics as theirs
    from sklearn.calibration import calibration_curve

from engine.metrics.calibration import calibration
from engine.metrics.class_scores import class_scores
from engine.metrics.confusion import counted
from engine.metrics.coverage import coverage
from engine.metrics.interval import wilson
from engine.metrics.metrics import metrics
from engine.metrics.top_k import top_k
from tests.examples import examples

CLASSES = st.integers(2, 7)
SEEDS = st.integers(0, 2**32 - 1)
IMAGES = st.integers(1, 60)


def drawn(classes, images, seed):
    """Labels, and probabilities (images, classes) that favour the truth, without ties."""
    draw = np.random.default_rng(seed)
    labels = draw.integers(0, classes, images)
    logits = draw.normal(size=(images, classes)) + 1.5 * (np.arange(classes) == labels[:, None])
    shares = np.exp(logits)
    return labels, shares / shares.sum(1, keepdims=True)


@settings(max_examples=examples(25))
@given(CLASSES, IMAGES, SEEDS)
def test_confusion_precision_recall_and_f1(classes, images, seed):
    labels, shares = drawn(classes, images, seed)
    answers = shares.argmax(1)
    confusion = counted(labels, answers, classes)
    assert np.array_equal(confusion.dense(), theirs.confusion_matrix(labels, answers, labels=range(classes)))
    found = class_scores(confusion)
    expected = theirs.precision_recall_fscore_support(labels, answers, labels=range(classes), zero_division=0)
    for one, other in zip((found.precision, found.recall, found.f1), expected[:3], strict=True):
        np.testing.assert_allclose(np.nan_to_num(one), other)
    assert found.images.tolist() == expected[3].tolist()
    for name in ("macro", "weighted"):
        averages = getattr(found, name)
        mean = theirs.precision_recall_fscore_support(labels, answers, average=name, zero_division=0)
        np.testing.assert_allclose((averages.precision, averages.recall, averages.f1), mean[:3])


@settings(max_examples=examples(25))
@given(CLASSES, IMAGES, SEEDS)
def test_top_k(classes, images, seed):
    labels, shares = drawn(classes, images, seed)
    ranks = (shares > shares[np.arange(images), labels][:, None]).sum(1) + 1
    found = top_k(ranks, classes)
    assert len(found) == min(5, classes)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that k is all classes, where everything is right
        columns = shares[:, 1] if classes == 2 else shares
        expected = [
            theirs.top_k_accuracy_score(labels, columns, k=k + 1, labels=range(classes)) for k in range(len(found))
        ]
    np.testing.assert_allclose(found, expected)


@settings(max_examples=examples(25))
@given(IMAGES, SEEDS, st.sampled_from([1, 5, 10, 15]))
def test_reliability(images, seed, bins):
    draw = np.random.default_rng(seed)
    sure = np.round(draw.random(images), draw.integers(1, 6))  # some on the edges
    right = draw.random(images) < sure
    found = calibration(right, sure, bins)
    filled = found.images > 0
    accuracy, sureness = calibration_curve(right, sure, n_bins=bins)
    np.testing.assert_allclose(found.accuracy[filled], accuracy)
    np.testing.assert_allclose(found.sureness[filled], sureness)
    expected = np.abs(accuracy - sureness) @ found.images[filled] / images
    assert found.error == pytest.approx(expected)
    assert found.images.sum() == images


@settings(max_examples=examples(25))
@given(IMAGES, SEEDS)
def test_accuracy_against_coverage(images, seed):
    draw = np.random.default_rng(seed)
    sure = np.round(draw.random(images), draw.integers(1, 4)).astype(np.float32)  # many are equal
    right = draw.random(images) < sure
    found = coverage(right, sure)
    assert found.coverage[-1] == 1
    assert found.accuracy[-1] == pytest.approx(theirs.accuracy_score(np.ones(images), right))
    for share, accuracy, least in zip(found.coverage, found.accuracy, found.least, strict=True):
        kept = sure >= least
        assert share == pytest.approx(kept.mean())
        assert accuracy == pytest.approx(right[kept].mean())
    assert (np.diff(found.least) < 0).all()


@settings(max_examples=examples(25))
@given(st.integers(1, 100_000), st.floats(0, 1))
def test_the_interval_of_the_accuracy(images, share):
    right = round(share * images)
    expected = binomtest(right, images).proportion_ci(0.95, method="wilson")
    assert wilson(right, images) == pytest.approx((expected.low, expected.high), abs=1e-12)


def test_without_images_there_are_no_figures():
    nothing = np.zeros(0, np.int64)
    found = metrics(nothing, nothing, nothing, np.zeros(0, np.float32), 3)
    assert (found.interval, found.top, found.calibration.error) == (None, (), None)
    assert len(found.coverage.accuracy) == 0
    assert np.isnan(found.scores.macro.f1)


def test_what_is_no_number_is_in_no_bin_and_least_sure():
    right, sure = np.array([True, False, True]), np.array([0.9, np.nan, 0.2], np.float32)
    assert calibration(right, sure).images.sum() == 2
    found = coverage(right, sure)
    assert found.coverage.tolist() == pytest.approx([1 / 3, 2 / 3, 1])
    assert found.accuracy.tolist() == pytest.approx([1, 1, 2 / 3])


def test_a_class_that_was_never_the_answer_has_no_precision_and_one_without_images_no_recall():
    found = class_scores(counted(np.array([0, 0, 1]), np.array([0, 0, 0]), 3))
    assert np.isnan(found.precision).tolist() == [False, True, True]
    assert np.isnan(found.recall).tolist() == [False, False, True]
    assert np.isnan(found.f1).tolist() == [False, False, True]
    assert found.macro.precision == pytest.approx(1 / 3)
