"""Of two looks at a time each has the memory that the other leaves."""

import threading

import pytest

from engine.errors import DeviceError, Stopped
from engine.machine import memory
from engine.machine.reservations import Reservations

FREE = 10 * 10**6
ROOM = int(FREE * memory.RESERVE)
LOOK = "To look at 5 images"


@pytest.fixture
def looks(monkeypatch):
    monkeypatch.setattr(memory, "free_memory", lambda: FREE)
    return Reservations()


def elsewhere(work):
    """On a thread of its own, which has begun; its result or error, once it is asked for."""
    found, begun = [], threading.Event()

    def run():
        begun.set()
        try:
            found.append(work())
        except Exception as error:  # noqa: BLE001
            found.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    begun.wait()

    def result():
        thread.join(10)
        return found[0]

    return result


def held(looks, needed, go_on=None):
    with looks.hold(needed, LOOK, go_on):
        return "held"


def test_what_fits_beside_the_others_is_let_in_and_what_does_not_is_refused_in_words(looks):
    with looks.hold(ROOM // 2, LOOK):
        assert elsewhere(lambda: held(looks, ROOM // 2))() == "held"
        refused = elsewhere(lambda: held(looks, ROOM // 2 + 1))()
        assert isinstance(refused, DeviceError)
        assert "about 5 MB of memory are needed; 10 MB are free, and another look is taking 4 MB" in refused.what
    assert elsewhere(lambda: held(looks, ROOM))() == "held"


def test_more_than_there_is_is_refused_whoever_waits(looks):
    with pytest.raises(DeviceError, match="about 9 MB of memory are needed; 10 MB are free"):
        held(looks, ROOM + 1, lambda: None)


def test_what_would_not_fit_alone_is_refused_at_once_beside_another_look(looks):
    def waits():
        raise AssertionError

    with looks.hold(ROOM // 2, LOOK):
        refused = elsewhere(lambda: held(looks, 2 * FREE, waits))()
    assert isinstance(refused, DeviceError)
    assert refused.what.endswith("10 MB are free.")
    assert "another" not in refused.hint


def test_two_that_each_need_more_meanwhile_are_made_one_after_the_other(looks):
    """What one holds that waits is not kept from the other: else each would wait for what the other has."""
    done, both = [], threading.Barrier(2, timeout=10)

    def look():
        with looks.hold(ROOM // 2, LOOK):
            both.wait()
            with looks.hold(ROOM // 2 + 1, LOOK, lambda: None):
                done.append(look)

    for result in [elsewhere(look), elsewhere(look)]:
        assert result() is None
    assert len(done) == 2
    assert elsewhere(lambda: held(looks, ROOM))() == "held"


def test_what_a_thread_holds_leaves_it_no_less(looks):
    with looks.hold(ROOM, LOOK):
        assert held(looks, ROOM) == "held"


def test_a_look_that_may_wait_begins_once_the_other_is_over(looks):
    order, asked = [], threading.Event()

    def second():
        with looks.hold(ROOM, LOOK, asked.set):
            order.append("second")

    with looks.hold(1, LOOK):
        result = elsewhere(second)
        assert asked.wait(10)
        order.append("first")
    result()
    assert order == ["first", "second"]


def test_a_look_that_waits_can_be_stopped(looks):
    def stop():
        raise Stopped

    with looks.hold(1, LOOK):
        assert isinstance(elsewhere(lambda: held(looks, ROOM, stop))(), Stopped)
    assert elsewhere(lambda: held(looks, ROOM))() == "held"


def waiting(looks, needed, order, name):
    """On a thread of its own; it is in line by now."""
    in_line = threading.Event()

    def work():
        with looks.hold(needed, LOOK, in_line.set):
            order.append(name)

    result = elsewhere(work)
    assert in_line.wait(10)
    return result


def test_a_large_look_that_waits_is_let_in_before_small_ones_that_come_later(looks):
    order = []
    with looks.hold(ROOM // 2, LOOK):
        large = waiting(looks, ROOM, order, "large")
        small = [waiting(looks, ROOM // 4, order, "small") for _ in range(2)]
        assert order == []  # there is room for both small ones
    for result in (large, *small):
        assert result() is None
    assert order == ["large", "small", "small"]


def test_who_holds_something_already_goes_before_those_that_wait_for_its_end(looks):
    order = []
    with looks.hold(ROOM // 2, LOOK):
        large = waiting(looks, ROOM, order, "large")
        with looks.hold(ROOM // 4, LOOK, lambda: None):
            order.append("more")
    assert large() is None
    assert order == ["more", "large"]


def test_who_gives_up_leaves_the_line(looks):
    order, stop = [], threading.Event()

    def go_on():
        if stop.is_set():
            raise Stopped

    with looks.hold(ROOM // 2, LOOK):
        large = elsewhere(lambda: held(looks, ROOM, go_on))
        small = waiting(looks, ROOM // 2 + 1, order, "small")
        stop.set()
        assert isinstance(large(), Stopped)
    assert small() is None
    assert order == ["small"]
