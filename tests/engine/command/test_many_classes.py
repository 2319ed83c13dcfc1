"""`evaluate` of many classes says what was confused most, as no terminal has room for the matrix."""

import re
from pathlib import Path

import numpy as np

from engine.command.evaluate import _report
from engine.library.evaluating import ClassScore, Evaluation
from engine.metrics.metrics import metrics


def report(counts):
    """Of an evaluation with these counts (classes, classes), where every answer is as sure as the others."""
    labels, answers = (np.repeat(side, counts.ravel()) for side in np.divmod(np.arange(counts.size), len(counts)))
    figures = metrics(labels, answers, np.where(labels == answers, 1, 2), np.full(len(labels), 0.8), len(counts))
    scores = tuple(ClassScore(f"class {label}", 5, 0.8, None, 0.8) for label in range(len(counts)))
    return _report(Evaluation(Path("run"), 10, "test", 5 * len(counts), 0.5, 0.8, scores, figures), "test images")


def test_the_most_frequent_mistakes_stand_in_place_of_the_matrix():
    counts = 5 * np.eye(1000, dtype=np.int64)
    counts[7, [8, 9]] = 3, 1
    counts[40, 41] = 2
    told = report(counts)
    assert "The most frequent of 3 kinds of mistakes" in told
    assert [re.split(r"\s{2,}", line.strip()) for line in told.splitlines()[-3:]] == [
        ["class 7", "class 8", "3"],
        ["class 40", "class 41", "2"],
        ["class 7", "class 9", "1"],
    ]
    assert max(map(len, told.splitlines())) < 100
    assert report(5 * np.eye(1000, dtype=np.int64)).endswith("Not one mistake.")


def test_the_accuracy_and_its_interval_have_no_more_places_than_they_carry():
    assert "80 % of 100 test images right (96.3 % to 100.0 % at 95 %)" in report(5 * np.eye(20, dtype=np.int64))


def test_up_to_twenty_classes_have_their_matrix():
    assert "Rows: what it is." in report(5 * np.eye(20, dtype=np.int64))
