"""One session trains in a process: two would draw each other's random numbers."""

import os
import threading

import pytest

from engine.errors import InputError
from engine.events import NotBegun, StateChanged
from engine.project.training.budgets import Steps
from engine.service.service import Machine, Service
from engine.training.course.voice import Voice
from engine.training.steps.one_at_a_time import alone_or_refused
from tests.engine.training.small import EVERYTHING, SECONDS, Listener, equal, project, session, tensors, train

LONG = project(budget=Steps(1_000_000))


@pytest.fixture
def running(tmp_path):
    made, listener = session(LONG, tmp_path)
    made.pause()
    made.start()
    listener.wait(lambda event: isinstance(event, StateChanged) and event.state == "paused")
    yield made
    made.stop()
    assert made.join(SECONDS)


def check_refused(error):
    assert error.what == "A run is training in this process already."
    assert "a process of its own" in error.hint


def test_a_second_session_is_refused_and_neither_is_harmed(running, tmp_path):
    second, listener = session(project(), tmp_path)
    with pytest.raises(InputError) as refused:
        second.start()
    check_refused(refused.value)
    assert not second.alive
    assert second.join()
    assert not listener.events
    assert not second.folder.events_file.exists()
    assert running.state == "paused"
    running.stop()
    assert running.join(SECONDS)
    second.start()
    assert second.join(SECONDS)
    assert second.state == "finished"


def test_whoever_starts_it_is_refused(running, tmp_path):
    heard = Listener()
    service = Service(heard, runs_root=tmp_path / "runs")
    service.train(project(), Machine("cpu", 1))
    check_refused(heard.wait(lambda event: isinstance(event, NotBegun)).error)
    assert service.close(SECONDS)


@pytest.mark.parametrize("error", [ValueError, SystemExit])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_the_place_is_free_again_however_a_session_ends(tmp_path, monkeypatch, error):
    def end(*_):
        raise error

    made, _ = session(project(), tmp_path)
    monkeypatch.setattr(made, "_train", end)
    made.start()
    assert made.join(SECONDS)
    again, _ = train(project(), tmp_path)
    assert again.state == "finished"


def test_the_place_is_free_when_a_thread_cannot_be_started(tmp_path, monkeypatch):
    made, _ = session(project(), tmp_path)
    with monkeypatch.context() as patched:
        patched.setattr(made._thread, "start", lambda: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            made.start()
    again, _ = train(project(), tmp_path)
    assert again.state == "finished"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no forks there")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_a_process_that_was_forked_from_a_training_one_is_another(running):
    from engine.training.steps.one_at_a_time import start_alone

    if child := os.fork():
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        return
    try:
        start_alone(threading.Thread(target=lambda: None))
    except BaseException:  # noqa: BLE001  # a child must not go on with the tests
        os._exit(1)
    os._exit(0)


def test_of_many_who_start_at_once_one_trains_as_if_alone(tmp_path):
    what = project(*EVERYTHING, budget=Steps(20))
    made = [session(what, tmp_path)[0] for _ in range(8)]
    barrier, refused = threading.Barrier(len(made)), []

    def start(one):
        barrier.wait(SECONDS)
        try:
            one.start()
        except InputError as error:
            refused.append(error)

    starting = [threading.Thread(target=start, args=(one,)) for one in made]
    for thread in starting:
        thread.start()
    for thread in starting:
        thread.join(SECONDS)
    begun = [one for one in made if one._thread.ident is not None]
    assert (len(begun), len(refused)) == (1, len(made) - 1)
    assert begun[0].join(SECONDS)
    alone, _ = train(what, tmp_path)
    assert equal(tensors(begun[0].folder), tensors(alone.folder))


@pytest.mark.parametrize("ends", ["at its budget", "before its first step", "in an error"])
def test_whoever_hears_the_last_events_may_try_how_fast_something_is(tmp_path, monkeypatch, ends):
    free = []

    def hear(event):
        if isinstance(event, StateChanged) and event.state in ("finished", "failed"):
            with alone_or_refused():
                free.append(event.state)

    made, _ = session(project(), tmp_path)
    made._sink = Voice(hear)
    if ends == "before its first step":
        made.stop()
    if ends == "in an error":
        monkeypatch.setattr(made, "_train", lambda *_: 1 / 0)
    made.start()
    assert made.join(SECONDS)
    assert free == ["failed" if ends == "in an error" else "finished"]
    assert made.state == free[0]


def test_while_something_trains_nothing_is_tried(running):
    with pytest.raises(InputError, match="A run is training"), alone_or_refused():
        pytest.fail("it was let in")


def test_what_is_tried_beside_another_is_told_so():
    with alone_or_refused(), pytest.raises(InputError) as refused, alone_or_refused():
        pass
    assert refused.value.what == "Something is tried in this process already."
