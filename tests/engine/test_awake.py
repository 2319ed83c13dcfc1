"""Kept awake from hold to release, and nothing else fails where the system cannot be asked."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.awake import Awake
from engine.log import LOG


class System:
    """Counts who keeps it awake."""

    def __init__(self, problem: str = "") -> None:
        self.problem = problem
        self.holders = 0
        self.began, self.ended = threading.Event(), threading.Event()

    @contextmanager
    def inhibit(self) -> Iterator[None]:
        self.began.set()
        if self.problem:
            raise OSError(self.problem)
        self.holders += 1
        try:
            yield
        finally:
            self.holders -= 1
            self.ended.set()


def test_it_is_kept_awake_from_hold_to_release() -> None:
    system = System()
    awake = Awake(system.inhibit)
    awake.hold()
    awake.hold()  # twice is once
    assert system.began.wait(5)
    assert awake.held
    awake.release()
    assert not awake.held
    assert system.ended.wait(5)
    assert awake.close()
    assert system.holders == 0


def test_it_can_be_held_again_after_a_release() -> None:
    system = System()
    awake = Awake(system.inhibit)
    for _ in range(3):
        system.began.clear()
        awake.hold()
        assert system.began.wait(5)
        assert awake.close()
    assert system.holders == 0


def test_close_waits_for_one_that_the_system_answers_late() -> None:
    late, asked = threading.Event(), []

    @contextmanager
    def inhibit() -> Iterator[None]:
        asked.append(None)
        if len(asked) == 1:
            late.wait(20)
        yield

    awake = Awake(inhibit)
    awake.hold()
    awake.release()
    awake.hold()
    assert not awake.close(0.01)
    late.set()
    assert awake.close(5)


def test_a_system_that_cannot_be_asked_is_logged_and_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    awake = Awake(System("no bus").inhibit)
    with caplog.at_level(logging.INFO, LOG.name):
        awake.hold()
        assert awake.close()
    assert "The computer cannot be kept awake: no bus" in caplog.text


def test_the_library_says_why_it_cannot_where_there_is_no_bus(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """The real one, on a machine without a desktop: in words, without a warning."""
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    awake = Awake()
    with caplog.at_level(logging.INFO, LOG.name):
        awake.hold()
        assert awake.close(30)
    assert "ept awake" in caplog.text  # "is kept" or "cannot be kept": as the machine is
