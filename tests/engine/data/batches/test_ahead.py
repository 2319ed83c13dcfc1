"""What is made ahead is what would have been made at once; mistakes come where they are asked for; no thread stays."""

import threading

import pytest

from engine.data.batches.ahead import Ahead


def threads() -> set[str]:
    return {one.name for one in threading.enumerate() if one.name.startswith("batch ahead")}


def test_steps_that_follow_each_other_are_made_once_each_and_one_ahead():
    made = []
    ahead = Ahead(lambda step: made.append(step) or step * 10)
    assert [ahead.at(step) for step in range(5)] == [0, 10, 20, 30, 40]
    ahead.close()
    assert made[:5] == [0, 1, 2, 3, 4]
    assert len(made) <= 6


def test_any_other_step_is_made_when_it_is_asked_for():
    ahead = Ahead(lambda step: -step)
    assert [ahead.at(step) for step in (7, 8, 3, 3, 100, 0)] == [-7, -8, -3, -3, -100, 0]
    ahead.close()


def test_the_next_is_made_while_the_caller_computes():
    begun = threading.Event()
    ahead = Ahead(lambda step: begun.set() if step == 1 else None)
    ahead.at(0)
    assert begun.wait(60)
    ahead.close()


def test_a_mistake_is_raised_where_its_step_is_asked_for_and_the_next_may_succeed():
    def make(step: int) -> int:
        if step == 1:
            raise OSError("gone")
        return step

    ahead = Ahead(make)
    assert ahead.at(0) == 0
    with pytest.raises(OSError, match="gone"):
        ahead.at(1)
    assert ahead.at(2) == 2
    ahead.close()


def test_the_thread_ends_when_it_is_closed_and_when_it_is_forgotten():
    first, second = Ahead(int), Ahead(int)
    first.at(0)
    second.at(0)
    assert threads()
    first.close()
    del first, second
    for one in threading.enumerate():
        if one.name.startswith("batch ahead"):
            one.join(60)
    assert not threads()
