"""Confusion against counts by hand, and the order of the classes in which those that are confused are neighbours."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.metrics.confusion import counted, of_rows
from engine.metrics.side_by_side import side_by_side

MATRICES = arrays(np.int64, st.integers(1, 9).map(lambda n: (n, n)), elements=st.sampled_from([0, 0, 0, 1, 2, 9]))


def test_rows_are_the_true_classes():
    found = counted(np.array([0, 0, 1, 2, 2]), np.array([0, 2, 1, 2, 0]), 3)
    assert found.dense().tolist() == [[1, 0, 1], [0, 1, 0], [1, 0, 1]]
    assert (found.images, found.mistakes) == (5, 2)
    assert (found.at(0, 2), found.at(1, 2)) == (1, 0)


@given(MATRICES)
def test_every_figure_is_that_of_the_whole_matrix(matrix):
    found = of_rows(matrix.tolist())
    assert found.rows() == tuple(map(tuple, matrix.tolist()))
    assert found.counts.all()
    assert found.images_of_class.tolist() == matrix.sum(1).tolist()
    assert found.answers_of_class.tolist() == matrix.sum(0).tolist()
    assert found.right.tolist() == matrix.diagonal().tolist()
    assert found.mistakes == matrix.sum() - np.trace(matrix)
    assert [found.at(*place) for place in np.ndindex(*matrix.shape)] == matrix.ravel().tolist()


@given(MATRICES, st.randoms())
def test_other_orders_move_rows_and_columns_alike(matrix, random):
    order = random.sample(range(len(matrix)), len(matrix))
    arranged = of_rows(matrix.tolist()).arranged(np.array(order))
    assert arranged.dense().tolist() == matrix[np.ix_(order, order)].tolist()
    assert (np.diff(arranged.cells) > 0).all()


def test_mistakes_come_by_how_frequent_they_are_and_then_by_their_share():
    assert of_rows([[90, 2, 0], [2, 6, 3], [0, 0, 5]]).mistaken.tolist() == [5, 3, 1]
    assert of_rows([[1, 0], [0, 1]]).mistaken.tolist() == []


@given(MATRICES)
def test_classes_that_are_confused_most_are_neighbours(matrix):
    order = side_by_side(of_rows(matrix.tolist())).tolist()
    assert sorted(order) == list(range(len(matrix)))
    both = matrix + matrix.T
    np.fill_diagonal(both, 0)
    most = np.argwhere(both == both.max())
    assert not both.any() or any(abs(order.index(one) - order.index(other)) == 1 for one, other in most)
    alone = [label for label in order if not both[label].any()]
    assert order[len(order) - len(alone) :] == sorted(alone)


def test_chains_of_the_confused_come_by_their_mistakes():
    matrix = np.eye(7, dtype=np.int64) * 9
    matrix[1, 5], matrix[5, 3], matrix[0, 6] = 4, 3, 9
    order = side_by_side(of_rows(matrix.tolist())).tolist()
    assert order[:2] in ([0, 6], [6, 0])
    assert order[2:5] in ([1, 5, 3], [3, 5, 1])
    assert order[5:] == [2, 4]


def test_its_size_is_that_of_the_images_however_many_classes_there_are():
    labels = np.arange(2000)
    found = counted(labels, (labels + 1) % 2000, 2000)
    assert len(found.cells) == 2000
    assert sorted(side_by_side(found).tolist()) == labels.tolist()
