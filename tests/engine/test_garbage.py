"""Python's collector is off while anybody holds it back, and afterwards as it was."""

import gc
import threading

from engine.garbage import uncollected


def test_it_is_off_inside_and_on_again_when_the_last_has_left():
    assert gc.isenabled()
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_one_thread_does_not_turn_it_on_while_another_needs_it_off():
    inside, leave = threading.Event(), threading.Event()

    def hold():
        with uncollected():
            inside.set()
            leave.wait(60)

    other = threading.Thread(target=hold)
    with uncollected():
        other.start()
        assert inside.wait(60)
    assert not gc.isenabled()
    leave.set()
    other.join(60)
    assert gc.isenabled()


def test_one_that_was_off_stays_off():
    gc.disable()
    try:
        with uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
