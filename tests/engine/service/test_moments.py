"""The thread of the moments: everything in the order asked, the newest on a channel wins, only its end ends it."""

import threading
import time

import pytest

from engine.events import Reply
from engine.service.ear import Ear
from engine.service.moments import Aside, Ended, Moments
from tests.engine.service.door import SECONDS


class Scene:
    """The thread with what it said, and a way to keep it busy."""

    def __init__(self):
        self.replies: list[Reply] = []
        self.moments = Moments(Ear(self.hear))
        self.fails = False

    def hear(self, event):
        self.replies.append(event)
        if self.fails:
            raise RuntimeError("deaf")

    def ask(self, channel, job, request=None):
        request = request or self.moments.reserve()
        self.moments.ask(channel, job, request)
        return request

    def hold(self):
        """Keeps the thread busy until the event is set."""
        go, begun = threading.Event(), threading.Event()
        self.moments.submit(lambda: (begun.set(), go.wait(SECONDS)))
        assert begun.wait(SECONDS)
        return go

    def settle(self):
        """Waits until all that was asked is done."""
        self.moments.call(lambda: None)

    def told(self):
        self.settle()
        return [(reply.request, reply.result) for reply in self.replies]


@pytest.fixture
def scene():
    scene = Scene()
    yield scene
    scene.moments.end()
    assert scene.moments.join(SECONDS)


def test_the_newest_question_on_a_channel_wins_and_others_are_all_answered(scene):
    go = scene.hold()
    requests = [scene.ask(channel, lambda at=at: at) for at, channel in enumerate("aabab")]
    go.set()
    assert scene.told() == [(requests[3], 3), (requests[4], 4)]


def test_questions_are_answered_in_the_order_asked_and_see_what_came_before(scene):
    go, done = scene.hold(), []
    for name in "abc":
        scene.ask(name, lambda name=name: done.append(name))
    called = scene.moments.submit(lambda: list(done))
    scene.ask("a", lambda: done.append("newer a"))
    go.set()
    assert called.result(SECONDS) == ["b", "c"]
    scene.settle()
    assert done == ["b", "c", "newer a"]


def test_a_call_gives_its_result_or_its_error_to_whoever_waits(scene):
    assert scene.moments.call(lambda: 7) == 7
    for error in (ValueError, SystemExit):
        with pytest.raises(error):
            scene.moments.call(lambda error=error: (_ for _ in ()).throw(error()))
    assert scene.moments.call(lambda: 8) == 8


def test_an_error_is_the_answer_of_the_question(scene):
    request = scene.ask("a", lambda: 1 / 0)
    scene.settle()
    (reply,) = scene.replies
    assert (reply.request, type(reply.error)) == (request, ZeroDivisionError)


def test_what_is_put_aside_is_not_answered_until_it_is_asked_again(scene):
    def aside():
        raise Aside

    request = scene.ask("a", aside)
    assert scene.told() == []
    scene.ask("a", lambda: "now", request)
    assert scene.told() == [(request, "now")]


@pytest.mark.parametrize("waits", [True, False])
def test_an_older_question_asked_again_never_displaces_a_newer_one(scene, waits):
    old, new = scene.moments.reserve(), scene.moments.reserve()
    go = scene.hold()
    scene.ask("a", lambda: "new", new)
    if not waits:  # it is answered already
        go.set()
        scene.settle()
    scene.ask("a", lambda: "old", old)
    go.set()
    assert scene.told() == [(new, "new")]


def test_what_is_superseded_while_it_waits_or_is_worked_on_is_not_answered(scene):
    go, begun = threading.Event(), threading.Event()
    scene.ask("worked on", lambda: (begun.set(), go.wait(SECONDS)))
    assert begun.wait(SECONDS)
    scene.ask("waits", lambda: pytest.fail("not wanted any more"))
    newer = scene.moments.reserve()
    for channel in ("worked on", "waits"):
        scene.moments.supersede(channel, newer)
    assert scene.moments.is_newest("waits", newer)
    assert not scene.moments.is_newest("waits", newer - 1)
    go.set()
    assert scene.told() == []


def test_a_listener_that_fails_does_not_end_the_thread(scene, caplog):
    scene.fails = True
    first, second = scene.ask("a", lambda: 1), scene.ask("b", lambda: 2)
    assert scene.told() == [(first, 1), (second, 2)]
    assert "what listens to the engine failed at Reply" in caplog.text


def test_at_the_end_calls_that_wait_learn_of_it_and_questions_are_dropped(scene):
    go = scene.hold()
    waiting = [scene.moments.submit(lambda: 1) for _ in range(3)]
    blocked, failed = threading.Event(), []

    def call():
        blocked.set()
        try:
            scene.moments.call(lambda: 1)
        except Ended:
            failed.append(True)

    thread = threading.Thread(target=call)
    thread.start()
    assert blocked.wait(SECONDS)
    scene.ask("a", lambda: 1)
    assert not scene.moments.join(0)
    scene.moments.end()
    for future in waiting:
        assert isinstance(future.exception(SECONDS), Ended)
    thread.join(SECONDS)
    assert failed == [True]
    assert not scene.moments.join(0)  # the job in hand is not torn off
    go.set()
    assert scene.moments.join(SECONDS)
    assert scene.replies == []


def test_after_the_end_nothing_is_done_and_nobody_waits(scene):
    scene.moments.end()
    assert scene.moments.join(SECONDS)
    scene.ask("a", lambda: 1)
    with pytest.raises(Ended):
        scene.moments.call(lambda: 1)
    scene.moments.end()
    assert scene.replies == []


def test_an_answer_says_how_much_of_a_processor_it_took(scene):
    scene.ask("a", worked)
    scene.ask("b", failed)
    scene.settle()
    assert all(reply.seconds >= WORK for reply in scene.replies)


WORK = 0.002  # seconds


def worked():
    begun = time.thread_time()
    while time.thread_time() - begun < WORK:
        pass


def failed():
    worked()
    raise ValueError("it cannot be done")
