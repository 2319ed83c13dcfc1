"""Tuning through the door: what it finds is known from then on, a run ends it, and it never disturbs one."""

import threading

import pytest
from msgspec.structs import replace

from engine.errors import InputError
from engine.events import ComputedOn, Progress
from engine.machine.devices import Machine
from engine.machine.setup import Setup
from engine.network.network import Network
from engine.project.project import with_facts
from engine.service import questions as q
from engine.training.tuning import tuner
from tests.engine.service.door import Door, small
from tests.engine.training.tuning.fakes import all_win

HERE = Machine("cpu", background=True)


def project(**settings):
    """With the facts that it was published with, as the window's document has them."""
    found = small(**settings)
    return with_facts(found, found.data.source.published)


def test_what_was_found_is_known_and_taken_until_it_is_forgotten(door: Door, monkeypatch):
    monkeypatch.setattr(tuner, "thread_counts", lambda: (1, 2))
    monkeypatch.setattr(tuner.Race, "winners", all_win)
    assert door.ask(q.FindSetup(project(), HERE)) is None
    tuned = door.ask(q.Tune(project(), HERE))
    assert {row.setup for row in tuned.rows} >= {tuned.usual, tuned.best}
    known = door.ask(q.FindSetup(project(), HERE))
    assert (known.setup, known.by) == (tuned.best, "tuned")
    run = door.service.train(project(), HERE)
    door.ended(run)
    (on,) = [event for event in door.events if isinstance(event, ComputedOn)]
    assert (on.run, on.threads) == (run, tuned.best.threads)
    door.ask(q.ForgetSetup(project(), HERE))
    assert door.ask(q.FindSetup(project(), HERE)) is None


def test_of_another_batch_or_without_a_window_nothing_is_known(door: Door):
    door.ask(q.Tune(project(), HERE))
    assert door.ask(q.FindSetup(project(batch=32), HERE)) is None
    assert door.ask(q.FindSetup(project(), Machine("cpu"))) is None
    assert door.ask(q.FindSetup(project(), HERE)) is not None


def test_it_tells_how_far_it_is_and_what_it_tries(door: Door):
    tuned = door.ask(q.Tune(project(), HERE))
    told = [event for event in door.events if isinstance(event, Progress) and event.unit == "setups"]
    assert f"Trying {tuned.usual.words}" in [event.doing for event in told]
    assert all(event.done <= event.total for event in told)
    shares = [event.done for event in told if event.doing.startswith("Trying ")]
    assert shares == sorted(shares)
    assert told[-1].doing == ""


def test_a_run_that_begins_ends_it(door: Door, monkeypatch):
    begun = threading.Event()
    monkeypatch.setattr(tuner, "SECONDS", 1e9)
    monkeypatch.setattr(tuner.Race, "rows", lambda _: pytest.fail("it was tried to the end"))
    monkeypatch.setattr(tuner.Race, "climb", lambda race, setups: forever(race, setups, begun))
    request = door.service.ask(q.Tune(project(), HERE))
    assert begun.wait(60)
    door.train(project())
    assert request not in door.replies
    assert door.ask(q.FindSetup(project(), HERE)) is None


def forever(race, setups, begun):
    while True:
        race.round(setups)
        begun.set()


def test_nothing_is_tried_while_a_run_trains(door: Door):
    run = door.service.train(small(10**6), Machine("cpu", 1))
    door.until(lambda event: getattr(event, "state", "") == "running")
    with pytest.raises(InputError, match="training"):
        door.ask(q.Tune(project(), HERE))
    door.service.stop(run)
    door.ended(run)


def test_what_cannot_train_is_refused_in_words(door: Door):
    broken = replace(small(), network=Network(()))
    with pytest.raises(InputError):
        door.ask(q.Tune(broken, HERE))


def test_setups_are_spoken_of_in_plain_words():
    assert Setup(1, "contiguous_format").words == "1 thread, channels first"
    assert Setup(2, "channels_last", "bfloat16", "foreach").words == (
        "2 threads, channels last, bfloat16, foreach optimiser"
    )
