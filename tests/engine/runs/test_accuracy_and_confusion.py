"""Accuracy and confusion against counts by hand."""

import numpy as np

from engine.runs.accuracy_and_confusion import class_accuracy, confusion, mistaken, plain


def test_rows_are_the_true_classes():
    matrix = confusion(np.array([0, 0, 1, 2, 2]), np.array([0, 2, 1, 2, 0]), 3)
    assert matrix.tolist() == [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
    assert class_accuracy(matrix).tolist() == [0.5, 1.0, 0.5]


def test_a_class_without_images_has_no_accuracy():
    found = class_accuracy([[2, 0], [0, 0]])
    assert found[0] == 1.0
    assert np.isnan(found[1])


def test_what_is_no_number_is_left_out_of_logs():
    assert plain(0.5) == 0.5
    assert plain(float("nan")) is None
    assert plain(float("inf")) is None


def test_mistakes_come_by_how_frequent_they_are_and_then_by_their_share():
    counts = np.array([[90, 2, 0], [2, 6, 3], [0, 0, 5]])
    assert mistaken(counts).tolist() == [5, 3, 1]
    assert mistaken(np.eye(3, dtype=np.int64)).tolist() == []
    assert mistaken(np.zeros((0, 0), np.int64)).tolist() == []
