"""Long tasks: none waits for another channel's, the newest wins, and each can be given up."""

import os
import sys
import threading
import time

import pytest

from engine.errors import Stopped
from engine.events import Progress, Reply
from engine.platform import HERE
from engine.service.ear import Ear
from engine.service.long_tasks import LongTasks
from engine.service.moments import Aside
from tests.engine.service.door import SECONDS
from tests.engine.service.test_moments import WORK, failed, worked


class Scene:
    def __init__(self):
        self.events: list[object] = []
        self._heard = threading.Condition()
        self.tasks = LongTasks(Ear(self.hear))

    def hear(self, event):
        with self._heard:
            self.events.append(event)
            self._heard.notify_all()

    @property
    def replies(self):
        return [event for event in self.events if isinstance(event, Reply)]

    def until(self, happened):
        with self._heard:
            assert self._heard.wait_for(happened, SECONDS), self.events

    def answered(self, *requests):
        self.until(lambda: {reply.request for reply in self.replies} >= set(requests))

    def idle(self, *channels):
        """Waits until nothing is worked on any more."""
        for channel in channels or ("a",):
            self.tasks.wait(channel)

    def close(self, seconds=SECONDS):
        self.tasks.end()
        return self.tasks.join(lambda: seconds)


class Held:
    """A job that works until it is let go or told to stop."""

    def __init__(self, result=None):
        self.begun, self.go = threading.Event(), threading.Event()
        self.result = result
        self.told_to_stop = False

    def __call__(self, task):
        self.begun.set()
        while not self.go.wait(0.002):
            if task.stopped:
                self.told_to_stop = True
                raise Stopped
        return self.result


@pytest.fixture
def scene():
    scene = Scene()
    yield scene
    assert scene.close()


def test_the_newest_wins_and_the_older_is_told_to_stop(scene):
    first, waits, newest = Held(), Held(), Held("newest")
    scene.tasks.ask("a", first, 1, in_order=False)
    assert first.begun.wait(SECONDS)
    scene.tasks.ask("a", waits, 2, in_order=False)
    scene.tasks.ask("a", newest, 3, in_order=False)
    newest.go.set()
    scene.answered(3)
    scene.idle()
    assert first.told_to_stop
    assert not waits.begun.is_set()
    assert [(reply.request, reply.result) for reply in scene.replies] == [(3, "newest")]


def test_one_that_does_not_heed_the_stop_is_not_answered_all_the_same(scene):
    begun, go = threading.Event(), threading.Event()
    scene.tasks.ask("a", lambda _: (begun.set(), go.wait(SECONDS)), 1, in_order=False)
    assert begun.wait(SECONDS)
    scene.tasks.ask("a", lambda _: "newer", 2, in_order=False)
    go.set()
    scene.answered(2)
    scene.idle()
    assert [reply.request for reply in scene.replies] == [2]


def test_in_order_all_are_answered_one_after_the_other(scene):
    first, done = Held(1), []
    scene.tasks.ask("a", first, 1, in_order=True)
    for number in (2, 3, 4):
        scene.tasks.ask("a", lambda _, number=number: done.append(number), number, in_order=True)
    assert done == []
    first.go.set()
    scene.answered(1, 2, 3, 4)
    assert done == [2, 3, 4]
    assert [reply.request for reply in scene.replies] == [1, 2, 3, 4]


def test_channels_do_not_wait_for_each_other(scene):
    blocked = Held()
    scene.tasks.ask("a", blocked, 1, in_order=False)
    assert blocked.begun.wait(SECONDS)
    for number in range(2, 20):
        scene.tasks.ask(f"channel {number}", lambda _, number=number: number, number, in_order=False)
    scene.answered(*range(2, 20))
    assert 1 not in {reply.request for reply in scene.replies}


def test_what_is_cancelled_stops_and_is_not_answered(scene):
    held, waits = Held(), Held()
    for number, job in enumerate((held, waits)):
        scene.tasks.ask("a", job, number, in_order=True)
    assert held.begun.wait(SECONDS)
    scene.tasks.cancel("a")
    scene.tasks.cancel("another")
    scene.idle()
    assert held.told_to_stop
    assert not waits.begun.is_set()
    assert scene.events == []
    scene.tasks.ask("a", lambda _: "again", 9, in_order=False)
    scene.answered(9)


@pytest.mark.parametrize("ends", ["done", "failed", "cancelled"])
def test_progress_ends_with_nothing_of_nothing_before_the_answer(scene, ends):
    told, go = threading.Event(), threading.Event()

    def job(task):
        task.tell("Reading", 3, 7)
        told.set()
        assert go.wait(SECONDS)
        task.tell("Reading", 7, 7)
        task.go_on()
        return 1 / (ends == "done")

    scene.tasks.ask("a", job, 1, in_order=False)
    assert told.wait(SECONDS)
    if ends == "cancelled":
        scene.tasks.cancel("a")
    go.set()
    scene.idle()
    progress = [(event.run, event.doing, event.done, event.total) for event in scene.events[:-1]]
    replied = isinstance(scene.events[-1], Reply)
    assert replied is (ends != "cancelled")
    if not replied:
        assert scene.events == [Progress("", "Reading", 3, 7), Progress("", "", 0, 0)]
    else:
        assert progress == [("", "Reading", 3, 7), ("", "Reading", 7, 7), ("", "", 0, 0)]
        assert (scene.events[-1].error is None) is (ends == "done")


def test_without_progress_there_is_no_end_of_it(scene):
    scene.tasks.ask("a", lambda _: 1, 1, in_order=False)
    scene.idle()
    assert [type(event) for event in scene.events] == [Reply]


def test_an_error_is_the_answer_and_the_channel_goes_on(scene):
    scene.tasks.ask("a", lambda _: 1 / 0, 1, in_order=True)
    scene.tasks.ask("a", lambda _: "fine", 2, in_order=True)
    scene.answered(1, 2)
    assert isinstance(scene.replies[0].error, ZeroDivisionError)
    assert scene.replies[1].result == "fine"


def test_a_task_that_sees_to_its_answer_itself_is_not_answered_twice(scene):
    def aside(task):
        raise Aside

    scene.tasks.ask("a", aside, 1, in_order=False)
    scene.idle()
    assert scene.events == []


def test_closing_gives_up_everything_in_time(scene):
    jobs = [Held() for _ in range(5)]
    for number, job in enumerate(jobs):
        scene.tasks.ask(f"channel {number}", job, number, in_order=False)
        assert job.begun.wait(SECONDS)
    assert scene.close()
    assert all(job.told_to_stop for job in jobs)
    scene.tasks.ask("a", lambda _: pytest.fail("after the end"), 9, in_order=False)
    assert scene.events == []


def test_closing_says_when_a_task_outlasts_the_time(scene):
    begun, go = threading.Event(), threading.Event()
    scene.tasks.ask("a", lambda _: (begun.set(), go.wait(SECONDS)), 1, in_order=False)
    assert begun.wait(SECONDS)
    asked = time.monotonic()
    assert not scene.close(0.05)
    assert time.monotonic() - asked < SECONDS / 2
    go.set()


def test_whoever_asks_starts_no_thread(scene, monkeypatch):
    """To start one is to wait until it runs; the window would, while others compute."""
    starters, real = [], threading.Thread.start

    def start(thread):
        starters.append(threading.current_thread())
        real(thread)

    monkeypatch.setattr(threading.Thread, "start", start)
    for number in range(1, 6):
        scene.tasks.ask(f"channel {number % 3}", lambda _: None, number, in_order=True)
    scene.answered(*range(1, 6))
    assert starters
    assert threading.current_thread() not in starters


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a thread has no priority of its own")
def test_one_that_lowered_its_priority_leaves_the_next_with_the_usual_one(scene):
    """Whose watch must be as late as a window would be, and no later."""

    def lowered(_):
        HERE.step_back()
        return priority()

    def priority():
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    scene.tasks.ask("a", lowered, 1, in_order=True)
    scene.tasks.ask("a", lambda _: priority(), 2, in_order=True)
    scene.answered(1, 2)
    usual = priority()  # whoever started the tests may have lowered it
    assert [reply.result for reply in scene.replies[:2]] == [max(10, usual), usual]


def test_a_thousand_questions_on_a_few_channels_leave_no_thread(scene):
    for number in range(1, 1001):
        scene.tasks.ask(f"channel {number % 3}", lambda _, number=number: number, number, in_order=False)
    scene.answered(998, 999, 1000)
    scene.idle(*(f"channel {number}" for number in range(3)))
    assert all(reply.result == reply.request for reply in scene.replies)
    assert not any(scene.tasks.busy(f"channel {number}") for number in range(3))


def test_an_answer_says_how_much_of_a_processor_it_took(scene):
    scene.tasks.ask("a", lambda _: worked(), 1, in_order=False)
    scene.tasks.ask("b", lambda _: failed(), 2, in_order=False)
    scene.answered(1, 2)
    assert all(reply.seconds >= WORK for reply in scene.replies)


def test_what_it_has_another_thread_do_counts_as_its_own(scene):
    def elsewhere(task):
        def work():
            with task.counted():
                worked()

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()

    scene.tasks.ask("a", elsewhere, 1, in_order=False)
    scene.answered(1)
    assert scene.replies[0].seconds >= WORK
