"""The worker: the newest question on a channel wins, errors are answers, and it ends."""

import queue
import threading

from engine.events import Reply
from engine.service.worker import Worker


def _answers(replies: "queue.Queue[Reply]", count: int) -> dict[int, Reply]:
    return {reply.request: reply for reply in (replies.get(timeout=10) for _ in range(count))}


def test_a_newer_question_replaces_one_that_waits():
    replies: queue.Queue[Reply] = queue.Queue()
    worker = Worker(replies.put)
    go = threading.Event()
    busy = worker.ask("a", lambda: go.wait(10))
    stale = worker.ask("b", lambda: "stale")
    newest = worker.ask("b", lambda: "newest")
    other = worker.ask("c", lambda: "other")
    go.set()
    answers = _answers(replies, 3)
    assert set(answers) == {busy, newest, other}
    assert stale not in answers
    assert answers[newest].result == "newest"
    assert worker.close(10)


def test_an_error_is_an_answer_and_the_thread_goes_on():
    replies: queue.Queue[Reply] = queue.Queue()
    worker = Worker(replies.put)
    wrong = worker.ask(None, lambda: 1 // 0)
    right = worker.ask(None, lambda: "fine")
    answers = _answers(replies, 2)
    assert isinstance(answers[wrong].error, ZeroDivisionError)
    assert answers[right].result == "fine"
    assert worker.close(10)


def test_closing_drops_what_waits():
    replies: queue.Queue[Reply] = queue.Queue()
    worker = Worker(replies.put)
    started, go = threading.Event(), threading.Event()

    def first() -> str:
        started.set()
        go.wait(10)
        return "first"

    worker.ask(None, first)
    worker.ask(None, lambda: "never")
    started.wait(10)
    assert not worker.close(0.01)
    go.set()
    assert worker.close(10)
    assert [replies.get(timeout=10).result] == ["first"]
    assert replies.empty()
