"""Copies of the weights for those who look on."""

import pytest

from engine.model.building import build
from engine.training.course.publishing import Publisher
from tests.engine.training.small import PLAIN, equal, network


@pytest.fixture
def publisher():
    return Publisher(build(network(*PLAIN), (1, 28, 28), 10))


def test_another_copy_has_to_wait(publisher):
    assert publisher.ready
    publisher.give([lambda *_: None], 1)
    assert not publisher.ready


def test_all_who_ask_at_one_step_get_one_copy(publisher):
    given = []
    publisher.give([lambda tensors, step: given.append((tensors, step))] * 2, 5)
    (first, step), (second, _) = given
    assert first is second
    assert step == 5


def test_each_step_gets_a_copy_of_its_own(publisher):
    given = []
    for step in (5, 6):
        publisher.give([lambda tensors, _: given.append(tensors)], step)
    assert given[0] is not given[1]
    assert equal(*given)
