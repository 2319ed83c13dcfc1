"""A learning rate through the door: its curve is told as it grows, a run ends it, and it never disturbs one."""

import threading

import pytest
from msgspec.structs import replace

import engine
from engine.errors import DataError, InputError
from engine.events import Progress, RatesTried
from engine.machine.devices import Machine
from engine.network.network import Network
from engine.project.project import with_facts
from engine.project.training.own_drawings import MixedDrawings
from engine.service import questions as q
from engine.training.rate_finding import sweep
from tests.engine.service.door import ONE_THREAD, Door, small

HERE = Machine("cpu", 1, background=True)


def project(**settings):
    """With the facts that it was published with, as the window's document has them."""
    made = small(**settings)
    return with_facts(made, made.data.source.published)


def test_the_curve_grows_and_its_end_is_the_answer(door: Door):
    found = door.ask(q.FindRate(project(), HERE))
    curves = [event for event in door.events if isinstance(event, RatesTried)]
    assert curves
    assert len(curves[-1].rates) == len(found.rates)
    assert found.suggestion is not None
    told = [event for event in door.events if isinstance(event, Progress) and event.unit == "rates"]
    assert all(event.done <= event.total for event in told)
    assert told[-1].doing == ""


def test_a_run_that_begins_ends_it(door: Door, monkeypatch):
    begun = threading.Event()

    def endless(_, __, asked):
        while True:
            begun.set()
            asked.go_on()

    monkeypatch.setattr(sweep, "_some", endless)
    request = door.service.ask(q.FindRate(project(), HERE))
    assert begun.wait(60)
    door.train(project())
    assert request not in door.replies


def test_it_is_refused_in_words_while_a_run_trains(door: Door):
    run = door.service.train(small(10**6), Machine("cpu", 1))
    door.until(lambda event: getattr(event, "state", "") == "running")
    with pytest.raises(InputError, match="training"):
        door.ask(q.FindRate(project(), HERE))
    door.service.stop(run)
    door.ended(run)


def test_what_cannot_train_is_refused_in_words(door: Door):
    with pytest.raises(InputError):
        door.ask(q.FindRate(replace(small(), network=Network(())), HERE))


def test_the_shown_model_stays(door: Door):
    shown = door.ask(q.ShowProject(project()))
    door.ask(q.FindRate(project(), ONE_THREAD))
    assert door.ask(q.ShowProject(project())).step == shown.step


def test_with_own_drawings_it_is_tried_on_them_as_the_training_would_be(door: Door):
    """Without any a training is refused, and so is what stands for it."""
    told = project()
    told = replace(told, training=replace(told.training, drawings=MixedDrawings()))
    for asked in (lambda: door.ask(q.FindRate(told, HERE)), lambda: engine.find_rate(told, device="cpu")):
        with pytest.raises(DataError, match="no own drawings of these classes to train with"):
            asked()
